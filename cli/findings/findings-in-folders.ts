import { grouped } from '../../lib/collections/grouped';
import type { FolderResources } from '../../lib/validation/across/between-folders';
import { findingsBetweenFolders } from '../../lib/validation/across/between-folders';
import type { ReadManifest } from '../manifests/read-manifests';
import { asReadResource, type FoundInInput, findingsIn, foundOf, type Known } from './input-findings';

/** What is known of manifests besides themselves. */
export interface KnownOfFolders extends Omit<Known, 'previous'> {
  /** What the same folders held before. */
  readonly previous?: readonly ReadManifest[];
}

/**
 * What the rules say of manifests in several folders, each an environment of its own, and what these do to each other; in
 * the order of the files.
 */
export function findingsInFolders(
  manifests: readonly ReadManifest[],
  { previous, operator, ...known }: KnownOfFolders,
): FoundInInput[] {
  const before = previous && grouped(previous, ({ folder }) => folder);
  const folders = [...grouped(manifests, ({ folder }) => folder)];
  const within = folders.flatMap(([folder, own]) => {
    const past = before && { previous: (before.get(folder) ?? []).map(({ manifest }) => manifest) };
    return findingsIn(own, { ...known, operator: { ...operator, ...past } });
  });
  const resources = folders.map(([folder, own]): FolderResources => ({ folder, resources: own.map(asReadResource) }));
  return inOrder([...within, ...findingsBetweenFolders(resources).map(foundOf)], manifests);
}

/** As they stand in the files, so that each document is looked at once. */
function inOrder(all: readonly FoundInInput[], manifests: readonly ReadManifest[]): FoundInInput[] {
  const byRead = grouped(all, ({ read }) => read);
  return manifests.flatMap((read) => byRead.get(read) ?? []);
}
