import { grouped } from '../../../collections/grouped';
import { isNearly } from '../../../text/did-you-mean';
import { quotedText } from '../../../text/key-name';
import { type AppModel, perApp } from '../../app-model';
import type { Field } from '../../field';
import type { Workload } from '../../workloads';
import { classesAt, type ProviderClass, placeOf } from './provider-class';

/** A volume of a pod that the Secrets Store CSI driver fills. */
export interface ClassVolume {
  readonly workload: Workload;
  /** `csi` of the volume. */
  readonly csi: Field;
  /** The name of its class. */
  readonly className: Field<string>;
  /** The classes that it may mean, where nobody knows the namespaces. */
  readonly classes: readonly ProviderClass[];
  readonly mounts: readonly ContainerMount[];
  /** What its driver is called, where that is nearly the driver: the kubelet finds none of that name. */
  readonly misspeltDriver?: Field;
}

/** A place in a container where it sees the volume, or a part of it. */
export interface ContainerMount {
  readonly container: string;
  readonly field: Field;
  readonly path: string;
  /** The file or folder of the volume that it shows; absent for the whole. */
  readonly subPath?: string;
}

/** So many classes of one name are looked at where no namespace is known: more are too many. */
const MOST_MEANT = 100;

/** The Secrets Store CSI driver, as the kubelet knows it. */
const CLASS_DRIVER = 'secrets-store.csi.k8s.io';

export const classVolumes = perApp((app): readonly ClassVolume[] =>
  app.workloads.flatMap((workload) => workload.pod.volumes.flatMap((volume) => classVolume(app, workload, volume))),
);

function classVolume(app: AppModel, workload: Workload, volume: Field): ClassVolume[] {
  const csi = volume.at('csi');
  const driver = csi.at('driver');
  const isMisspelt = typeof driver.raw === 'string' && isNearly(driver.raw, CLASS_DRIVER);
  if (driver.raw !== CLASS_DRIVER && !isMisspelt) return [];
  const className = csi.text('volumeAttributes', 'secretProviderClass');
  const namespace = placeOf(workload.resource);
  const named = className.value === undefined ? [] : classesAt(app, className.value, namespace);
  const classes = named.slice(0, MOST_MEANT);
  const name = volume.text('name').value;
  const mounts = name === undefined ? [] : (mountsByVolume(workload).get(name) ?? []);
  return [{ workload, csi, className, classes, mounts, ...(isMisspelt && { misspeltDriver: driver }) }];
}

const MOUNTS = new WeakMap<Workload, ReadonlyMap<string, readonly ContainerMount[]>>();

function mountsByVolume(workload: Workload): ReadonlyMap<string, readonly ContainerMount[]> {
  const known = MOUNTS.get(workload);
  if (known !== undefined) return known;
  const all = workload.containers.flatMap(({ name: container, mounts }) =>
    mounts.map(({ volume, field, path, subPath }) => ({ volume, mount: { container, field, path, subPath } })),
  );
  const byVolume = grouped(all, ({ volume }) => volume);
  const mounts = new Map([...byVolume].map(([volume, some]) => [volume ?? '', some.map(({ mount }) => mount)]));
  MOUNTS.set(workload, mounts);
  return mounts;
}

/** Why the kubelet does not mount the volume. */
export function misspeltDriverProblem(driver: Field): string {
  return `no driver is called ${quotedText(String(driver.raw))}: write ${CLASS_DRIVER}`;
}

/** The volumes of a class. */
export function volumesOf(app: AppModel, provider: ProviderClass): readonly ClassVolume[] {
  return volumesByClass(app).get(provider) ?? [];
}

const volumesByClass = perApp((app): ReadonlyMap<ProviderClass, readonly ClassVolume[]> => {
  const found = new Map<ProviderClass, ClassVolume[]>();
  for (const volume of classVolumes(app)) {
    for (const one of volume.classes) {
      const known = found.get(one);
      if (known === undefined) found.set(one, [volume]);
      else known.push(volume);
    }
  }
  return found;
});
