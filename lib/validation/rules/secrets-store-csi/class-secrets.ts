import { grouped } from '../../../collections/grouped';
import { type AppModel, perApp } from '../../../model/app-model';
import { deliveriesOf } from '../../../model/delivery/deliveries';
import type { DeliveredObject } from '../../../model/delivery/delivery';
import { type ClassVolume, classVolumes, volumesOf } from '../../../model/delivery/secrets-store-csi/class-volumes';
import {
  infisicalClasses,
  nearClass,
  type ProviderClass,
  placeOf,
} from '../../../model/delivery/secrets-store-csi/provider-class';
import { secretsMadeOf } from '../../../model/secrets-made';
import type { ObjectUse, Workload } from '../../../model/workloads';

/** A Secret that a class alone writes, as far as anybody here knows, and who takes keys of it. */
interface ClassSecret {
  readonly provider: ProviderClass;
  readonly object: DeliveredObject;
  readonly uses: readonly SecretUse[];
}

interface SecretUse {
  readonly workload: Workload;
  readonly use: ObjectUse;
}

/** The Secrets of the classes of Infisical, with those who take keys of them. */
export const classSecrets = perApp((app): readonly ClassSecret[] => {
  const providers = new Map(infisicalClasses(app).map((one) => [one.resource, one]));
  if (providers.size === 0) return [];
  const all = app.workloads.flatMap((workload) => workload.uses.map((use) => ({ workload, use })));
  const uses = grouped(
    all.filter(({ use: { kind } }) => kind === 'Secret'),
    ({ use: { name } }) => name,
  );
  const writers = writersByName(app);
  return deliveriesOf(app).flatMap(({ resource, written }) => {
    const provider = providers.get(resource);
    if (provider === undefined) return [];
    return written
      .filter(({ name }) => writers.get(name) === 1)
      .map((object) => ({ provider, object, uses: usesIn(object, uses.get(object.name) ?? []) }));
  });
});

/** Where a namespace is not known, it may be another Secret. */
function usesIn({ namespace }: DeliveredObject, uses: readonly SecretUse[]): readonly SecretUse[] {
  if (namespace === undefined) return [];
  return uses.filter(({ workload, use }) => placeOf(workload.resource) === namespace && !use.isOptional);
}

/** How many write a Secret of each name, in whichever namespace. */
function writersByName(app: AppModel): ReadonlyMap<unknown, number> {
  const names = [
    ...app.resources.flatMap((resource) => [...new Set(secretsMadeOf(resource))]),
    ...app.managedObjects.filter(({ kind }) => kind === 'Secret').map(({ name }) => name.value),
    ...deliveriesOf(app).flatMap(({ written }) => written.map(({ name }) => name)),
  ];
  return new Map([...grouped(names, (name) => name)].map(([name, all]) => [name, all.length]));
}

/** Whether a container mounts a volume of the class. */
export function isMounted(app: AppModel, provider: ProviderClass): boolean {
  return volumesOf(app, provider).some(({ mounts }) => mounts.length > 0);
}

/** What volumes mean that name no class that was read: the one that each nearly names, which nothing mounts and whose Secret is taken. */
export const misspeltClasses = perApp((app): ReadonlyMap<ClassVolume, ProviderClass> => {
  const waiting = classSecrets(app).filter(({ provider, uses }) => uses.length > 0 && !isMounted(app, provider));
  const found = new Map<ClassVolume, ProviderClass>();
  if (waiting.length === 0) return found;
  const byName = new Map(waiting.map(({ provider }) => [provider.name, provider]));
  for (const volume of classVolumes(app)) {
    const name = volume.className.value;
    const namespace = placeOf(volume.workload.resource);
    const near = name === undefined || volume.classes.length > 0 ? undefined : nearClass(app, name, namespace);
    const meant = near === undefined ? undefined : byName.get(near);
    if (meant !== undefined && meant.namespace === namespace) found.set(volume, meant);
  }
  return found;
});
