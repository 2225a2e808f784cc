import { type Field, NOWHERE } from './field';
import type { ManagedKind } from './kinds';
import { type Pod, podsOf } from './pods';
import { objectOf, type Resource } from './resource';

/** An object that runs pods, whatever its kind is, and one of these; or one that names Secrets for another reason. */
export interface Workload {
  readonly resource: Resource;
  readonly pod: Pod;
  readonly namespace: string | undefined;
  readonly containers: readonly Container[];
  readonly autoReload: boolean;
  readonly reloadAnnotations: ReloadAnnotations;
  /** Those of Secrets first. */
  readonly uses: readonly ObjectUse[];
}

interface Container {
  readonly field: Field;
  readonly name: string;
  readonly image: Field<string>;
  /** The names of its variables. */
  readonly variables: readonly Field<string>[];
  readonly mounts: readonly Mount[];
}

/** A volume, or a part of it, in the file system of a container. */
interface Mount {
  readonly field: Field;
  readonly volume: string;
  readonly path: string;
  readonly subPath?: string;
}

/** The auto-reload annotation where it counts and where it does not. */
interface ReloadAnnotations {
  readonly workload: Field;
  readonly pod: Field;
}

/** One place where a workload refers to a Secret or ConfigMap. */
export interface ObjectUse {
  readonly kind: ManagedKind;
  readonly name: string;
  /** Where it names the object. */
  readonly field: Field<string>;
  /** The key that is used; absent where the whole object is. */
  readonly key?: string;
  /** Where it names the key, or the object where it takes the whole. */
  readonly keyField: Field;
  readonly via: 'env' | 'envFrom' | 'volume' | 'projected' | 'driver' | 'imagePullSecrets' | 'reference';
  /** Whether an init container uses it; false for volumes, which all containers can. */
  readonly init: boolean;
  /** Whether the pod may start without it. */
  readonly optional: Field<boolean>;
  /** Whether a container mounts a part of the volume, which Kubernetes then never updates. */
  readonly subPath: boolean;
  /** What every variable of an `envFrom` starts with. */
  readonly prefix: string;
  /** The container that uses it; absent for volumes and image pull secrets, which belong to the pod. */
  readonly container?: string;
  /** The variable that gets the key. */
  readonly variable?: string;
  /** The volume that holds it. */
  readonly volume?: string;
  /** The file of the volume that holds the key, where it does not have the name of the key. */
  readonly file?: string;
}

export const AUTO_RELOAD_ANNOTATION = 'secrets.infisical.com/auto-reload';

/** The workloads of an object: one for each of its pods. */
export function workloadsOf(resource: Resource): Workload[] {
  return podsOf(resource.manifest, objectOf(resource)).map((pod) => workloadOf(resource, pod));
}

function workloadOf(resource: Resource, pod: Pod): Workload {
  const reload = objectOf(resource).at('metadata', 'annotations', AUTO_RELOAD_ANNOTATION);
  const uses = usesIn(pod);
  return {
    resource,
    pod,
    namespace: resource.isMoved ? undefined : resource.manifest.metadata.namespace,
    autoReload: reload.raw === 'true',
    reloadAnnotations: { workload: reload, pod: pod.metadata.at('annotations', AUTO_RELOAD_ANNOTATION) },
    containers: [...pod.initContainers, ...pod.containers].map(containerAt),
    uses: [...uses.filter(({ kind }) => kind === 'Secret'), ...uses.filter(({ kind }) => kind === 'ConfigMap')],
  };
}

function containerAt(field: Field): Container {
  return {
    field,
    name: field.text('name').value ?? '',
    image: field.text('image'),
    variables: itemsOf(field, 'env')
      .map((variable) => variable.text('name'))
      .filter(({ value }) => value !== undefined),
    mounts: itemsOf(field, 'volumeMounts').flatMap(mountAt),
  };
}

function mountAt(field: Field): Mount[] {
  const [volume, path] = [field.text('name').value, field.text('mountPath').value];
  if (volume === undefined || path === undefined) return [];
  return [{ field, volume, path, subPath: partOf(field.text('subPath').value ?? '') }];
}

/** The part of a volume that a subPath names, as the file system reads it; undefined for all of it. */
function partOf(subPath: string): string | undefined {
  const names = subPath.split('/').filter((name) => name !== '' && name !== '.');
  // In the folder `..data`, Kubernetes keeps the files to which those of the volume are links.
  return names.length === 0 || names[0].startsWith('..') ? undefined : names.join('/');
}

function itemsOf(field: Field, name: string): Field[] {
  return field.at(name).items();
}

