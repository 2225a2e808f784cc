import { grouped } from '../collections/grouped';
import { addressOf } from './address';
import { type AppModel, perApp } from './app-model';
import { usesDefaultConnection } from './default-connection';
import type { OperatorKind } from './kinds';
import type { OperatorResource, ReferenceField } from './operator-resource';
import { isUnplaced } from './resource';

/** Those of which nobody knows yet in which namespace they will be, by kind and name. */
const anywhereByName = perApp(({ operator }) =>
  grouped(
    operator.filter(({ resource }) => isUnplaced(resource)),
    ({ kind, resource }) => addressOf(kind, { name: resource.manifest.metadata.name }),
  ),
);

/** Of several with one address, the first counts. */
const byAddress = perApp(
  ({ operator }): ReadonlyMap<string, OperatorResource> =>
    new Map([...operator].reverse().map((owner) => [addressOf(owner.kind, owner.resource.manifest.metadata), owner])),
);

/**
 * The operator's resource that another one refers to, if the app has it: in the namespace that is named, or else the only
 * one of that name that may come into it.
 */
export function resourceReferredTo(
  app: AppModel,
  kind: OperatorKind,
  { name, namespace }: ReferenceField,
): OperatorResource | undefined {
  const [one, ...others] = anywhereByName(app).get(addressOf(kind, { name: name.value })) ?? [];
  const placed = byAddress(app).get(addressOf(kind, { name: name.value, namespace: namespace.value }));
  return placed ?? (others.length === 0 ? one : undefined);
}

/** Whether a resource logs in at the connection that the operator has of its own. */
export function isAtDefaultConnection(app: AppModel, owner: OperatorResource): boolean {
  const auth = resourceReferredTo(app, 'InfisicalAuth', owner.logsInWith);
  return auth !== undefined && usesDefaultConnection(auth);
}

/** What says where Infisical runs that a resource asks: itself, or in v1beta1 the connection of its login. */
export function connectionOf(app: AppModel, owner: OperatorResource): OperatorResource | undefined {
  if (owner.kind !== 'InfisicalStaticSecret' && owner.kind !== 'InfisicalStaticSecretPush') return owner;
  const auth = resourceReferredTo(app, 'InfisicalAuth', owner.logsInWith);
  return auth && resourceReferredTo(app, 'InfisicalConnection', auth.logsInWith);
}
