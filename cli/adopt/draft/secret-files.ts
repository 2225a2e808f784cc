import type { Field } from '../../../lib/model/field';
import { type Code, Element, type Reference } from '../../typescript/code';
import type { Keys } from './environment';
import { type Props, props } from './expressions';
import { keysOf } from './managed-names';

/** Secret keys of a pod that are files just as a construct makes them. */
export interface KeyFileVolumes {
  /** The volumes by name. */
  readonly volumes: ReadonlyMap<string, Field>;
  /** Whose keys they are. */
  readonly main: Reference | undefined;
}

export const NO_KEY_FILES: KeyFileVolumes = { volumes: new Map(), main: undefined };

/**
 * The volumes that a construct makes of `secretFiles`. It writes them behind all others, and their mounts behind those of
 * each container, so that what stands before something else stays a volume.
 */
export function keyFileVolumes(pod: Field, keys: Keys): KeyFileVolumes {
  const fitting = (volume: Field) => areFilesOfKeys(volume, keys);
  let volumes = lastOnes(pod.at('volumes').items(), fitting);
  const containers = [...pod.at('containers').items(), ...pod.at('initContainers').items()];
  const mounts = containers.map((container) => container.at('volumeMounts').items());
  for (;;) {
    const names = new Set(volumes.map(nameOf));
    const last = mounts.map((some) => lastOnes(some, (mount) => isPlain(mount) && names.has(nameOf(mount))));
    const isMovable = (volume: Field) => {
      const all = mounts.flat().filter((mount) => nameOf(mount) === nameOf(volume));
      return all.length > 0 && all.every((mount) => last.some((some) => some.includes(mount)));
    };
    const movable = lastOnes(volumes, isMovable);
    if (movable.length === volumes.length) break;
    volumes = movable;
  }
  return { volumes: new Map(volumes.map((volume) => [String(nameOf(volume)), volume])), main: keys.main };
}

function lastOnes(items: readonly Field[], fits: (item: Field) => boolean): readonly Field[] {
  const others = items.findLastIndex((item) => !fits(item));
  return items.slice(others + 1);
}

const nameOf = (item: Field) => item.at('name').raw;

/** Single keys of the secret that the workload takes its keys of, sorted as a construct sorts them. */
function areFilesOfKeys(volume: Field, { main, secrets, optional }: Keys): boolean {
  const source = volume.at('secret');
  const items = source.at('items').items();
  const { value: name } = source.text('secretName');
  const { reference, keys } = (name !== undefined && secrets.get(name)) || {};
  const names = items.map((item) => item.text('key').value);
  const isOwn = reference !== undefined && reference.text === main?.text;
  return (
    isOwn &&
    items.length > 0 &&
    volume.hasOnly('name', 'secret') &&
    source.hasOnly('secretName', 'items', 'defaultMode', 'optional') &&
    source.flag('optional').value === optional &&
    items.every((item) => item.hasOnly('key', 'path') && item.text('path').value !== undefined) &&
    names.every((key) => key !== undefined && keys?.has(key) !== false) &&
    names.every((key, at) => at === 0 || String(names[at - 1]) < String(key))
  );
}

function isPlain(mount: Field): boolean {
  return mount.hasOnly('name', 'mountPath', 'readOnly') && mount.text('mountPath').value !== undefined;
}

/** The files of keys in a container; undefined where there are none. */
export function secretFilesCode(container: Field, { volumes, main }: KeyFileVolumes): Code {
  const files = mountsOf(container).flatMap((mount): Props[] => {
    const volume = volumes.get(String(nameOf(mount)));
    if (volume === undefined || main === undefined) return [];
    const source = volume.at('secret');
    return [
      props({
        path: mount.text('mountPath').value,
        secretKeys: keysCode(source.at('items').items(), main),
        mode: source.number('defaultMode').value,
        volumeName: volume.text('name').value,
        readOnly: mount.flag('readOnly').value,
      }),
    ];
  });
  return files.length > 0 ? files : undefined;
}

/** The mounts of a container but for those of the files of keys. */
export function otherMounts(container: Field, { volumes }: KeyFileVolumes): Field[] {
  return mountsOf(container).filter((mount) => !volumes.has(String(nameOf(mount))));
}

function mountsOf(container: Field): Field[] {
  return container.at('volumeMounts').items();
}

/** A list where each file has the name of its key, else a map. */
function keysCode(items: readonly Field[], secret: Reference): Code {
  const all = items.map((item) => [String(item.at('path').raw), String(item.at('key').raw)] as const);
  const constant = (key: string) => new Element(keysOf(secret), key);
  if (all.every(([file, key]) => file === key)) return all.map(([, key]) => constant(key));
  return Object.fromEntries(all.map(([file, key]) => [file, constant(key)]));
}
