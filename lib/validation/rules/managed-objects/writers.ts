import { addressOf } from '../../../model/address';
import { perApp } from '../../../model/app-model';
import { objectsByWriter } from '../../../model/consumption';
import { isLive, isWrittenByOperator } from '../../../model/live-object';
import { type ManagedObject, managedAddress, placedObject } from '../../../model/operator-resource';
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

const objectsByAddress = perApp(
  ({ resources }) =>
    new Map(
      resources
        .filter(({ manifest: { kind } }) => kind === 'Secret' || kind === 'ConfigMap')
        .map((resource) => [addressOf(resource.manifest.kind, resource.manifest.metadata), resource]),
    ),
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
    // Of a lease the API server merges what the operator sends.
    const effect =
      object.owner.kind === 'InfisicalDynamicSecret'
        ? 'add the lease to its data, and empty it when the lease is revoked'
        : 'replace its data';
    report(
      name,
      `the ${placedObject(object)} is also a manifest of the app, and the operator would ${effect}: choose another name`,
    );
  },
});
