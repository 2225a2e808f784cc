import { Variable } from '../../typescript/code';

/** What a workload can refer to by variable: names that stand for variables until a chart gives them their own. */
export const managedSecret = (address: string) => new Variable(`managed ${address}`);
export const keysOf = (address: string) => new Variable(`keys ${address}`);
export const foreignSecret = (name: string) => new Variable(`Secret ${name}`);
export const foreignConfigMap = (name: string) => new Variable(`ConfigMap ${name}`);
export const foreignAccount = (name: string) => new Variable(`ServiceAccount ${name}`);

/** The kind and the name that the stand-in of a foreign object tells; other stand-ins have other kinds. */
export function foreignObject(standIn: string): { readonly kind: string; readonly name: string } {
  const blank = standIn.indexOf(' ');
  return { kind: standIn.slice(0, Math.max(blank, 0)), name: standIn.slice(blank + 1) };
}

/** A managed Secret with a construct. */
interface NamedSecret {
  readonly address: string;
  /** The keys that it has; undefined where nobody can know. */
  readonly keys: ReadonlySet<string> | undefined;
}

/** Managed Secrets that a workload may use, by name. */
export type ManagedSecrets = ReadonlyMap<string, NamedSecret>;
