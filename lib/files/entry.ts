import { lstatSync, readdirSync, type Stats } from 'node:fs';

/** What stands at a path itself, also if it is a link; undefined where nothing does, or nobody can tell. */
export function entryAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** The names in a folder, sorted; none where there is none, or nobody can tell. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** Whether a folder stands there, and no link to one. */
export function isRealFolder(path: string): boolean {
  return entryAt(path)?.isDirectory() === true;
}
