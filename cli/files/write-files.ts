import { existsSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { entryAt } from '../../lib/files/entry';
import { stageFiles } from '../../lib/files/staged-files';
import { isOutside } from './outside';
import { writeReason } from './write-reason';

/** The files that are in the folder already, in whatever form. */
export function presentFiles(folder: string, paths: Iterable<string>): string[] {
  return [...paths].filter((path) => entryAt(join(folder, path)) !== undefined);
}

/**
 * Writes files below a folder, all or none; one that is as it should be stays untouched.
 *
 * @param files contents by paths with `/`, inside of the folder
 * @throws if a path leads out of the folder, or one of the files cannot be written; then nothing is changed
 */
export function writeFiles(
  folder: string,
  files: Iterable<readonly [path: string, contents: string | Uint8Array]>,
): void {
  try {
    const { root, prefix } = provenFrom(folder);
    const below = [...files].map(([path, contents]) => [prefix + path, contents] as const);
    stageFiles(root, below, 'follow').commit();
  } catch (error) {
    throw new Error(`nothing was written: ${writeReason(error) ?? (error as Error).message}`);
  }
}

/** A folder of the project is no way out of it, though a checkout may have a link there; any other is the user's choice. */
function provenFrom(folder: string): { root: string; prefix: string } {
  const inside = relative('.', folder);
  if (inside === '' || isOutside(inside)) return { root: folder, prefix: '' };
  return { root: '.', prefix: `${inside.split(sep).join('/')}/` };
}

/**
 * Writes what a command was asked to put into a file: whole or not at all, where that is a file and no device or pipe.
 *
 * @throws if it cannot be written, or its folder is not there
 */
export function writeOutputFile(file: string, text: string): void {
  const folder = dirname(file);
  if (!existsSync(folder)) throw new Error(`${folder}: there is no such folder`);
  const found = entryAt(file);
  if (found === undefined || found.isFile()) writeFiles(folder, [[basename(file), text]]);
  else writeFileSync(file, text);
}
