/** A folder in Infisical: a project, one of its environments, a secret path. */
export interface Folder {
  /** One of slug and id. */
  readonly projectSlug?: string;
  readonly projectId?: string;
  readonly environment: string;
  /** The root where absent. */
  readonly path?: string;
}

/** The root of an environment. */
export const ROOT = '/';

/** A secret path with one slash at the front and none at the end. */
export function folderPath(path: string): string {
  return `/${path.split('/').filter(Boolean).join('/')}`;
}

/** Whether a folder lies anywhere below another one; both paths are as `folderPath` makes them. */
export function isBelow(path: string, ancestor: string): boolean {
  return path.startsWith(ancestor === ROOT ? ROOT : `${ancestor}/`);
}

/** The project of a folder, by its slug where that is known. */
export function projectOf({ projectSlug, projectId }: Partial<Folder>): string | undefined {
  return projectSlug ?? projectId;
}

/** What of a folder is read, where that is not all of it, for messages behind its name. */
export function tagsText(tags: readonly string[] = []): string {
  return tags.length === 0 ? '' : ` (tags: ${tags.join(', ')})`;
}

/** A folder of a project for messages: `prod:/orders`. */
export function folderText({ environment, path = ROOT }: Pick<Folder, 'environment' | 'path'>): string {
  return `${environment}:${path}`;
}
