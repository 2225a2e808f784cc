import { withoutCredentials } from '../../lib/text/credential-text';
import type { KeySource } from '../access/key-source';
import { printable } from '../terminal/printable';

/** A folder in Infisical. */
export interface Place {
  /** Absent where the manifests leave it to the operator. */
  readonly host?: string;
  /** The slug, or the id where the manifests know only that. */
  readonly project: string;
  readonly environment: string;
  readonly path: string;
  /** Whether the folders below it belong to it. */
  readonly recursive: boolean;
}

export function placeOf({ host, hostAssumed, projectSlug, projectId, environment, path, recursive }: KeySource): Place {
  return {
    ...(hostAssumed ? {} : { host: printable(withoutCredentials(host)) }),
    project: printable(projectSlug ?? projectId ?? ''),
    environment: printable(environment),
    path: printable(path),
    recursive,
  };
}

/** For people: `shop prod:/api`. */
export function placeName(place: Place): string {
  return `${place.project} ${folderName(place)}`.trim();
}

/** The same where the environment is known: `shop /api`. */
export function pathName({ project, path, recursive }: Place): string {
  return `${project} ${withFoldersBelow(path, recursive)}`.trim();
}

/** The same where the project is known: `prod:/api`. */
export function folderName({ environment, path, recursive }: Omit<Place, 'project'>): string {
  return `${environment}:${withFoldersBelow(path, recursive)}`;
}

function withFoldersBelow(path: string, recursive: boolean): string {
  return recursive ? `${path === '/' ? '' : path}/**` : path;
}
