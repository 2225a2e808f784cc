import { objectName } from '../access-row';
import type { Change } from './change';

/** The shortest name that nothing else has among the changes of the environment, which each sentence names. */
export function holderNames(changes: readonly Change[]): (change: Change) => string {
  const known = new Map<string, Set<string>>();
  const called = ({ environment, cluster, holder }: Change) => JSON.stringify([environment, cluster, holder.name]);
  for (const change of changes) {
    const name = called(change);
    known.set(name, (known.get(name) ?? new Set()).add(objectName(change.holder)));
  }
  return (change) => {
    const { holder } = change;
    const isObject = holder.kind === 'Secret' || holder.kind === 'ConfigMap';
    return isObject || (known.get(called(change))?.size ?? 0) > 1 ? objectName(holder) : holder.name;
  };
}
