import type { Catalogue } from '../../lib/infisical/catalogue';
import { folderText } from '../../lib/model/folder';
import type { Folder, Listing } from '../infisical-api/folder';

export { type Catalogue, type CataloguedFolder, listingAt } from '../../lib/infisical/catalogue';

export interface ListedFolder {
  readonly folder: Folder;
  readonly listing: Listing;
}

/** The catalogue of what was found in one project. */
export function catalogueOf(host: string, project: Catalogue['project'], found: readonly ListedFolder[]): Catalogue {
  const folders = found.map(({ folder: { environment, path, recursive }, listing }) => ({
    environment,
    path,
    recursive,
    listing,
  }));
  return { host, project, folders };
}

/** The keys, each with the folders that have it, as `prod:/api`, in the order of the catalogue. */
export function keysWithFolders({ folders }: Catalogue): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const { environment, path, keys } of folders.flatMap(({ listing }) => listing)) {
    for (const key of keys) found.set(key, (found.get(key) ?? new Set()).add(folderText({ environment, path })));
  }
  const names = [...found.keys()].sort();
  return new Map(names.map((name) => [name, [...(found.get(name) ?? [])]]));
}
