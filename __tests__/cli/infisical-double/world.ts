/** What a double of Infisical holds. */
export interface World {
  readonly projects: readonly Project[];
}

export interface Project {
  readonly id: string;
  readonly slug: string;
  /** What people call it. */
  readonly name?: string;
  /** Folders by environment and path. */
  readonly environments: { readonly [environment: string]: { readonly [path: string]: Folder } };
  /** Who asks is in the project, and in its organization, unless this says otherwise. */
  readonly refusal?: 'not a member' | 'other organization' | 'no permission';
}

export interface Folder {
  readonly keys: readonly string[];
  /** Folders that are imported into it. */
  readonly imports?: readonly { readonly environment: string; readonly path: string }[];
  /** The slugs of the tags of those keys that have some. */
  readonly tags?: { readonly [key: string]: readonly string[] };
  /** Own secrets of the user who asks, which are never hidden. */
  readonly personal?: readonly string[];
}

export const PROJECT_ID = '6f1c2d7e-8a3b-4c5d-9e6f-000000000001';

/** The keys of each path of each environment, in a project that is called `shop`. */
export function shop(environments: { [environment: string]: { [path: string]: string[] | Folder } }): World {
  const folders = Object.entries(environments).map(([environment, paths]) => {
    const all = Object.entries(paths).map(([path, folder]) => [
      path,
      Array.isArray(folder) ? { keys: folder } : folder,
    ]);
    return [environment, Object.fromEntries(all)];
  });
  return { projects: [{ id: PROJECT_ID, slug: 'shop', environments: Object.fromEntries(folders) }] };
}
