import { byText } from '../../lib/collections/order';
import type { Folder } from '../infisical-api/folder';
import type { ReadManifest } from '../manifests/read-manifests';
import type { KeyUse } from './key-use';
import type { Source } from './source';

/** A folder of which Infisical is asked, with the resources that read from it. */
export interface FolderToAsk extends Folder {
  readonly id: string;
  readonly readers: readonly ReadManifest[];
}

/** Every folder from which the keys come, once, whoever reads from it; recursive if one reader wants that. */
export function foldersToAsk(uses: readonly KeyUse[], assumedHost?: string): FolderToAsk[] {
  const folders = new Map<string, { folder: Folder; recursive: boolean; readers: Set<ReadManifest> }>();
  for (const use of uses) {
    for (const source of askedFor(use)) {
      const folder = folderOf(source, assumedHost);
      const id = idOf(folder);
      const { recursive = false, readers = new Set<ReadManifest>() } = folders.get(id) ?? {};
      folders.set(id, { folder, recursive: recursive || folder.recursive, readers: readers.add(use.resource) });
    }
  }
  return [...folders]
    .map(([id, { folder, recursive, readers }]) => ({ ...folder, id, recursive, readers: [...readers] }))
    .sort(byText(({ id }) => id));
}

/** Whether the keys of whatever is at its sources are used, and nobody knows which these are. */
export function takesWhole({ managed, via, resource, needs }: KeyUse): boolean {
  if (needs.length > 0) return false;
  return managed.key === undefined && via !== 'template' && resource.manifest.kind !== 'InfisicalDynamicSecret';
}

export function folderOf(source: Source, assumedHost?: string): Folder {
  const { host, hostAssumed, projectId, projectSlug, environment, path, recursive, tags } = source;
  return {
    ...{ host: (hostAssumed && assumedHost) || host, projectId, projectSlug, environment, path, recursive },
    ...(tags && { tags }),
  };
}

export function idOf({ host, projectId, projectSlug, environment, path, tags = [] }: Folder): string {
  return JSON.stringify([host, projectSlug ?? '', projectId ?? '', environment, path, ...[...tags].sort()]);
}

/** The folder with all that is in it, whatever of it somebody reads. */
export function withoutTags({ tags: _, ...folder }: Folder): Folder {
  return folder;
}

function askedFor(use: KeyUse): readonly Source[] {
  return [...use.needs.flatMap(({ sources }) => sources), ...(takesWhole(use) ? use.sources : [])];
}
