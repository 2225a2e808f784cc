import { Reference } from '../../typescript/code';

export const keysOf = ({ name, owner }: Reference) => new Reference('keys', name, owner);
export const foreignSecret = (name: string) => new Reference('Secret', name);
export const foreignConfigMap = (name: string) => new Reference('ConfigMap', name);
export const generatorReference = (kind: string, name: string) => new Reference('generator', name, kind);

/** A managed Secret with a construct. */
interface NamedSecret {
  readonly reference: Reference;
  /** The keys that it has; undefined where nobody can know. */
  readonly keys: ReadonlySet<string> | undefined;
}

/** Managed Secrets that a workload may use, by name. */
export type ManagedSecrets = ReadonlyMap<string, NamedSecret>;
