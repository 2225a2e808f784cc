import { folderPath, isBelow } from '../model/folder';

export { folderPath, isBelow };

/** The names of the secrets of a project, as they are committed. */
export interface Catalogue {
  /** Base URL of Infisical. */
  readonly host: string;
  readonly project: { readonly slug?: string; readonly id?: string };
  readonly places: readonly CataloguePlace[];
}

/** What was found at a place that was asked for. */
export interface CataloguePlace extends CatalogueFolder {
  readonly origins: Listing;
}

/** A folder of an environment. */
export interface CatalogueFolder {
  readonly environment: string;
  readonly path: string;
  /** Whether the folders below it are read too. */
  readonly recursive: boolean;
}

/** Where keys were found: the folder itself, one below it, or one that is imported into it. */
export interface Origin {
  readonly environment: string;
  readonly path: string;
  readonly imported: boolean;
  /** Sorted, each once. */
  readonly keys: readonly string[];
}

/** The keys of a place, by where they come from. */
export type Listing = readonly Origin[];

/** What the catalogue knows of a place; undefined if it does not cover it. */
export function listingAt({ places }: Catalogue, place: CatalogueFolder): Listing | undefined {
  const here = places.filter(({ environment }) => environment === place.environment);
  const exact = here.find(({ path, recursive }) => path === place.path && (recursive || !place.recursive));
  if (exact) return exact.origins.filter((origin) => covers(place, origin));
  const above = here.find(({ path, recursive }) => recursive && isBelow(place.path, path));
  // Nobody knows into which of the folders something is imported.
  if (above === undefined || above.origins.some(({ imported }) => imported)) return undefined;
  const below = above.origins.filter((origin) => covers(place, origin));
  return below.length > 0 ? below : undefined;
}

function covers({ path, recursive }: CatalogueFolder, origin: Origin): boolean {
  return origin.imported || origin.path === path || (recursive && isBelow(origin.path, path));
}
