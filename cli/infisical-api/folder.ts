import type { ProjectFolder } from '../../lib/infisical/catalogue';
import { folderText, projectOf as namedProject } from '../../lib/model/folder';

export type { FolderKeys, Listing } from '../../lib/infisical/catalogue';

/** A folder in some Infisical whose secret keys somebody wants to know. */
export interface Folder extends ProjectFolder {
  /** Base URL, without `/api`. */
  readonly host: string;
  /** One of id and slug; the id wins. */
  readonly projectId?: string;
  readonly projectSlug?: string;
  /** Only what has one of these tags. */
  readonly tags?: readonly string[];
}

export function projectOf(folder: Pick<Folder, 'projectId' | 'projectSlug'>): string {
  return namedProject(folder) ?? '(not named)';
}

/** For messages: `project "shop", prod:/api`. */
export function folderName(folder: Pick<Folder, 'projectId' | 'projectSlug' | 'environment' | 'path'>): string {
  return `project "${projectOf(folder)}", ${folderText(folder)}`;
}
