import type { ObjectUse, Workload } from '../../lib/model/workloads';
import type { KeyUse } from './key-use';

export interface Target extends Pick<KeyUse, 'container' | 'variable' | 'file' | 'field'> {
  /** The only key that arrives there, of all that nobody knows. */
  readonly key?: string;
}

/** Where the key arrives: a variable, or a file in each container that mounts the volume. */
export function targetsOf(workload: Workload, use: ObjectUse, key: string | undefined): Target[] {
  const { container, via, prefix } = use;
  if (via === 'reference') return [{ field: use.field.path }];
  if (via === 'env') return [{ container, variable: use.variable }];
  if (via === 'envFrom') return [{ container, variable: key === undefined ? undefined : `${prefix}${key}` }];
  if (use.volume === undefined) return [{}];
  return workload.containers.flatMap(({ name, mounts }) =>
    mounts
      .filter(({ volume }) => volume === use.volume)
      .flatMap(({ path, subPath }) =>
        targetIn(path, subPath, use.file ?? key).map((target) => ({ container: name || undefined, ...target })),
      ),
  );
}

/** @param name the file of the key in the volume; absent where it has a file for each key there is */
function targetIn(path: string, subPath: string | undefined, name: string | undefined): Target[] {
  if (subPath === undefined) return [{ file: name === undefined ? path : `${path}/${name}` }];
  if (name === undefined) return [{ file: path, key: subPath }];
  if (subPath === name) return [{ file: path }];
  return name.startsWith(`${subPath}/`) ? [{ file: `${path}/${name.slice(subPath.length + 1)}` }] : [];
}
