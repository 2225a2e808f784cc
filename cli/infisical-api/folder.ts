import { folderText } from '../../lib/model/folder';

export type { FolderKeys, Listing } from '../../lib/infisical/catalogue';

/** A folder in some Infisical whose secret keys somebody wants to know. */
export interface Folder {
  /** Base URL, without `/api`. */
  readonly host: string;
  /** One of id and slug; the id wins. */
  readonly projectId?: string;
  readonly projectSlug?: string;
  readonly environment: string;
  readonly path: string;
  /** Whether the folders below it are read too. */
  readonly recursive: boolean;
}

export function projectOf({ projectId, projectSlug }: Pick<Folder, 'projectId' | 'projectSlug'>): string {
  return projectSlug ?? projectId ?? '(not named)';
}

/** For messages: `project "shop", prod:/api`. */
export function folderName(folder: Pick<Folder, 'projectId' | 'projectSlug' | 'environment' | 'path'>): string {
  return `project "${projectOf(folder)}", ${folderText(folder)}`;
}
