import { addressOf } from '../../../model/address';
import { type AppModel, asReadable, perApp } from '../../../model/app-model';
import { isExistingNamespace } from '../../../model/existing-namespaces';
import { rawIn } from '../../../model/field';
import {
  type ManagedObject,
  managedAddress,
  type OperatorResource,
  placedObject,
  shownObject,
} from '../../../model/operator-resource';
import { isFilledInLater, isUnplaced } from '../../../model/resource';
import { ruleOn, Severity } from '../../rule';
import { targeting, writing } from './writing';

export const M25 = ruleOn('operator', {
  severity: Severity.WARNING,
  title: 'What may fail is written last',
  why: 'The operator writes one target after another and stops at the first that fails: where the namespace of one is missing, or may not be written, those behind it keep what they had, and nothing says so of them.',
  source:
    'operator v0.10.4 to v0.11.7: internal/services/infisicalsecret/reconciler.go (ReconcileInfisicalSecret), internal/services/infisicalstaticsecret/handler.go (ReconcileInfisicalStaticSecret); seen with v0.11.5',
  bad: targeting({ name: 'billing', namespace: 'billing', creationPolicy: 'Orphan' }, {}),
  good: targeting({}, { name: 'billing', namespace: 'billing', creationPolicy: 'Orphan' }),
  check: (owner, report, app) => {
    const { resource } = owner;
    if (owner.managed.length < 2 || isUnplaced(resource)) return;
    const order = writingOrder(owner);
    const risky = order.findIndex((object) => mayFail(object, app));
    const behind = order.slice(risky + 1).filter((object) => isNear(object));
    if (risky < 0 || behind.length === 0) return;
    const [object, next] = [order[risky], behind[0]];
    const isFixedOrder = owner.generation === 'v1alpha1' && object.kind !== next.kind;
    report(
      object.namespace,
      `the ${placedObject(object)} is in another namespace than its resource, which this app does not declare, and the operator stops there if it cannot write it: the ${shownObject(next)} behind it would stay as it is. ${isFixedOrder ? 'Write it by a resource of its own, as v1alpha1 writes ConfigMaps last' : 'Put it last, or into a resource of its own'}`,
    );
  },
});

/** v1alpha1 takes the single reference for the last of its Secrets. */
function writingOrder({ managed, spec }: OperatorResource): readonly ManagedObject[] {
  const single = spec.at('managedSecretReference').raw;
  const [secrets, configMaps] = ['Secret', 'ConfigMap'].map((kind) => managed.filter((object) => object.kind === kind));
  if (managed[0].owner.generation === 'v1beta1') return managed;
  const isSingle = ({ field }: ManagedObject) => single !== undefined && field.raw === single;
  return [...secrets.filter((one) => !isSingle(one)), ...secrets.filter(isSingle), ...configMaps];
}

function isNear({ owner, namespace }: ManagedObject): boolean {
  return namespace.value === owner.resource.manifest.metadata.namespace;
}

function mayFail(object: ManagedObject, app: AppModel): boolean {
  const { owner, namespace } = object;
  if (!namespace.value || isNear(object) || isFilledInLater(owner.resource, namespace.value)) return false;
  return !namespacesOfApp(app).has(namespace.value) && !isExistingNamespace(app, namespace.value);
}

/** Those that the app declares, or in which it has objects: without these it cannot be applied at all. */
const namespacesOfApp = perApp(
  ({ resources }: AppModel): ReadonlySet<string> =>
    new Set(
      resources.flatMap(
        ({ manifest: { kind, metadata } }) => (kind === 'Namespace' ? metadata.name : metadata.namespace) ?? [],
      ),
    ),
);

export const M26 = ruleOn('managedObject', {
  severity: Severity.ERROR,
  yields: true,
  title: 'What the operator takes over can be changed',
  why: 'Kubernetes never changes the data of an object with immutable: true, and the operator only updates what exists: every sync that brings another value fails.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidateSecretUpdate, ValidateConfigMapUpdate); operator v0.11.7: internal/services/infisicalsecret/reconciler.go (updateInfisicalManagedKubeSecret), internal/services/infisicalstaticsecret/reconciler.go (SyncKubeSecret); seen with v0.11.5',
  bad: { ...writing({}), previous: [{ kind: 'Secret', metadata: { name: 'api-secrets' }, immutable: true }] },
  good: { ...writing({}), previous: [{ kind: 'Secret', metadata: { name: 'api-secrets' }, immutable: false }] },
  check: (object, report, app) => {
    if (!object.name.value || !object.namespace.value || !immutableObjects(app).has(managedAddress(object))) return;
    report(
      object.name,
      `the ${placedObject(object)} is there already with immutable: true, and the operator can never write it: delete that ${object.kind} right before this is applied, or choose another name`,
    );
  },
});

const immutableObjects = perApp(
  ({ resources, settings: { previous = [] } }: AppModel): ReadonlySet<string> =>
    new Set(
      [...previous.map((manifest) => asReadable({ manifest })), ...resources].flatMap(({ manifest }) => {
        const { kind, metadata } = manifest;
        const isManaged = kind === 'Secret' || kind === 'ConfigMap';
        return isManaged && rawIn(manifest, 'immutable') === true ? [addressOf(kind, metadata)] : [];
      }),
    ),
);
