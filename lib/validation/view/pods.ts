import { type Fields, fields, list, type Manifest, text } from '../manifest';

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
 * The pods of an object. In kinds that nobody here knows they are found by their shape: whatever has containers, at any
 * depth, and a single container such as the step of a pipeline.
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
  return Object.entries(manifest).flatMap(([name, value]) =>
    name === 'metadata' || name === 'status' ? [] : podsIn(value, {}, []),
  );
}

/** @param holders the values that this one stands in */
function podsIn(value: unknown, beside: Fields, holders: readonly object[]): Pod[] {
  if (typeof value !== 'object' || value === null || holders.includes(value) || holders.length > MAX_DEPTH) return [];
  const inner = [...holders, value];
  if (Array.isArray(value)) return value.flatMap((item) => podsIn(item, {}, inner));
  if (!isPlainObject(value)) return [];
  if (
    CONTAINER_LISTS.some((name) => list(value[name]).some((item) => isContainer(item) || Object.hasOwn(item, 'name')))
  ) {
    return [{ metadata: fields(beside.metadata), spec: value }];
  }
  if (isContainer(value) && text(value.image) !== undefined) {
    return [{ metadata: {}, spec: { containers: [value], volumes: beside.volumes } }];
  }
  return Object.values(value).flatMap((part) => podsIn(part, value, inner));
}

function isContainer(value: Fields): boolean {
  return ['image', 'env', 'envFrom', 'volumeMounts', 'command', 'args'].some((field) => Object.hasOwn(value, field));
}

function isPlainObject(value: object): value is Fields {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
