import { Variable } from '../../typescript/code';

/** What a workload can refer to by variable: names that stand for variables until a chart gives them their own. */
export const managedSecret = (address: string) => new Variable(`managed ${address}`);
export const keysOf = (address: string) => new Variable(`keys ${address}`);
export const foreignSecret = (name: string) => new Variable(`Secret ${name}`);
export const foreignConfigMap = (name: string) => new Variable(`ConfigMap ${name}`);
export const foreignAccount = (name: string) => new Variable(`ServiceAccount ${name}`);

/** Managed Secrets with a construct, in the namespace of a workload: addresses by name. */
export type ManagedSecrets = ReadonlyMap<string, string>;
