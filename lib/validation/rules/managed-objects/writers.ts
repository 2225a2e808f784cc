import { addressOf, namedObject } from '../../../model/address';
import { perApp } from '../../../model/app-model';
import { objectsByWriter } from '../../../model/consumption';
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
  why: 'Two resources that write one object overwrite each other with every sync, and no one notices it.',
  source:
    'operator v0.11.7: internal/services/infisicalsecret/reconciler.go (updateInfisicalManagedKubeSecret) looks for no other writer; internal/services/infisicalstaticsecret/reconciler.go (Validate) refuses two targets of one name',
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
    const writers = new Map<string, Resource>();
    for (const object of named) {
      const { resource } = object.owner;
      const key = managedAddress(object);
      const first = writers.get(key);
      if (first === undefined) writers.set(key, resource);
      else if (first === resource || !isOneObject(first, resource)) {
        const writer = namedObject(first.manifest);
        const message = `the managed ${key} is already written by ${writer}: choose another name, or share that sync`;
        report(resource, object.name, message);
      }
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

const declaredObjects = perApp(
  ({ resources }) => new Set(resources.map(({ manifest: { kind, metadata } }) => addressOf(kind, metadata))),
);

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
    if (!namespace.value || !name.value || !declaredObjects(app).has(managedAddress(object))) return;
    report(
      name,
      `the ${placedObject(object)} is also a manifest of the app, and the operator would replace its data: choose another name`,
    );
  },
});
