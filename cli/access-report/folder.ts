import { isBelow } from '../../lib/model/folder';
import { withoutCredentials } from '../../lib/text/credential-text';
import type { Source } from '../access/source';
import { printable } from '../terminal/printable';

export interface Folder {
  /** Absent where the manifests leave it to the operator. */
  readonly host?: string;
  /** The slug, or the id where the manifests know only that. */
  readonly project: string;
  readonly environment: string;
  readonly path: string;
  /** Whether the folders below it belong to it. */
  readonly recursive: boolean;
}

/** The very folder that has a key. */
export interface Origin extends Folder {
  /** Whether the folder that is read has it by an import. */
  readonly imported: boolean;
}

export function folderOf({ host, hostAssumed, projectSlug, projectId, environment, path, recursive }: Source): Folder {
  return {
    ...(hostAssumed ? {} : { host: printable(withoutCredentials(host)) }),
    project: printable(projectSlug ?? projectId ?? ''),
    environment: printable(environment),
    path: printable(path),
    recursive,
  };
}

/** Whether one of two folders is, or lies in, what the other one stands for: a key of one may be one of the other. */
export function isSameOrWithin(one: Folder, other: Folder): boolean {
  if (one.project !== other.project || one.environment !== other.environment) return false;
  const holds = (outer: Folder, inner: Folder) => outer.recursive && isBelow(inner.path, outer.path);
  return one.path === other.path || holds(one, other) || holds(other, one);
}

/** A folder with all that tells it apart: `shop prod:/api`. */
export function projectFolderName(folder: Folder): string {
  return `${folder.project} ${folderName(folder)}`.trim();
}

/** A folder for people, where the project is known: `prod:/api`. */
export function folderName(folder: Omit<Folder, 'project'>): string {
  return `${folder.environment}:${pathText(folder)}`;
}

/** A folder for people, where project and environment are known: `/api`, with those below it `/api/**`. */
export function pathText({ path, recursive }: Pick<Folder, 'path' | 'recursive'>): string {
  return recursive ? `${path === '/' ? '' : path}/**` : path;
}