/** How something is used, whatever it is. */
type About = Pick<ObjectUse, 'via'> &
  Partial<Pick<ObjectUse, 'init' | 'subPath' | 'prefix' | 'container' | 'variable' | 'volume'>>;

function usesIn({ containers, initContainers, volumes, secrets, pullSecrets }: Pod): ObjectUse[] {
  const mounts = [...containers, ...initContainers].flatMap((container) => itemsOf(container, 'volumeMounts'));
  const parts = new Set(
    mounts.flatMap((mount) => (mount.at('subPath').raw || mount.at('subPathExpr').raw ? [mount.at('name').raw] : [])),
  );
  return [
    ...initContainers.flatMap((container) => usesInContainer(container, true)),
    ...containers.flatMap((container) => usesInContainer(container, false)),
    ...volumes.flatMap((volume) => usesInVolume(volume, parts.has(volume.at('name').raw))),
    ...secrets.flatMap((source) => filesOf('Secret', source, { via: 'volume' }, 'secretName')),
    ...pullSecrets.flatMap((reference) => useOf('Secret', reference, { via: 'imagePullSecrets' })),
  ];
}

function usesInContainer(container: Field, init: boolean): ObjectUse[] {
  const about = { init, container: container.text('name').value };
  const single = itemsOf(container, 'env').flatMap((variable) => {
    const source = variable.at('valueFrom');
    if (!source.isGiven) return [];
    const named = { ...about, via: 'env' as const, variable: variable.text('name').value };
    const keyed = (kind: ManagedKind, reference: Field) =>
      reference.isGiven ? useOf(kind, reference, named, reference.text('key')) : [];
    return [...keyed('Secret', source.at('secretKeyRef')), ...keyed('ConfigMap', source.at('configMapKeyRef'))];
  });
  const whole = itemsOf(container, 'envFrom').flatMap((source) => {
    const prefixed = { ...about, via: 'envFrom' as const, prefix: source.text('prefix').value };
    return [
      ...useOf('Secret', source.at('secretRef'), prefixed),
      ...useOf('ConfigMap', source.at('configMapRef'), prefixed),
    ];
  });
  return [...single, ...whole];
}

function usesInVolume(volume: Field, subPath: boolean): ObjectUse[] {
  const about = { subPath, volume: volume.text('name').value };
  return [
    ...filesOf('Secret', volume.at('secret'), { ...about, via: 'volume' }, 'secretName'),
    ...filesOf('ConfigMap', volume.at('configMap'), { ...about, via: 'volume' }),
    ...usesOfDriver(volume),
    ...itemsOf(volume.at('projected'), 'sources').flatMap((source) => [
      ...filesOf('Secret', source.at('secret'), { ...about, via: 'projected' }),
      ...filesOf('ConfigMap', source.at('configMap'), { ...about, via: 'projected' }),
    ]),
  ];
}

/** The Secrets that Kubernetes hands to the driver of a volume, and no container sees. */
function usesOfDriver(volume: Field): ObjectUse[] {
  const references = volume
    .entries()
    .flatMap(([, source]) => [source.at('secretRef'), source.at('nodePublishSecretRef')]);
  return [
    ...references.flatMap((reference) => useOf('Secret', reference, { via: 'driver' })),
    ...useOf('Secret', volume.at('azureFile'), { via: 'driver' }, undefined, 'secretName'),
  ];
}

/** The keys of a source of a volume that become files. */
function filesOf(kind: ManagedKind, source: Field, about: About, name = 'name'): ObjectUse[] {
  const items = itemsOf(source, 'items');
  // An empty list is as none.
  if (items.length === 0) return useOf(kind, source, about, undefined, name);
  return items.flatMap((item) =>
    useOf(kind, source, about, item.text('key'), name).map((one) => ({ ...one, file: item.text('path').value })),
  );
}

function useOf(
  kind: ManagedKind,
  reference: Field,
  about: About,
  key?: Field<string>,
  nameField = 'name',
): ObjectUse[] {
  const field = reference.text(nameField);
  const name = field.value;
  if (name === undefined) return [];
  const { via, init = false, subPath = false, prefix = '', container, variable, volume } = about;
  const keyName = key?.value;
  const keyField = keyName === undefined || key === undefined ? field : key;
  const optional = via === 'driver' || via === 'imagePullSecrets' ? NOWHERE.flag() : reference.flag('optional');
  return [
    { kind, name, field, key: keyName, keyField, via, init, optional, subPath, prefix, container, variable, volume },
  ];
}
