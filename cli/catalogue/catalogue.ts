import type { Catalogue, CataloguePlace } from '../../lib/infisical/catalogue';
import type { Listing, Place } from '../infisical-api/place';

export { type Catalogue, type CataloguePlace, isBelow, listingAt } from '../../lib/infisical/catalogue';

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

function byPlace(a: CataloguePlace, b: CataloguePlace): number {
  const [one, other] = [a, b].map(({ environment, path }) => JSON.stringify([environment, path]));
  return one < other ? -1 : 1;
}
