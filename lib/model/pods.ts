import { Field, NOWHERE } from './field';
import type { Kind, WorkloadKind } from './kinds';
import type { Manifest } from './manifest';

/** What an object makes pods of. */
export interface Pod {
  readonly metadata: Field;
  readonly spec: Field;
  readonly containers: readonly Field[];
  readonly initContainers: readonly Field[];
  /** Its own, and those of what holds it. */
  readonly volumes: readonly Field[];
  /** The Secrets that it gets without saying as which volume. */
  readonly secrets: readonly Field[];
  readonly pullSecrets: readonly Field[];
}

/** Kinds of Kubernetes itself, and where each has its pod. */
const KNOWN: ReadonlyMap<string, readonly string[]> = new Map<`${string} ${WorkloadKind}`, readonly string[]>([
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

const KINDS: ReadonlySet<string> = new Set([...KNOWN.keys()].map((known) => known.slice(known.indexOf(' ') + 1)));

/** Groups whose objects hold what looks like a pod, and start none: schemas, values of charts, the operator's own. */
const WITHOUT_PODS = new Set(['apiextensions.k8s.io', 'helm.toolkit.fluxcd.io', 'secrets.infisical.com']);
/** Kinds of Kubernetes itself that start none: the source of a volume can have an image, and of Services there are many. */
const STARTING_NONE = new Set<Kind>(['PersistentVolume', 'Service']);
const DEPLOYING = new Set<Kind>(['Application', 'ApplicationSet', 'AppProject']);
const CONTAINER_LISTS = ['containers', 'initContainers', 'ephemeralContainers'];
const MAX_DEPTH = 50;

/** Where an object of a known kind has its pod. */
export function podPlaceIn({
  apiVersion,
  kind,
}: Readonly<Record<'apiVersion' | 'kind', string>>): readonly string[] | undefined {
  return KINDS.has(kind) ? KNOWN.get(`${apiVersion.replace(/\/.*/, '')} ${kind}`) : undefined;
}

/**
 * The pods of an object. In kinds that nobody here knows they are found by their shape, at any depth: whatever has
 * containers, a single container such as the step of a pipeline, and Secrets that are given to pods made elsewhere, such
 * as those of a ServiceAccount.
 */
export function podsOf(manifest: Manifest, object = Field.of(manifest)): Pod[] {
  const [group] = manifest.apiVersion.split('/');
  const place = podPlaceIn(manifest);
  if (place !== undefined) {
    // The metadata of a Pod is that of the workload itself.
    const pod = object.at(...place);
    return [podAt(pod.at('spec'), place.length === 0 ? NOWHERE : pod.at('metadata'))];
  }
  if (WITHOUT_PODS.has(group) || (group === 'v1' && STARTING_NONE.has(manifest.kind as Kind))) return [];
  if (group === 'argoproj.io' && DEPLOYING.has(manifest.kind)) return [];
  // What a StatefulSet or DaemonSet was before.
  if (manifest.apiVersion === 'apps/v1' && (manifest.kind as string) === 'ControllerRevision') return [];
  return podsIn(object, { parent: NOWHERE, volumes: [], holders: [] });
}

function podAt(spec: Field, metadata: Field, volumes: readonly Field[] = spec.at('volumes').items()): Pod {
  return {
    metadata,
    spec,
    containers: ['containers', 'ephemeralContainers'].flatMap((name) => spec.at(name).items()),
    initContainers: spec.at('initContainers').items(),
    volumes,
    secrets: [],
    pullSecrets: spec.at('imagePullSecrets').items(),
  };
}

/** Of what runs no pods. */
export const NO_POD = podAt(NOWHERE, NOWHERE);

interface Around {
  /** What the value stands in. */
  readonly parent: Field;
  /** The volumes of all that it stands in: engines of workflows hand them on to each step. */
  readonly volumes: readonly Field[];
  /** The values that it stands in. */
  readonly holders: readonly unknown[];
}

function podsIn(field: Field, { parent, volumes: above, holders }: Around): Pod[] {
  const { raw } = field;
  if (typeof raw !== 'object' || holders.includes(raw) || holders.length > MAX_DEPTH) return [];
  const inner = [...holders, raw];
  const items = field.items();
  if (items.length > 0)
    return items.flatMap((item) => podsIn(item, { parent: NOWHERE, volumes: above, holders: inner }));
  const volumes = [...field.at('volumes').items(), ...above];
  const isPod = CONTAINER_LISTS.some((name) => field.at(name).items().some(isInList));
  const isWhole = holders.length === 0;
  const passed = ['volumes', ...(isPod ? CONTAINER_LISTS : []), ...(isWhole ? ['metadata', 'status'] : [])];
  const around = { parent: isWhole ? NOWHERE : field, volumes, holders: inner };
  return [
    ...(isPod ? [podAt(field, parent.at('metadata'), volumes)] : []),
    ...(isSingleContainer(field) ? [{ ...NO_POD, containers: [field], volumes }] : []),
    ...(isPod ? [] : podsGivenTo(field)),
    ...field.entries().flatMap(([name, part]) => (passed.includes(name) ? [] : podsIn(part, around))),
  ];
}

/** Secrets for pods that are made elsewhere. */
function podsGivenTo(holder: Field): Pod[] {
  const pullSecrets = holder.at('imagePullSecrets').items();
  const secret = holder.at('secret');
  return [
    ...(pullSecrets.some(isNamed) ? [{ ...NO_POD, pullSecrets }] : []),
    ...(secret.text('secretName').value === undefined ? [] : [{ ...NO_POD, secrets: [secret] }]),
  ];
}

function isInList(field: Field): boolean {
  return isContainer(field) || hasField(field, 'name');
}

function isContainer(field: Field): boolean {
  return ['image', 'env', 'envFrom', 'volumeMounts', 'command', 'args'].some((name) => hasField(field, name));
}

function hasField(field: Field, name: string): boolean {
  return field.at(name).raw !== undefined;
}

/** Whether it is a container, or is laid over one that stands elsewhere, and has no image therefore. */
function isSingleContainer(field: Field): boolean {
  if (!isContainer(field)) return false;
  const named = (list: string, ...places: readonly (readonly string[])[]) =>
    field
      .at(list)
      .items()
      .some((item) => places.some((place) => isNamed(item.at(...place))));
  return (
    field.text('image').value !== undefined ||
    field
      .at('volumeMounts')
      .items()
      .some((mount) => mount.text('mountPath').value !== undefined) ||
    named('env', ['valueFrom', 'secretKeyRef'], ['valueFrom', 'configMapKeyRef']) ||
    named('envFrom', ['secretRef'], ['configMapRef'])
  );
}

function isNamed(field: Field): boolean {
  return field.text('name').value !== undefined;
}
