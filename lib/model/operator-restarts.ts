import { type Consumption, isSeenByAutoReload } from './consumption';
import type { Kind } from './kinds';
import { doesOperator } from './operator-features';
import type { ManagedObject } from './operator-resource';
import type { Workload } from './workloads';

/** The kinds that the operator restarts. */
export const RESTARTED: readonly Kind[] = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** The name of an annotation ends at 63 characters, of which the operator takes 15 for itself. */
export const LONGEST_WATCHED_NAME = 48;

export function isOfRestartedKind({ resource }: Workload): boolean {
  return RESTARTED.includes(resource.manifest.kind);
}

/** Whether the operator restarts the pods when the managed object changes. */
export function isRestarted({ workload, uses, object }: Consumption): boolean {
  return isOfRestartedKind(workload) && workload.autoReload && uses.some((use) => isSeenByAutoReload(use, object));
}

/** Whether the operator of this version can write down, at a workload, which version of a managed object it has. */
export function isWatchable({ owner, name }: ManagedObject, settings: Parameters<typeof doesOperator>[0]): boolean {
  const isByName =
    owner.generation === 'v1alpha1'
      ? doesOperator(settings, 'nameAnnotations')
      : !doesOperator(settings, 'digestAnnotations');
  return !isByName || (name.value ?? '').length <= LONGEST_WATCHED_NAME;
}
