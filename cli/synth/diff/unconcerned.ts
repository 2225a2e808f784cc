import { grouped } from '../../../lib/collections/grouped';
import type { Manifest } from '../../../lib/model/manifest';
import { podPlaceIn, podsOf } from '../../../lib/model/pods';
import type { ReadManifest, ReadManifests } from '../../manifests/read-manifests';

/** Kinds that neither take a key nor say from where one comes; those of the same names in other groups may. */
const WITHOUT_KEYS: ReadonlySet<string> = new Set([
  'autoscaling HorizontalPodAutoscaler',
  'networking.k8s.io NetworkPolicy',
  'policy PodDisruptionBudget',
  'v1 PersistentVolumeClaim',
  'v1 Service',
]);

/**
 * Both without what nobody can gain or lose a key by: of thousands of workloads, few change, and mostly in nothing but their
 * images. If anything else is otherwise, all of it counts.
 */
export function withoutUnconcerned(before: ReadManifests, after: ReadManifests): [ReadManifests, ReadManifests] {
  const places = [before, after].map(({ manifests }) => new Set(manifests.map(placeOf)));
  const isSame = (read: ReadManifest) => places.every((side) => side.has(placeOf(read)));
  const [gone, come] = [before, after].map(({ manifests }) => manifests.filter((one) => hasKeys(one) && !isSame(one)));
  const changed = withoutAlike(gone, come);
  if (![...changed].every(({ manifest }) => isWorkload(manifest))) return [before, after];
  // Several of one name are told of together.
  const names = new Set([...changed].map(nameOf));
  const isConcerned = (read: ReadManifest) => hasKeys(read) && (names.has(nameOf(read)) || !isWorkload(read.manifest));
  const concerned = (read: ReadManifests): ReadManifests => ({
    ...read,
    manifests: changed.size === 0 ? [] : read.manifests.filter(isConcerned),
  });
  return [concerned(before), concerned(after)];
}

function hasKeys({ manifest: { apiVersion, kind, metadata } }: ReadManifest): boolean {
  // An annotation can name a Secret, whatever it stands at.
  return !WITHOUT_KEYS.has(`${apiVersion.replace(/\/.*/, '')} ${kind}`) || metadata.annotations !== undefined;
}

/** Those that are otherwise in more than what has nothing to do with keys. */
function withoutAlike(gone: readonly ReadManifest[], come: readonly ReadManifest[]): Set<ReadManifest> {
  const [was, is] = [gone, come].map((side) => grouped(side, saidOfKeys));
  const only = (side: typeof was, other: typeof was) =>
    [...side].flatMap(([said, alike]) => (other.get(said)?.length === alike.length ? [] : alike));
  return new Set([...only(was, is), ...only(is, was)]);
}

/** A workload without how often it runs, and which release, unless that is one of Infisical. */
function saidOfKeys(read: ReadManifest): string {
  const { manifest, folder } = read;
  if (!isWorkload(manifest)) return placeOf(read);
  const pods = podsOf(manifest).flatMap(({ containers, initContainers }) => [...containers, ...initContainers]);
  const containers = new Set(pods.map(({ raw }) => raw));
  const leaveOut = function (this: unknown, name: string, value: unknown) {
    const isImage = name === 'image' && containers.has(this) && typeof value === 'string' && !INFISICALS.test(value);
    return isImage || (name === 'replicas' && this === manifest.spec) ? '' : value;
  };
  return `${folder} ${JSON.stringify(manifest, leaveOut)}`;
}

const INFISICALS = /infisical/i;

function nameOf({ manifest: { kind, metadata }, folder }: ReadManifest): string {
  return `${kind} ${metadata.name} ${folder}`;
}

function isWorkload(manifest: Manifest): boolean {
  return podPlaceIn(manifest) !== undefined;
}

const NUMBERS = new WeakMap<Manifest, number>();
let count = 0;

/** An object in a folder, by which it is told from every other one. */
function placeOf({ manifest, folder }: ReadManifest): string {
  const number = NUMBERS.get(manifest) ?? count++;
  NUMBERS.set(manifest, number);
  return `${number} ${folder}`;
}
