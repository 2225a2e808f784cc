import { addressOf } from './address';
import { isUnplaced, type Resource } from './resource';

/** Whether two documents of YAML are one object: of both, the cluster has the one that was applied last. */
export function isOneObject(one: Resource, other: Resource): boolean {
  const [a, b] = [one, other].map(({ manifest: { kind, metadata } }) => addressOf(kind, metadata));
  return one.construct === undefined && other.construct === undefined && a === b;
}

/** Whether the cluster may have one object for both: one without a namespace would be the other one in its. */
export function mayBeOneObject(one: Resource, other: Resource): boolean {
  const [a, b] = [one.manifest, other.manifest];
  if (a.kind !== b.kind || a.metadata.name !== b.metadata.name) return false;
  return a.metadata.namespace === b.metadata.namespace || isUnplaced(one) || isUnplaced(other);
}
