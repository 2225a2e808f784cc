import { Variable } from '../../typescript/code';

/** What a workload can refer to by variable: names that stand for variables until a chart gives them their own. */
export const managedSecret = (address: string) => new Variable(`managed ${address}`);
export const keysOf = (address: string) => new Variable(`keys ${address}`);
export const foreignSecret = (name: string) => new Variable(`Secret ${name}`);
export const foreignConfigMap = (name: string) => new Variable(`ConfigMap ${name}`);
export const foreignAccount = (name: string) => new Variable(`ServiceAccount ${name}`);

/** A managed Secret with a construct. */
export interface NamedSecret {
  readonly address: string;
  /** The keys that it has; undefined where nobody can know. */
  readonly keys: ReadonlySet<string> | undefined;
}

/** Managed Secrets that a workload may use, by name. */
export type ManagedSecrets = ReadonlyMap<string, NamedSecret>;
