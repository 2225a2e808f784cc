import { type Fields, fields, list, text } from '../json/json';
import { type Pod, podsOf } from './pods';
import type { Resource } from './resource';

/** An object that runs pods, whatever its kind is, and one of these. */
export interface Workload {
  readonly resource: Resource;
  readonly pod: Pod;
  readonly namespace: string | undefined;
  readonly containers: readonly Container[];
  readonly autoReload: boolean;
  readonly reloadAnnotations: ReloadAnnotations;
  readonly secretUses: readonly SecretUse[];
  readonly configMapUses: readonly ConfigMapUse[];
}

export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly variables: readonly string[];
  readonly mounts: readonly Mount[];
}

/** A volume, or a part of it, in the file system of a container. */
export interface Mount {
  readonly volume: string;
  readonly path: string;
  readonly subPath?: string;
}

/** The auto-reload annotation where it counts and where it does not; undefined where it is absent. */
export interface ReloadAnnotations {
  readonly workload: unknown;
  readonly pod: unknown;
}

/** How a workload uses a Secret or ConfigMap. */
export interface ObjectUse {
  /** The key that is used; absent where the whole object is. */
  readonly key?: string;
  readonly via: 'env' | 'envFrom' | 'volume' | 'projected' | 'driver' | 'imagePullSecrets';
  /** Whether an init container uses it; false for volumes, which all containers can. */
  readonly init: boolean;
  /** Whether the pod may start without it. */
  readonly optional: boolean;
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

/** One place where a workload refers to a Secret. */
export interface SecretUse extends ObjectUse {
  readonly secretName: string;
}

/** One place where a workload refers to a ConfigMap. */
export interface ConfigMapUse extends ObjectUse {
  readonly configMapName: string;
}

export const AUTO_RELOAD_ANNOTATION = 'secrets.infisical.com/auto-reload';

/** The workloads of an object: one for each of its pods. */
export function workloadsOf(resource: Resource): Workload[] {
  return podsOf(resource.manifest).map((pod) => workloadOf(resource, pod));
}

function workloadOf(resource: Resource, pod: Pod): Workload {
  const { metadata } = resource.manifest;
  const initContainers = list(pod.spec.initContainers);
  const containers = [...list(pod.spec.containers), ...list(pod.spec.ephemeralContainers)];
  const reload = fields(metadata.annotations)[AUTO_RELOAD_ANNOTATION];
  const references = referencesOf(pod.spec, containers, initContainers);
  return {
    resource,
    pod,
    namespace: metadata.namespace,
    autoReload: reload === 'true',
    reloadAnnotations: { workload: reload, pod: fields(pod.metadata.annotations)[AUTO_RELOAD_ANNOTATION] },
    containers: [...initContainers, ...containers].map((container) => ({
      name: text(container.name) ?? '',
      image: text(container.image),
      variables: list(container.env).flatMap(({ name }) => text(name) ?? []),
      mounts: list(container.volumeMounts).flatMap(mountOf),
    })),
    secretUses: references.flatMap(({ kind, name, use }) => (kind === 'Secret' ? [{ ...use, secretName: name }] : [])),
    configMapUses: references.flatMap(({ kind, name, use }) =>
      kind === 'ConfigMap' ? [{ ...use, configMapName: name }] : [],
    ),
  };
}

function mountOf({ name, mountPath, subPath }: Fields): Mount[] {
  const [volume, path] = [text(name), text(mountPath)];
  return volume === undefined || path === undefined ? [] : [{ volume, path, subPath: partOf(text(subPath) ?? '') }];
}

/** The part of a volume that a subPath names, as the file system reads it; undefined for all of it. */
function partOf(subPath: string): string | undefined {
  const names = subPath.split('/').filter((name) => name !== '' && name !== '.');
  // In the folder `..data`, Kubernetes keeps the files to which those of the volume are links.
  return names.length === 0 || names[0].startsWith('..') ? undefined : names.join('/');
}

interface Reference {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly use: ObjectUse;
}

const PLAIN = { init: false, optional: false, subPath: false, prefix: '' };

function referencesOf(pod: Fields, containers: readonly Fields[], initContainers: readonly Fields[]): Reference[] {
  const subPaths = new Set(
    [...containers, ...initContainers].flatMap(({ volumeMounts }) =>
      list(volumeMounts).flatMap(({ name, subPath, subPathExpr }) => (subPath || subPathExpr ? [name] : [])),
    ),
  );
  return [
    ...initContainers.flatMap((container) => referencesOfContainer(container, true)),
    ...containers.flatMap((container) => referencesOfContainer(container, false)),
    ...list(pod.volumes).flatMap((volume) => referencesOfVolume(volume, subPaths.has(volume.name))),
    ...list(pod.imagePullSecrets).flatMap(({ name }) =>
      reference('Secret', name, { ...PLAIN, via: 'imagePullSecrets' }),
    ),
  ];
}

function referencesOfContainer(container: Fields, init: boolean): Reference[] {
  const single = list(container.env).flatMap(({ name, valueFrom }) => {
    const { secretKeyRef, configMapKeyRef } = fields(valueFrom);
    const references = [...keyed('Secret', fields(secretKeyRef)), ...keyed('ConfigMap', fields(configMapKeyRef))];
    return references.map(({ use, ...about }) => ({ ...about, use: { ...use, variable: text(name) } }));
  });
  const whole = list(container.envFrom).flatMap(({ prefix, secretRef, configMapRef }) => {
    const use = { ...PLAIN, via: 'envFrom' as const, prefix: text(prefix) ?? '' };
    const of = (kind: Reference['kind'], { name, optional }: Fields) =>
      reference(kind, name, { ...use, optional: optional === true });
    return [...of('Secret', fields(secretRef)), ...of('ConfigMap', fields(configMapRef))];
  });
  const about = { init, container: text(container.name) };
  return [...single, ...whole].map(({ use, ...reference }) => ({ ...reference, use: { ...use, ...about } }));
}

function keyed(kind: Reference['kind'], { name, key, optional }: Fields): Reference[] {
  return reference(kind, name, { ...PLAIN, via: 'env', key: text(key), optional: optional === true });
}

function referencesOfVolume(volume: Fields, subPath: boolean): Reference[] {
  const about = { ...PLAIN, subPath, volume: text(volume.name) };
  const direct = { ...about, via: 'volume' as const };
  const projected = { ...about, via: 'projected' as const };
  const driver = { ...PLAIN, via: 'driver' as const };
  const secret = fields(volume.secret);
  const configMap = fields(volume.configMap);
  return [
    ...items('Secret', secret.secretName, secret, direct),
    ...items('ConfigMap', configMap.name, configMap, direct),
    ...namesForDriver(volume).flatMap((name) => reference('Secret', name, driver)),
    ...list(fields(volume.projected).sources).flatMap((source) => [
      ...items('Secret', fields(source.secret).name, fields(source.secret), projected),
      ...items('ConfigMap', fields(source.configMap).name, fields(source.configMap), projected),
    ]),
  ];
}

/** The Secrets that Kubernetes hands to the driver of a volume, and no container sees. */
function namesForDriver(volume: Fields): unknown[] {
  return Object.values(volume)
    .flatMap((source) => {
      const { secretRef, nodePublishSecretRef } = fields(source);
      return [fields(secretRef).name, fields(nodePublishSecretRef).name];
    })
    .concat(fields(volume.azureFile).secretName);
}

function items(kind: Reference['kind'], name: unknown, source: Fields, about: ObjectUse): Reference[] {
  const use = { ...about, optional: source.optional === true };
  // An empty list is as none.
  if (list(source.items).length === 0) return reference(kind, name, use);
  return list(source.items).flatMap(({ key, path }) =>
    reference(kind, name, { ...use, key: text(key), file: text(path) }),
  );
}

function reference(kind: Reference['kind'], name: unknown, use: ObjectUse): Reference[] {
  const objectName = text(name);
  return objectName === undefined ? [] : [{ kind, name: objectName, use }];
}
