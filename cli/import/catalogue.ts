import type { Catalogue } from '../../lib/infisical/catalogue';
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
  return { host, project, places };
}

/** Each key with the folders that have it, as `prod:/api`, in the order of the catalogue. */
export function keysWithPlaces({ places }: Catalogue): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const { environment, path, keys } of places.flatMap(({ origins }) => origins)) {
    for (const key of keys) found.set(key, (found.get(key) ?? new Set()).add(`${environment}:${path}`));
  }
  const names = [...found.keys()].sort();
  return new Map(names.map((name) => [name, [...(found.get(name) ?? [])]]));
}
