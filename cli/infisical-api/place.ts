export { folderPath, type Listing, type Origin } from '../../lib/infisical/catalogue';

/** A folder in some Infisical whose secret keys somebody wants to know. */
export interface Place {
  /** Base URL, without `/api`. */
  readonly host: string;
  /** One of id and slug; the id wins. */
  readonly projectId?: string;
  readonly projectSlug?: string;
  readonly environment: string;
  readonly path: string;
  /** Whether the folders below it are read too. */
  readonly recursive: boolean;
}

export function projectOf({ projectId, projectSlug }: Pick<Place, 'projectId' | 'projectSlug'>): string {
  return projectSlug ?? projectId ?? '(not named)';
}

/** For messages: `project "shop", prod:/api`. */
export function placeName(place: Pick<Place, 'projectId' | 'projectSlug' | 'environment' | 'path'>): string {
  return `project "${projectOf(place)}", ${place.environment}:${place.path}`;
}
