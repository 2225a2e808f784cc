import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

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
 */
export function writeManifests(folder: string, files: Iterable<ManifestFile>): void {
  if (existsSync(folder)) update(folder, files);
  else create(folder, files);
}

/** Written beside its place and put there in one step. */
function create(folder: string, files: Iterable<ManifestFile>): void {
  const half = halfOf(folder);
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
  } catch (error) {
    rmSync(first ?? half, { recursive: true, force: true });
    throw error;
  }
}

function update(folder: string, files: Iterable<ManifestFile>): void {
  const before = earlierFiles(folder);
  const present = new Set(readdirSync(folder));
  const staged: string[] = [];
  const stage = (name: string, text: string) => {
    if (present.has(name) && isSame(join(folder, name), text)) return;
    staged.push(name);
    writeFileSync(halfOf(join(folder, name)), text);
  };
  try {
    const list: string[] = [];
    for (const { name, text, isManifest } of files) {
      stage(name, text);
      if (isManifest) list.push(name);
    }
    stage(LIST, listText(list));
    // In one step each, so that nobody reads half a file.
    for (const name of staged) renameSync(halfOf(join(folder, name)), join(folder, name));
    const now = new Set(list);
    for (const name of before) if (!now.has(name)) rmSync(join(folder, name), { force: true });
  } catch (error) {
    for (const name of staged) rmSync(halfOf(join(folder, name)), { force: true });
    throw error;
  }
}

function listText(names: readonly string[]): string {
  return [...names, ''].join('\n');
}

function halfOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.half`);
}

function earlierFiles(folder: string): string[] {
  const list = join(folder, LIST);
  if (!existsSync(list)) return [];
  return readFileSync(list, 'utf8')
    .split('\n')
    .filter((name) => /^[\w.-]+$/.test(name) && !/^\.+$/.test(name));
}

function isSame(path: string, text: string): boolean {
  try {
    return readFileSync(path, 'utf8') === text;
  } catch {
    return false;
  }
}
