import { addressOf } from './address';
import type { ManagedObject } from './operator-resource';

/** How messages name a managed object: `managed Secret "api"`. */
export function shownObject({ kind, name }: ManagedObject): string {
  return `managed ${kind} "${name.value ?? ''}"`;
}

/** How messages name a managed object with its namespace: `managed Secret "shop/api"`. */
export function placedObject({ kind, name, namespace }: ManagedObject): string {
  return `managed ${kind} "${namespace.value ?? ''}/${name.value ?? ''}"`;
}

/** Where a managed object is in the cluster: `Secret shop/api`. */
export function managedAddress({ kind, namespace, name }: ManagedObject): string {
  return addressOf(kind, { namespace: namespace.value, name: name.value });
}

/** Whether the name or namespace of a managed object becomes a value only when the app is rendered. */
export function isUnresolved({ namespace, name }: ManagedObject): boolean {
  return namespace.isUnresolved || name.isUnresolved;
}

/** What the operator acts by: the schema of v1alpha1 fills in `Orphan`. */
export function creationPolicyOf({ owner, creationPolicy }: ManagedObject): unknown {
  return creationPolicy.raw ?? (owner.generation === 'v1alpha1' ? 'Orphan' : undefined);
}

/** The operator reads neither template nor keys of a lease from its resource. */
export function isLease({ owner }: ManagedObject): boolean {
  return owner.kind === 'InfisicalDynamicSecret';
}
