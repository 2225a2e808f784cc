import type { Field } from '../field';
import type { CliContainer } from './cli-containers';

/** A volume that a path of a container lies in, and the path in it. */
interface PathInVolume {
  readonly volume: string;
  readonly rest: string;
  /** Where the container mounts it. */
  readonly at: string;
}

/** The volumes that a path of a container lies in, the closest first. */
export function volumesAt({ workload, field }: CliContainer, path: string): PathInVolume[] {
  return mountsOf(workload, field)
    .flatMap(({ volume, at, part }) => {
      if (at === path) return part === '' ? [] : [{ volume, rest: part, at }];
      if (!path.startsWith(`${at}/`)) return [];
      return [{ volume, rest: [part, path.slice(at.length + 1)].filter(Boolean).join('/'), at }];
    })
    .sort((one, other) => other.at.length - one.at.length);
}

/** What a container of a workload mounts, and the part of the volume that it sees. */
export function mountsOf(workload: CliContainer['workload'], container: Field) {
  const own = workload.containers.find(({ field }) => field.path.join() === container.path.join());
  return (own?.mounts ?? []).map(({ volume, path, subPath = '' }) => ({
    volume,
    at: path.replace(/\/+$/, ''),
    part: subPath,
  }));
}
