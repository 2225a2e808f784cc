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

export function projectOf({ projectId, projectSlug }: Pick<Place, 'projectId' | 'projectSlug'>): string {
  return projectSlug ?? projectId ?? '(not named)';
}

/** For messages: `project "shop", prod:/api`. */
export function placeName(place: Pick<Place, 'projectId' | 'projectSlug' | 'environment' | 'path'>): string {
  return `project "${projectOf(place)}", ${place.environment}:${place.path}`;
}

/** A secret path with one slash at the front and none at the end. */
export function folderPath(path: string): string {
  return `/${path.split('/').filter(Boolean).join('/')}`;
}
