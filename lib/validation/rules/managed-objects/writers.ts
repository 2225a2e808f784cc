import { addressOf, namedObject } from '../../../model/address';
import { perApp } from '../../../model/app-model';
import { objectsByWriter } from '../../../model/consumption';
import { isLive, isWrittenByOperator } from '../../../model/live-object';
import { isUnresolved, type ManagedObject, managedAddress, placedObject } from '../../../model/operator-resource';
import type { Resource } from '../../../model/resource';
import { ruleOn, Severity, withSpec } from '../../rule';
import { secret, writing } from './writing';

const REFERENCES = ['managedSecretReference', 'managedKubeSecretReferences', 'managedKubeConfigMapReferences'];

export const M1 = ruleOn('operator', {
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A resource writes at least one Secret or ConfigMap',
  why: 'The operator stops before it reads anything, and writes no condition that would tell of it.',
  source: 'operator v0.11.7: internal/controller/infisicalsecret_controller.go (Reconcile)',
  bad: withSpec('InfisicalSecret', { managedKubeSecretReferences: [] }),
  good: writing({}),
  check: ({ resource, kind, spec }, report, app) => {
    if (kind !== 'InfisicalSecret' && kind !== 'InfisicalDynamicSecret') return;
    if (objectsByWriter(app).has(resource) || REFERENCES.some((field) => spec.at(field).isUnresolved)) return;
    const [field, what] =
      kind === 'InfisicalSecret'
        ? ['managedKubeSecretReferences', 'Secret or ConfigMap']
        : ['managedSecretReference', 'Secret'];
    report(spec.at(field), `there is nothing to write: add a managed ${what}`);
  },
});

export const M2 = ruleOn('InfisicalSecret', {
  severity: Severity.ERROR,
  title: 'Managed Secrets stand in one list',
  why: 'The operator refuses a resource that has both, before it reads anything and without a condition.',
  source: 'operator v0.11.7: internal/controller/infisicalsecret_controller.go (Reconcile)',
  bad: withSpec('InfisicalSecret', { managedSecretReference: secret({ secretName: 'web-secrets' }) }),
  good: writing({}),
  check: ({ spec }, report) => {
    const single = spec.at('managedSecretReference');
    if (!single.isGiven || spec.at('managedKubeSecretReferences').items().length === 0) return;
    report(
      single,
      'managedSecretReference and managedKubeSecretReferences exclude each other: move the first into the list',
    );
  },
});

export const M5 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'One managed object has one writer',
  why: 'Two resources that write one object overwrite each other, and both say that they have synced: in v1alpha1 whichever wrote last stays; in v1beta1 each run writes it anew, and workloads with auto-reload restart with each, for ever.',
  source:
    'operator v0.11.7: internal/services/infisicalsecret/reconciler.go (updateInfisicalManagedKubeSecret) looks for no other writer; internal/services/infisicalstaticsecret/reconciler.go (Validate) refuses two targets of one name, (SyncKubeSecret) compares with the version that it wrote itself; both seen with v0.11.5',
  bad: { objects: [{ kind: 'InfisicalSecret' }, { kind: 'InfisicalSecret', metadata: { name: 'web' } }] },
  good: {
    objects: [
      { kind: 'InfisicalSecret' },
      {
        kind: 'InfisicalSecret',
        metadata: { name: 'web' },
        spec: { managedKubeSecretReferences: [secret({ secretName: 'web-secrets' })] },
      },
    ],
  },
  check: ({ managedObjects }, report) => {
    const named = managedObjects.filter((object) => !isUnresolved(object) && object.name.value);
    const writers = new Map<string, ManagedObject>();
    for (const object of named) {
      const { resource } = object.owner;
      const key = managedAddress(object);
      const first = writers.get(key);
      if (first === undefined) {
        writers.set(key, object);
        continue;
      }
      if (first.owner.resource !== resource && isOneObject(first.owner.resource, resource)) continue;
      const writer = namedObject(first.owner.resource.manifest);
      report(
        resource,
        object.name,
        `the managed ${key} is already written by ${writer}, ${effectOf(first, object)}: choose another name, or share that sync`,
      );
    }
    for (const object of writtenAsAnotherKind(named)) {
      report(
        object.owner.resource,
        object.name,
        `the managed ${managedAddress(object)} has the name of another target, which the operator refuses even for another kind: choose another name`,
      );
    }
  },
});

/** What two writers of one object do to it. */
function effectOf(first: ManagedObject, second: ManagedObject): string {
  const generations = new Set([first, second].map(({ owner }) => owner.generation));
  if (!generations.has('v1beta1')) return 'and whichever writes last stays, while both say that they have synced';
  if (first.owner === second.owner)
    return 'and the operator refuses two targets of one name, so that nothing is synced';
  return generations.size === 1
    ? 'so that both write it anew at each run, and workloads with auto-reload restart with each, for ever'
    : 'and that of v1beta1 writes over what the other wrote at its next run, and restarts workloads with auto-reload each time';
}

/** Whether two documents of YAML are one object: of both, the cluster has the one that was applied last. */
function isOneObject(one: Resource, other: Resource): boolean {
  const [a, b] = [one, other].map(({ manifest: { kind, metadata } }) => addressOf(kind, metadata));
  return one.construct === undefined && other.construct === undefined && a === b;
}

/** Managed objects of an InfisicalStaticSecret with the namespace and name of an earlier one of the other kind. */
function writtenAsAnotherKind(managedObjects: readonly ManagedObject[]): ManagedObject[] {
  const kinds = new Map<unknown, Map<string, string>>();
  return managedObjects.filter(({ owner, kind, name, namespace }) => {
    if (owner.generation === 'v1alpha1') return false;
    const known = kinds.get(owner) ?? new Map<string, string>();
    kinds.set(owner, known);
    const address = `${namespace.value}/${name.value}`;
    const first = known.get(address) ?? kind;
    known.set(address, first);
    return first !== kind;
  });
}

const objectsByAddress = perApp(
  ({ resources }) =>
    new Map(resources.map((resource) => [addressOf(resource.manifest.kind, resource.manifest.metadata), resource])),
);

/** Whether an object of the app is what the operator has written for the managed object: both come from a cluster. */
function isManagedObject(resource: Resource, { owner }: ManagedObject): boolean {
  return isWrittenByOperator(resource) || (isLive(resource) && isLive(owner.resource));
}

export const M6 = ruleOn('managedObject', {
  severity: Severity.ERROR,
  title: 'A managed object is not a manifest of the app as well',
  why: 'The operator takes over an object that exists and replaces all of its data; whoever applies the app puts it back.',
  source:
    'operator v0.11.7: internal/services/infisicalsecret/reconciler.go (updateInfisicalManagedKubeSecret), internal/services/infisicalstaticsecret/reconciler.go (SyncKubeSecret): neither looks whose it was',
  bad: { objects: [{ kind: 'InfisicalSecret' }, { kind: 'Secret', metadata: { name: 'api-secrets' } }] },
  good: { objects: [{ kind: 'InfisicalSecret' }, { kind: 'Secret', metadata: { name: 'other' } }] },
  check: (object, report, app) => {
    const { name, namespace } = object;
    const declared = objectsByAddress(app).get(managedAddress(object));
    if (!namespace.value || !name.value || declared === undefined || isManagedObject(declared, object)) return;
    report(
      name,
      `the ${placedObject(object)} is also a manifest of the app, and the operator would replace its data: choose another name`,
    );
  },
});
