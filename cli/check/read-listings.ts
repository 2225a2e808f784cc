import { folderOf, idOf } from '../access/folders-to-ask';
import type { NeededKey } from '../access/managed-keys';
import type { Source } from '../access/source';
import type { Outcome } from '../infisical-api/ask-all';
import type { Folder, FolderKeys, Listing } from '../infisical-api/folder';

export interface Answers {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly assumedHost?: string;
}

/** What a source reads. */
export interface Read {
  readonly folder: Folder;
  readonly outcome: Outcome;
  readonly listing: readonly FolderKeys[];
}

export function readFrom(source: Source, { outcomes, assumedHost }: Answers, matches?: NeededKey['matches']): Read {
  const folder = folderOf(source, assumedHost);
  const outcome = outcomes.get(idOf(folder)) ?? {};
  return { folder, outcome, listing: readBy(source, outcome.listing ?? [], matches) };
}

export function hasKeys({ keys }: FolderKeys): boolean {
  return keys.length > 0;
}

/** What the source reads of a listing, which may be that of a reader who wants more. */
function readBy(
  { path, recursive, secretName }: Source,
  listing: Listing,
  matches: NeededKey['matches'] = () => true,
): FolderKeys[] {
  return listing
    .filter((found) => recursive || found.imported || found.path === path)
    .map((found) => ({
      ...found,
      keys: found.keys.filter((key) => (secretName === undefined || key === secretName) && matches(key)),
    }))
    .filter(hasKeys);
}

export function keysOf({ listing }: Read): string[] {
  return listing.flatMap(({ keys }) => keys);
}
