import { grouped } from '../collections/grouped';
import { type AppModel, perApp } from './app-model';
import type { Consumption } from './consumption';
import { isCopiedBy } from './copied-secrets';
import { deliveriesOf } from './delivery/deliveries';
import { isNoNamespace } from './kubernetes-names';
import { isUnresolved, type ManagedObject } from './operator-resource';
import { isFilledInLater, isUnplaced, objectOf } from './resource';
import { secretsMadeOf } from './secrets-made';
import type { Workload } from './workloads';

/** The workloads that use a managed Secret of another namespace, which they cannot see: nothing of its name is in their own. */
export const misplacedUsesOf = perApp((app): readonly Consumption[] => {
  const suspects = usersWithoutOwn(app);
  if (suspects.length === 0) return [];
  const { managed, names, anywhere } = secretsIn(app);
  return suspects.flatMap((workload) => {
    if (isUnplaced(workload.resource)) return [];
    const used = grouped(
      workload.uses.filter(({ kind }) => kind === 'Secret'),
      ({ name }) => name,
    );
    return [...used].flatMap(([name, uses]) => {
      const [object] = managed.get(name) ?? [];
      if (object === undefined || names.get(workload.namespace)?.has(name) || anywhere.has(name)) return [];
      // Of what cannot be a namespace M19 and N6 tell.
      const { value } = object.namespace;
      return value !== undefined && isNoNamespace(value) ? [] : [{ workload, object, uses }];
    });
  });
});

/** The workloads that use the name of a managed Secret of which none is in their own namespace: hardly ever is there one. */
function usersWithoutOwn({ managedObjects, workloads }: AppModel): Workload[] {
  const namespaces = new Map<string, Set<string | undefined>>();
  for (const { kind, name, namespace } of managedObjects) {
    if (kind !== 'Secret') continue;
    const known = namespaces.get(name.value ?? '');
    if (known === undefined) namespaces.set(name.value ?? '', new Set([namespace.value]));
    else known.add(namespace.value);
  }
  const isWithoutOwn = ({ namespace, uses }: Workload) =>
    uses.some(({ kind, name }) => kind === 'Secret' && namespaces.get(name)?.has(namespace) === false);
  return workloads.filter(isWithoutOwn);
}

/** The managed Secrets by their names, and the names of all Secrets by their namespaces, or of those that may be in any. */
const secretsIn = perApp((app) => {
  const { managedObjects, resources } = app;
  const deliveries = deliveriesOf(app);
  const managed = managedObjects.filter(({ kind }) => kind === 'Secret');
  const names = new Map<string | undefined, Set<unknown>>();
  const anywhere = new Set<unknown>();
  const add = (namespace: string | undefined, name: unknown) =>
    names.set(namespace, (names.get(namespace) ?? new Set()).add(name));
  for (const object of managed) {
    const { owner, namespace, name } = object;
    // Where it has no namespace at all, A4 has said it.
    const isAnywhere = !namespace.value || isFilledInLater(owner.resource, namespace.value) || isCopied(object);
    if (isAnywhere && !isUnresolved(object)) anywhere.add(name.value ?? '');
    add(namespace.value, name.value ?? '');
  }
  for (const resource of resources) {
    for (const name of secretsMadeOf(resource)) {
      if (isUnplaced(resource)) anywhere.add(name);
      else add(resource.manifest.metadata.namespace, name);
    }
  }
  for (const { kind, name, namespace } of deliveries.flatMap(({ written }) => written)) {
    if (kind !== 'Secret') continue;
    if (namespace === undefined) anywhere.add(name);
    else add(namespace, name);
  }
  return { managed: grouped(managed, ({ name }) => name.value ?? ''), names, anywhere };
});

function isCopied({ owner, metadata }: ManagedObject): boolean {
  return isCopiedBy(metadata.isGiven ? metadata : objectOf(owner.resource).at('metadata'));
}
