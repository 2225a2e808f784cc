import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { entryAt } from '../files/entry';
import { LEFTOVER, StagedFiles } from '../files/staged-files';

/** Names the files that were written, so that the next run knows which of them are its own. No YAML, no JSON. */
const LIST = '.manifests';

export interface ManifestFile {
  readonly name: string;
  readonly text: string;
  /** Whether it is a manifest, which is removed when a later run does not write it. */
  readonly isManifest: boolean;
}

/**
 * Makes the folder hold these files. A file that is as it should be is not written, one that an earlier run wrote and
 * this one does not is removed, and nobody else's is touched. The files are asked for one by one, and none is held:
 * what is written appears when the last one is there, and not at all if one of them cannot be made.
 *
 * @returns the names of all that this run has in the folder
 */
export function writeManifests(folder: string, files: Iterable<ManifestFile>): readonly string[] {
  return existsSync(folder) ? update(folder, files) : create(folder, files);
}

/** Why nothing can be written there. */
export function folderProblem(folder: string): string | undefined {
  for (let place = resolve(folder); ; place = dirname(place)) {
    try {
      if (statSync(place, { throwIfNoEntry: false })?.isDirectory()) return undefined;
      const found = entryAt(place);
      if (found !== undefined)
        return `"${place}" is a ${found.isFile() ? 'file' : 'link'}, not a folder: name another one`;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ELOOP') return `the links at "${place}" lead in a circle`;
      if (code !== 'ENOTDIR') return undefined;
    }
    if (place === dirname(place)) return undefined;
  }
}

/** The names of what is in a folder. */
export function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** Written beside its place and put there in one step. */
function create(folder: string, files: Iterable<ManifestFile>): string[] {
  const half = join(dirname(folder), `.${basename(folder)}.half`);
  rmSync(half, { recursive: true, force: true });
  const first = mkdirSync(half, { recursive: true });
  try {
    const list: string[] = [];
    for (const { name, text, isManifest } of files) {
      writeFileSync(join(half, name), text);
      if (isManifest) list.push(name);
    }
    writeFileSync(join(half, LIST), listText(list));
    renameSync(half, folder);
    return [LIST, ...list];
  } catch (error) {
    rmSync(first ?? half, { recursive: true, force: true });
    throw error;
  }
}

function update(folder: string, files: Iterable<ManifestFile>): string[] {
  const before = earlierFiles(folder);
  const present = readdirSync(folder);
  const list: string[] = [];
  const staged = new StagedFiles(folder, 'replace');
  try {
    for (const { name, text, isManifest } of files) {
      staged.stage(name, text);
      if (isManifest) list.push(name);
    }
    staged.stage(LIST, listText(list));
    const now = new Set(list);
    for (const name of before) if (!now.has(name)) staged.remove(name);
    staged.commit();
  } catch (error) {
    staged.discard();
    throw error;
  }
  removeLeftovers(folder, present, new Set([LIST, ...before, ...list]));
  return [LIST, ...list];
}

function listText(names: readonly string[]): string {
  return [...names, ''].join('\n');
}

function earlierFiles(folder: string): string[] {
  const list = join(folder, LIST);
  if (!entryAt(list)?.isFile()) return [];
  return readFileSync(list, 'utf8')
    .split('\n')
    .filter((name) => name !== LIST && /^[\w.-]+$/.test(name) && !/^\.+$/.test(name));
}

/** What a killed run left beside files of ours. */
function removeLeftovers(folder: string, present: readonly string[], own: ReadonlySet<string>): void {
  for (const name of present) {
    const path = join(folder, name);
    if (own.has(LEFTOVER.exec(name)?.[1] ?? '') && entryAt(path)?.isFile()) rmSync(path);
  }
}
