import type { Listing, Origin, Place } from '../infisical-api/place';

/** The names of the secrets of a project, as they are committed. */
export interface Catalogue {
  /** Base URL of Infisical. */
  readonly host: string;
  readonly project: { readonly slug?: string; readonly id?: string };
  /** Sorted by environment and path. */
  readonly places: readonly CataloguePlace[];
}

/** What was found at a place that was asked for. */
export interface CataloguePlace {
  readonly environment: string;
  readonly path: string;
  /** Whether the folders below it were read too. */
  readonly recursive: boolean;
  readonly origins: Listing;
}

export interface FoundPlace {
  readonly place: Place;
  readonly listing: Listing;
}

/** The catalogue of what was found in one project. */
export function catalogueOf(host: string, project: Catalogue['project'], found: readonly FoundPlace[]): Catalogue {
  const places = found.map(({ place: { environment, path, recursive }, listing }) => ({
    environment,
    path,
    recursive,
    origins: listing,
  }));
  return { host, project, places: places.sort(byPlace) };
}

/** Each key with the folders that have it, as `prod:/api`. */
export function keysWithPlaces({ places }: Catalogue): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const { environment, path, keys } of places.flatMap(({ origins }) => origins)) {
    for (const key of keys) found.set(key, (found.get(key) ?? new Set()).add(`${environment}:${path}`));
  }
  const names = [...found.keys()].sort();
  return new Map(names.map((name) => [name, [...(found.get(name) ?? [])].sort()]));
}

/** What the catalogue knows of a place; undefined if it does not cover it. */
export function listingAt({ places }: Catalogue, place: Place): Listing | undefined {
  const here = places.filter(({ environment }) => environment === place.environment);
  const exact = here.find(({ path, recursive }) => path === place.path && (recursive || !place.recursive));
  if (exact) return exact.origins.filter((origin) => covers(place, origin));
  const above = here.find(({ path, recursive }) => recursive && isBelow(place.path, path));
  const below = above?.origins.filter((origin) => !origin.imported && covers(place, origin)) ?? [];
  return below.length > 0 ? below : undefined;
}

function covers({ path, recursive }: Place, origin: Origin): boolean {
  return origin.imported || origin.path === path || (recursive && isBelow(origin.path, path));
}

export function isBelow(path: string, ancestor: string): boolean {
  return path.startsWith(ancestor === '/' ? '/' : `${ancestor}/`);
}

function byPlace(a: CataloguePlace, b: CataloguePlace): number {
  const [one, other] = [a, b].map(({ environment, path }) => JSON.stringify([environment, path]));
  return one < other ? -1 : 1;
}
