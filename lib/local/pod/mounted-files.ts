import { byName } from '../../collections/order';
import type { Field } from '../../model/field';
import type { Workload } from '../../model/workloads';
import { quotedText } from '../../text/key-name';
import { type LocalFile, type LocalVariable, literalOf } from '../stack/local-value';
import { namedObject } from './container-environment';
import { expandedValue } from './expanded-value';
import type { FoundValue } from './managed-values';
import type { PodGap } from './pod-gap';
import type { NamedObject, PodObjects } from './pod-objects';

/** The files that the volumes of a pod bring into a container. */
export interface MountedFiles {
  readonly files: readonly LocalFile[];
  readonly gaps: readonly PodGap[];
}

type Container = Workload['containers'][number];
type Mount = Container['mounts'][number];

/** Of what nobody knows where it is in its volume. */
const UNKNOWN = Symbol('unknown');

/** The part of a volume that is mounted, in which a `subPathExpr` has variables of the container. */
export function subPathOf(
  { subPath, field }: Mount,
  variables: readonly LocalVariable[],
): string | undefined | typeof UNKNOWN {
  const expression = field.text('subPathExpr').value;
  if (!expression) return subPath;
  const values = new Map(variables.map(({ name, value }) => [name, value]));
  const text = literalOf(expandedValue(expression, (name) => values.get(name)));
  return text === undefined || text.includes('$(') ? UNKNOWN : text || undefined;
}

/**
 * The keys of Secrets and ConfigMaps that a container has as files.
 *
 * @param variables those of the container
 * @param volumes those of the laptop, as compose has them: what they cover is theirs
 */
export function filesOf(
  container: Container,
  { pod }: Workload,
  objects: PodObjects,
  variables: readonly LocalVariable[],
  volumes: readonly string[] = [],
): MountedFiles {
  const byVolume = new Map(pod.volumes.map((volume) => [volume.text('name').value, volume]));
  const hasGroup = pod.spec.at('securityContext', 'fsGroup').isGiven;
  const files = new Map<string, LocalFile>();
  const gaps: PodGap[] = [];
  for (const mount of container.mounts) {
    const { volume, path: mountPath } = mount;
    const content = contentOf(byVolume.get(volume), objects);
    if (content === undefined) continue;
    const subPath = subPathOf(mount, variables);
    if (subPath === UNKNOWN) {
      const origin = `a part of the volume ${quotedText(volume)} that only the cluster knows`;
      if (!isMounted(mountPath, volumes)) gaps.push({ rule: 'L4', origin, subject: 'files', name: mountPath });
      continue;
    }
    const place = mountPath.replace(/\/+$/, '');
    for (const lack of content.lacks) {
      if (!isMounted(mountPath, volumes)) gaps.push({ ...lack, subject: 'files', name: mountPath });
    }
    for (const { path, found, mode } of content.files) {
      const at = placeOfFile(place, path, subPath);
      if (at === undefined || found === undefined || isMounted(at, volumes)) continue;
      // What belongs to the group of a pod may be read by it, which no compose file says.
      const permissions = mode === undefined || hasGroup ? {} : { mode };
      if ('value' in found) files.set(at, { path: at, value: found.value, ...permissions });
      else gaps.push({ ...found, subject: 'file', name: at });
    }
  }
  return { files: [...files.values()], gaps };
}

/** Whether a volume of the laptop covers a file: `./certs:/etc/tls:ro`. */
function isMounted(file: string, volumes: readonly string[] = []): boolean {
  const places = volumes.map((volume) => (volume.split(':')[1] ?? volume).replace(/\/$/, ''));
  return places.some((place) => file === place || file.startsWith(`${place}/`));
}

/** Where a file of a volume is, of which a part may be mounted only. */
function placeOfFile(mountPath: string, path: string, subPath: string | undefined): string | undefined {
  if (subPath === undefined) return `${mountPath}/${path}`;
  if (path === subPath) return mountPath;
  return path.startsWith(`${subPath}/`) ? mountPath + path.slice(subPath.length) : undefined;
}

interface VolumeFile {
  /** In the volume. */
  readonly path: string;
  readonly found: FoundValue;
  readonly mode?: number;
}

interface VolumeContent {
  readonly files: readonly VolumeFile[];
  /** Why there are others, of which nobody knows the names. */
  readonly lacks: readonly Pick<PodGap, 'rule' | 'origin'>[];
}

/** Of a volume of another kind there is nothing to say. */
function contentOf(volume: Field | undefined, objects: PodObjects): VolumeContent | undefined {
  if (volume === undefined) return undefined;
  const projected = volume.at('projected');
  const sources = [
    sourceOf('Secret', volume.at('secret'), 'secretName'),
    sourceOf('ConfigMap', volume.at('configMap')),
    ...projected
      .at('sources')
      .items()
      .flatMap((source) => [
        sourceOf('ConfigMap', source.at('configMap')),
        sourceOf('Secret', source.at('secret')),
        downwardSource(source.at('downwardAPI')),
      ]),
    downwardSource(volume.at('downwardAPI')),
  ].filter((source) => source !== undefined);
  if (sources.length === 0) return outsideContent(volume);
  const contents = sources.map((source) => contentOfSource(source, projected, objects));
  return { files: contents.flatMap(({ files }) => files), lacks: contents.flatMap(({ lacks }) => lacks) };
}

/** What others put into a volume before the pod starts; an empty one fills up on a laptop as it does there. */
function outsideContent(volume: Field): VolumeContent | undefined {
  const driver = volume.text('csi', 'driver').value;
  const origin =
    driver === undefined
      ? FROM_OUTSIDE.find(([kind]) => volume.at(kind).isGiven)?.[1]
      : `from the driver ${quotedText(driver)} of the cluster`;
  return origin === undefined ? undefined : { files: [], lacks: [{ rule: 'L4', origin }] };
}

const FROM_OUTSIDE = [
  ['hostPath', 'from the node of its pod'],
  ['nfs', 'from a server of files'],
  ['image', 'from an image that is mounted'],
] as const;

interface Source {
  /** Absent for what the pod says of itself. */
  readonly object?: NamedObject;
  readonly field: Field;
}

function sourceOf(kind: NamedObject['kind'], field: Field, nameField = 'name'): Source | undefined {
  const object = namedObject(kind, field, nameField);
  return object && { object, field };
}

function downwardSource(field: Field): Source | undefined {
  return field.isGiven ? { field } : undefined;
}

function contentOfSource({ object, field }: Source, projected: Field, objects: PodObjects): VolumeContent {
  if (object === undefined) return { files: [], lacks: [{ rule: 'L4', origin: 'from the fields of its pod' }] };
  const mode = (field.number('defaultMode').value ?? projected.number('defaultMode').value) as number | undefined;
  const items = field.at('items').items();
  if (items.length > 0) {
    const files = items.flatMap((item) => {
      const [key, path] = [item.text('key').value, item.text('path').value];
      if (key === undefined || path === undefined) return [];
      return [{ path, found: objects.fileOf(object, key), mode: item.number('mode').value ?? mode }];
    });
    return { files, lacks: [] };
  }
  const found = objects.keysOf(object, 'files');
  if ('origin' in found) return { files: [], lacks: [found] };
  const byKey = found.map((one) => [one.key, one.found] as const).sort(byName);
  return { files: byKey.map(([path, one]) => ({ path, found: one, mode })), lacks: [] };
}
