import { lstatSync, readdirSync, readFileSync, type Stats, statSync } from 'node:fs';

/** What stands at a path itself, also if it is a link; undefined where nothing does, or nobody can tell. */
export function entryAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** What is equal for all spellings of a place, and for links to it; undefined where nothing is. */
export function identityAt(path: string): string | undefined {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats && `${stats.dev}-${stats.ino}`;
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

/** What a file says; empty where there is none, or nobody can tell. */
export function textAt(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
