import type { SyncDeclaration, TargetDeclaration } from './declarations';

/**
 * The targets of a sync as the operator is to write them: it stops at the first that it cannot write, and one in another
 * namespace fails where that is not there yet, or is none of those that it watches.
 */
export function orderedTargets({ namespace, targets }: SyncDeclaration): TargetDeclaration[] {
  const isNear = (target: TargetDeclaration) => target.namespace === namespace;
  return [...targets.filter(isNear), ...targets.filter((target) => !isNear(target))];
}
