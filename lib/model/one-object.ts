import { addressOf } from './address';
import type { Resource } from './resource';

/** Whether two documents of YAML are one object: of both, the cluster has the one that was applied last. */
export function isOneObject(one: Resource, other: Resource): boolean {
  const [a, b] = [one, other].map(({ manifest: { kind, metadata } }) => addressOf(kind, metadata));
  return one.construct === undefined && other.construct === undefined && a === b;
}
