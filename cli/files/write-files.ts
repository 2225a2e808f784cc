import { existsSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StagedFiles } from '../../lib/files/staged-files';
import { entryAt } from './entry';
import { writeReason } from './write-reason';

/** Those of the files that are in the folder already, in whatever form. */
export function presentFiles(folder: string, paths: Iterable<string>): string[] {
  return [...paths].filter((path) => entryAt(join(folder, path)) !== undefined);
}

/**
 * Writes text files below a folder, all or none; one that is as it should be stays untouched.
 *
 * @param files texts by paths with `/`, inside of the folder
 * @throws if a path leads out of the folder, or one of the files cannot be written; then nothing is changed
 */
export function writeFiles(folder: string, files: Iterable<readonly [path: string, text: string]>): void {
  let staged: StagedFiles | undefined;
  try {
    staged = new StagedFiles(folder, 'follow');
    for (const [path, text] of files) staged.stage(path, text);
    staged.commit();
  } catch (error) {
    staged?.discard();
    throw new Error(`nothing was written: ${writeReason(error) ?? (error as Error).message}`);
  }
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
