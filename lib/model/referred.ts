import { addressOf } from './address';
import type { AppModel } from './app-model';
import type { OperatorKind } from './kinds';
import type { ObjectReference, OperatorResource } from './operator-resource';
import { perApp } from './per-app';

const byAddress = perApp(
  ({ operator }): ReadonlyMap<string, OperatorResource> =>
    new Map(operator.map((owner) => [addressOf(owner.kind, owner.resource.manifest.metadata), owner])),
);

/** Which resource says where a resource of the operator asks: itself, or a connection, if the app has it. */
export function connectionOf(app: AppModel, owner: OperatorResource): OperatorResource | undefined {
  if (owner.kind !== 'InfisicalStaticSecret') return owner;
  const auth = referred(app, 'InfisicalAuth', owner.logsInWith);
  return auth && referred(app, 'InfisicalConnection', auth.logsInWith);
}

/** The operator's resource that another one refers to, if the app has it. */
export function referred(
  app: AppModel,
  kind: OperatorKind,
  { name, namespace }: ObjectReference,
): OperatorResource | undefined {
  return byAddress(app).get(addressOf(kind, { name: name.value, namespace: namespace.value }));
}
