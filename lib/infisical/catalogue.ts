import { isBelow } from '../model/folder';

/** The names of the secrets of a project, as they are committed. */
export interface Catalogue {
  /** Base URL of Infisical. */
  readonly host: string;
  readonly project: { readonly slug?: string; readonly id?: string };
  readonly folders: readonly CataloguedFolder[];
}

/** A folder that was asked for, and what was found there. */
export interface CataloguedFolder extends ProjectFolder {
  readonly listing: Listing;
}

/** A folder of a project, alone or with those below it. */
export interface ProjectFolder {
  readonly environment: string;
  readonly path: string;
  /** Whether the folders below it are read too. */
  readonly recursive: boolean;
}

/** The keys in one folder: the one that was asked for, one below it, or one that is imported into it. */
export interface FolderKeys {
  readonly environment: string;
  readonly path: string;
  readonly imported: boolean;
  /** Sorted, each once. */
  readonly keys: readonly string[];
}

/** All keys that are read at a folder, by the folders that have them. */
export type Listing = readonly FolderKeys[];

/** What the catalogue knows of a folder; undefined if it does not cover it. */
export function listingAt({ folders }: Catalogue, folder: ProjectFolder): Listing | undefined {
  const here = folders.filter(({ environment }) => environment === folder.environment);
  const exact = here.find(({ path, recursive }) => path === folder.path && (recursive || !folder.recursive));
  if (exact) return exact.listing.filter((found) => covers(folder, found));
  const above = here.find(({ path, recursive }) => recursive && isBelow(folder.path, path));
  // Nobody knows into which of the folders something is imported.
  if (above === undefined || above.listing.some(({ imported }) => imported)) return undefined;
  const below = above.listing.filter((found) => covers(folder, found));
  return below.length > 0 ? below : undefined;
}

function covers({ path, recursive }: ProjectFolder, found: FolderKeys): boolean {
  return found.imported || found.path === path || (recursive && isBelow(found.path, path));
}
