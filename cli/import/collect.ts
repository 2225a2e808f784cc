import { grouped } from '../../lib/collections/grouped';
import type { Outcome } from '../infisical-api/ask-all';
import { type Place, placeName } from '../infisical-api/place';
import { ProblemsError } from '../terminal/failure-text';
import { printable } from '../terminal/printable';
import { type Catalogue, catalogueOf, type FoundPlace } from './catalogue';

export interface Answered {
  readonly place: Place;
  readonly outcome: Outcome;
}

/** The id of the project of a place, as far as Infisical tells it. */
export type IdOf = (place: Place) => Promise<string | undefined>;

/**
 * A catalogue for each project that was asked for, and what is left out of it.
 *
 * @throws if a place did not answer, with all that did not
 */
export async function collect(
  answered: readonly Answered[],
  idOf: IdOf,
): Promise<{ catalogues: Catalogue[]; leftOut: string[] }> {
  const problems = answered.flatMap(({ place, outcome: { problem } }) =>
    problem === undefined ? [] : [printable(`${placeName(place)}: ${problem}`)],
  );
  if (problems.length > 0) throw new ProblemsError(['nothing was written:', ...problems]);
  const leftOut = answered.flatMap(({ place, outcome: { absent } }) =>
    absent === undefined ? [] : [printable(`${placeName(place)} is left out: ${absent}`)],
  );
  const found = await Promise.all(
    answered.flatMap(({ place, outcome: { listing } }) =>
      listing === undefined ? [] : [withId({ place, listing }, idOf)],
    ),
  );
  if (found.length === 0) throw new ProblemsError(['nothing was written:', ...leftOut]);
  const projects = grouped(found, ({ place: { host }, id, slug }) => JSON.stringify([host, id ?? slug]));
  return { catalogues: [...projects.values()].map(catalogueOfProject), leftOut };
}

interface Identified extends FoundPlace {
  readonly id?: string;
  readonly slug?: string;
}

async function withId(found: FoundPlace, idOf: IdOf): Promise<Identified> {
  const { projectId, projectSlug } = found.place;
  return { ...found, slug: projectSlug, id: projectId ?? (await idOf(found.place)) };
}

/** Some manifests may name a project by its slug, others by its id. */
function catalogueOfProject(places: readonly Identified[]): Catalogue {
  const [{ place, id }] = places;
  const slug = places.find((one) => one.slug !== undefined)?.slug;
  const once = grouped(places, (one) => JSON.stringify([one.place.environment, one.place.path]));
  const widest = [...once.values()].map((same) => same.find((one) => one.place.recursive) ?? same[0]);
  return catalogueOf(place.host, { slug, id }, widest);
}
