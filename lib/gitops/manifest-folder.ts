import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names the files that were written, so that the next run knows which of them are its own. No YAML, no JSON. */
const LIST = '.manifests';

/**
 * Makes the folder hold these files. A file that is as it should be is not written, one that an earlier run wrote and
 * this one does not is removed, and nobody else's is touched.
 */
export function writeManifests(folder: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  const before = earlierFiles(folder);
  const present = new Set(readdirSync(folder));
  for (const [name, text] of files) write(folder, name, text, present);
  for (const name of before) if (!files.has(name)) rmSync(join(folder, name), { force: true });
  write(folder, LIST, [...files.keys(), ''].join('\n'), present);
}

function earlierFiles(folder: string): string[] {
  const list = join(folder, LIST);
  if (!existsSync(list)) return [];
  return readFileSync(list, 'utf8')
    .split('\n')
    .filter((name) => /^[\w.-]+$/.test(name) && !/^\.+$/.test(name));
}

/** In one step, so that nobody reads half a file. */
function write(folder: string, name: string, text: string, present: ReadonlySet<string>): void {
  const path = join(folder, name);
  if (present.has(name) && isSame(path, text)) return;
  const half = join(folder, `.${name}.half`);
  try {
    writeFileSync(half, text);
    renameSync(half, path);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
}

function isSame(path: string, text: string): boolean {
  try {
    return readFileSync(path, 'utf8') === text;
  } catch {
    return false;
  }
}
