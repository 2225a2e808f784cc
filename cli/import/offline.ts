import type { Ask } from '../infisical-api/ask-all';
import { Failure } from '../infisical-api/failure';
import { type Place, placeName } from '../infisical-api/place';
import { type Catalogue, listingAt } from './catalogue';

/** Answers from committed catalogues, as Infisical would have when they were made. */
export function askCatalogues(catalogues: Iterable<Catalogue>): Ask {
  const known = [...catalogues];
  return async (place) => {
    for (const catalogue of known.filter((one) => isOf(one, place))) {
      const listing = listingAt(catalogue, place);
      if (listing) return listing;
    }
    throw new Failure('other', `the key catalogue does not know ${placeName(place)}: run npx cdk8s-infisical import`);
  };
}

export function isOf({ host, project }: Catalogue, place: Pick<Place, 'host' | 'projectId' | 'projectSlug'>): boolean {
  if (host !== place.host) return false;
  return place.projectId === undefined ? project.slug === place.projectSlug : project.id === place.projectId;
}
