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

export function folderOf({ host, hostAssumed, projectSlug, projectId, environment, path, recursive }: Source): Folder {
  return {
    ...(hostAssumed ? {} : { host: printable(withoutCredentials(host)) }),
    project: printable(projectSlug ?? projectId ?? ''),
    environment: printable(environment),
    path: printable(path),
    recursive,
  };
}

/** A folder for people: `shop prod:/api`. */
export function projectFolderName(folder: Folder): string {
  return `${folder.project} ${folderName(folder)}`.trim();
}

/** A folder for people, where the environment is known: `shop /api`. */
export function pathName({ project, path, recursive }: Folder): string {
  return `${project} ${withFoldersBelow(path, recursive)}`.trim();
}

/** A folder for people, where the project is known: `prod:/api`. */
export function folderName({ environment, path, recursive }: Omit<Folder, 'project'>): string {
  return `${environment}:${withFoldersBelow(path, recursive)}`;
}

function withFoldersBelow(path: string, recursive: boolean): string {
  return recursive ? `${path === '/' ? '' : path}/**` : path;
}
