import type { ProjectFolder } from '../../lib/infisical/catalogue';
import type { Folder } from '../infisical-api/folder';
import type { Catalogue, CataloguedFolder } from './catalogue';
import { isOf } from './offline';

/**
 * A catalogue in place of what a project had before: its folders stay in their order, new ones come behind them. Those
 * that were not asked for are kept: who asks for one folder does not lose the others.
 *
 * @param asked the folders of all projects; undefined where nothing else shall be kept
 */
export function replaceCatalogue(
  before: Catalogue | undefined,
  now: Catalogue,
  asked: readonly Folder[] | undefined,
): Catalogue {
  if (before === undefined) return now;
  const project = { slug: now.project.slug ?? before.project.slug, id: now.project.id ?? before.project.id };
  // A project of the same slug that is another one has none of its folders.
  const isSame = before.project.id === undefined || before.project.id === project.id;
  const own = asked?.filter((folder) => isOf({ ...now, project }, folder));
  const kept = before.folders.filter((folder) => isSame && own?.every((one) => !isSameFolder(one, folder)));
  return { ...now, project, folders: inOrderOf(before.folders, [...kept, ...now.folders]) };
}

function inOrderOf(before: readonly CataloguedFolder[], folders: readonly CataloguedFolder[]): CataloguedFolder[] {
  const rank = (folder: CataloguedFolder) => {
    const index = before.findIndex((one) => isSameFolder(one, folder));
    return index < 0 ? before.length : index;
  };
  return [...folders].sort((a, b) => rank(a) - rank(b));
}

export function isSameFolder(a: Omit<ProjectFolder, 'recursive'>, b: Omit<ProjectFolder, 'recursive'>): boolean {
  return a.environment === b.environment && a.path === b.path;
}
