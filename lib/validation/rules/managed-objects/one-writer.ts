import { namedObject } from '../../../model/address';
import { isOneObject } from '../../../model/one-object';
import { isUnresolved, type ManagedObject, managedAddress } from '../../../model/operator-resource';
import { ruleOn, Severity } from '../../rule';
import { secret } from './writing';

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
