import type { Place } from '../infisical-api/place';
import type { Catalogue, CataloguePlace } from './catalogue';
import { isOf } from './offline';

type Folder = Pick<Place, 'environment' | 'path'>;

/**
 * A catalogue in place of what a project had before: its places stay in their order, new ones come behind them. Those
 * that were not asked for are kept: who asks for one place does not lose the others.
 *
 * @param asked the places of all projects; undefined where nothing else shall be kept
 */
export function inPlaceOf(
  before: Catalogue | undefined,
  now: Catalogue,
  asked: readonly Place[] | undefined,
): Catalogue {
  if (before === undefined) return now;
  const project = { slug: now.project.slug ?? before.project.slug, id: now.project.id ?? before.project.id };
  // A project of the same slug that is another one has none of its places.
  const isSame = before.project.id === undefined || before.project.id === project.id;
  const own = asked?.filter((place) => isOf({ ...now, project }, place));
  const kept = before.places.filter((place) => isSame && own?.every((one) => !isSameFolder(one, place)));
  return { ...now, project, places: inOrderOf(before.places, [...kept, ...now.places]) };
}

function inOrderOf(before: readonly CataloguePlace[], places: readonly CataloguePlace[]): CataloguePlace[] {
  const rank = (place: CataloguePlace) => {
    const index = before.findIndex((one) => isSameFolder(one, place));
    return index < 0 ? before.length : index;
  };
  return [...places].sort((a, b) => rank(a) - rank(b));
}

export function isSameFolder(a: Folder, b: Folder): boolean {
  return a.environment === b.environment && a.path === b.path;
}
