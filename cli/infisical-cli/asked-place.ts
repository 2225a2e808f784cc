import { folderText, tagsText } from '../../lib/model/folder';
import type { KeyPlace } from '../record/record';

/** A place of some Infisical, of which the CLI is asked. */
export interface AskedPlace extends KeyPlace {
  readonly host: string;
  /** A file with the certificates of a private authority. */
  readonly caFile?: string;
}

/** One text for one place. */
export function idOfPlace({ host, projectId, environment, path, recursive, tags }: AskedPlace): string {
  return JSON.stringify([host, projectId, environment, path, recursive, tags]);
}

/** `dev:/orders`; with its project where there are several. */
function placeName(place: KeyPlace, isOneOfSeveral: boolean): string {
  const below = place.recursive ? ' and below' : '';
  const project = isOneOfSeveral ? `${place.projectSlug ?? place.projectId} ` : '';
  return `${project}${folderText(place)}${below}${tagsText(place.tags)}`;
}

/** The name of each place, among all there are. */
export function namesOfPlaces(places: readonly KeyPlace[]): (place: KeyPlace) => string {
  const isSeveral = new Set(places.map(({ projectId }) => projectId)).size > 1;
  return (place) => placeName(place, isSeveral);
}
