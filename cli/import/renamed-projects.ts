import type { SecretNames } from '../infisical-api/client';
import { Failure } from '../infisical-api/failure';
import type { Folder } from '../infisical-api/folder';
import type { Catalogue } from './catalogue';

/** Folders of a project that is imported already and has another slug by now, named by its id, which stays. */
export async function withIdWhereRenamed(
  folders: readonly Folder[],
  known: Iterable<Catalogue>,
  names: SecretNames,
): Promise<Folder[]> {
  const ids = new Map<Folder, string>();
  for (const { host, project } of known) {
    const { slug, id } = project;
    const own = folders.filter((folder) => folder.host === host && slug !== undefined && folder.projectSlug === slug);
    if (id === undefined || slug === undefined || own.length === 0) continue;
    if (await isGone(host, slug, names)) for (const folder of own) ids.set(folder, id);
  }
  return folders.map((folder) =>
    ids.has(folder) ? { ...folder, projectSlug: undefined, projectId: ids.get(folder) } : folder,
  );
}

/** What else goes wrong is told where the folder is asked for. */
async function isGone(host: string, slug: string, names: SecretNames): Promise<boolean> {
  try {
    await names.projectId(host, slug);
    return false;
  } catch (error) {
    return error instanceof Failure && error.kind === 'absent';
  }
}

/** A catalogue that was asked for by the id, with the slug that the project has now, as far as Infisical tells it. */
export async function withCurrentSlug(catalogue: Catalogue, now: Catalogue, names: SecretNames): Promise<Catalogue> {
  const { host, project } = catalogue;
  if (now.project.slug !== undefined || project.id === undefined) return catalogue;
  const { slug = project.slug } = await names.project(host, project.id);
  return { ...catalogue, project: { ...project, slug } };
}
