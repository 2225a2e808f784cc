import { type Fields, fields, list, text } from '../json/json';
import type { Manifest } from './manifest';

/** What an object makes pods of. */
export interface Pod {
  readonly metadata: Fields;
  readonly spec: Fields;
}

/** Kinds of Kubernetes itself, and where each has its pod. */
const KNOWN = new Map<string, readonly string[]>([
  ['v1 Pod', []],
  ['v1 PodTemplate', ['template']],
  ['v1 ReplicationController', ['spec', 'template']],
  ['apps Deployment', ['spec', 'template']],
  ['apps StatefulSet', ['spec', 'template']],
  ['apps DaemonSet', ['spec', 'template']],
  ['apps ReplicaSet', ['spec', 'template']],
  ['batch Job', ['spec', 'template']],
  ['batch CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
  ['argoproj.io Rollout', ['spec', 'template']],
]);

/** Groups whose objects hold what looks like a pod, and start none: schemas, values of charts, the operator's own. */
const WITHOUT_PODS = new Set(['apiextensions.k8s.io', 'helm.toolkit.fluxcd.io', 'secrets.infisical.com']);
const DEPLOYING = new Set(['Application', 'ApplicationSet', 'AppProject']);
const CONTAINER_LISTS = ['containers', 'initContainers', 'ephemeralContainers'];
const MAX_DEPTH = 50;

/**
 * The pods of an object. In kinds that nobody here knows they are found by their shape, at any depth: whatever has
 * containers, a single container such as the step of a pipeline, and Secrets that are given to pods made elsewhere, such
 * as those of a ServiceAccount.
 */
export function podsOf(manifest: Manifest): Pod[] {
  const [group] = manifest.apiVersion.split('/');
  const place = KNOWN.get(`${group} ${manifest.kind}`);
  if (place !== undefined) {
    // The metadata of a Pod is that of the workload itself.
    const pod = place.reduce((at: Fields, name) => fields(at[name]), manifest);
    return [{ metadata: place.length === 0 ? {} : fields(pod.metadata), spec: fields(pod.spec) }];
  }
  if (WITHOUT_PODS.has(group) || (group === 'argoproj.io' && DEPLOYING.has(manifest.kind))) return [];
  const { metadata, status, ...own } = manifest;
  return podsIn(own, { beside: {}, volumes: [], holders: [] });
}

interface Around {
  /** What the value stands in. */
  readonly beside: Fields;
  /** The volumes of all that it stands in: engines of workflows hand them on to each step. */
  readonly volumes: readonly Fields[];
  /** The values that it stands in. */
  readonly holders: readonly object[];
}

function podsIn(value: unknown, { beside, volumes: above, holders }: Around): Pod[] {
  if (typeof value !== 'object' || value === null || holders.includes(value) || holders.length > MAX_DEPTH) return [];
  const inner = [...holders, value];
  if (Array.isArray(value))
    return value.flatMap((item) => podsIn(item, { beside: {}, volumes: above, holders: inner }));
  if (!isPlainObject(value)) return [];
  const volumes = [...list(value.volumes), ...above];
  const isPod = CONTAINER_LISTS.some((name) => list(value[name]).some(isInList));
  const parts = Object.entries(value).filter(
    ([name]) => name !== 'volumes' && !(isPod && CONTAINER_LISTS.includes(name)),
  );
  return [
    ...(isPod ? [{ metadata: fields(beside.metadata), spec: { ...value, volumes } }] : []),
    ...(isSingleContainer(value) ? [{ metadata: {}, spec: { containers: [value], volumes } }] : []),
    ...(isPod ? [] : givenTo(value)),
    ...parts.flatMap(([, part]) => podsIn(part, { beside: value, volumes, holders: inner })),
  ];
}

/** Secrets for pods that are made elsewhere. */
function givenTo({ imagePullSecrets, secret }: Fields): Pod[] {
  const pulls = list(imagePullSecrets).some(({ name }) => text(name) !== undefined);
  const isVolume = text(fields(secret).secretName) !== undefined;
  return [
    ...(pulls ? [{ metadata: {}, spec: { imagePullSecrets } }] : []),
    ...(isVolume ? [{ metadata: {}, spec: { volumes: [{ secret }] } }] : []),
  ];
}

function isInList(value: Fields): boolean {
  return isContainer(value) || Object.hasOwn(value, 'name');
}

function isContainer(value: Fields): boolean {
  return ['image', 'env', 'envFrom', 'volumeMounts', 'command', 'args'].some((field) => Object.hasOwn(value, field));
}

/** Also what is laid over a container that stands elsewhere, and has no image therefore. */
function isSingleContainer(value: Fields): boolean {
  if (!isContainer(value)) return false;
  return (
    text(value.image) !== undefined ||
    list(value.volumeMounts).some(({ mountPath }) => text(mountPath) !== undefined) ||
    list(value.env).some(({ valueFrom }) =>
      isGiven(fields(valueFrom).secretKeyRef, fields(valueFrom).configMapKeyRef),
    ) ||
    list(value.envFrom).some(({ secretRef, configMapRef }) => isGiven(secretRef, configMapRef))
  );
}

function isGiven(...references: readonly unknown[]): boolean {
  return references.some((reference) => text(fields(reference).name) !== undefined);
}

function isPlainObject(value: object): value is Fields {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
