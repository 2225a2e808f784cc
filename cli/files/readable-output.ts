import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { isRealFolder, namesIn } from '../../lib/files/entry';
import { LAST_FOLDER, type OutputPlaces, outputPlaces, SWAP_NAME } from './output-places';

/** A synth may finish between two looks. */
const LOOKS = 3;

/**
 * Where a path that is, or lies in, an output folder can be read now. That is the path itself, but between the two steps
 * of a swap, or after a synth was killed there: then the last whole folder stands aside. It only looks: nothing is
 * moved, locked or waited for.
 */
export function readableOutput(path: string): string {
  for (let look = 0; look < LOOKS && !existsSync(path); look++) {
    const aside = setAside(path);
    if (aside !== undefined) return aside;
  }
  return path;
}

/** The path in the folder that a synth has set aside; undefined if there is none. */
function setAside(path: string): string | undefined {
  const asked = resolve(path);
  for (let folder = asked; !existsSync(folder) && folder !== dirname(folder); folder = dirname(folder)) {
    const places = placesAt(folder);
    if (places === undefined) continue;
    const asides = lastFolders(places).map((last) => join(last, relative(folder, asked)));
    const aside = asides.find((path) => existsSync(path));
    if (aside !== undefined) return aside;
  }
  return undefined;
}

/** Links are nothing that a synth makes there, and would lead anywhere. */
function lastFolders({ work, last }: OutputPlaces): string[] {
  if (!isRealFolder(work)) return [];
  const swaps = namesIn(work)
    .filter((name) => SWAP_NAME.test(name))
    .map((name) => join(work, name));
  const lasts = swaps.filter(isRealFolder).map((swap) => join(swap, LAST_FOLDER));
  return [last, ...lasts].filter(isRealFolder);
}

function placesAt(folder: string): OutputPlaces | undefined {
  try {
    return outputPlaces(folder);
  } catch {
    return undefined;
  }
}

/** One line for each path that is read from elsewhere. */
export function asideNotices(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const readable = readableOutput(path);
    if (readable === path) return [];
    const shown = relative(process.cwd(), readable);
    return [
      `${path} is not in its place, a synth was ended in the middle: reading ${shown}, which is the last whole one`,
    ];
  });
}

/** A synth swaps in no time; one after the other is somebody's loop. */
const READINGS = 5;

/** What a function reads in output folders; read again if one of them was swapped in the meantime. */
export function readWhole<T>(paths: readonly string[], read: () => T): T {
  for (let reading = 1; ; reading++) {
    const before = identitiesOf(paths);
    const isLast = reading === READINGS || paths.includes('-');
    try {
      const result = read();
      if (isLast || identitiesOf(paths) === before) return result;
    } catch (error) {
      if (isLast || identitiesOf(paths) === before) throw error;
    }
  }
}

/** What a function that takes its time reads in one output folder; read again if that was swapped in the meantime. */
export async function readWholeLater<T>(path: string, read: (readable: string) => Promise<T>): Promise<T> {
  for (let reading = 1; ; reading++) {
    const readable = readableOutput(path);
    const before = identityOf(readable);
    const isSame = () => reading === READINGS || (readableOutput(path) === readable && identityOf(readable) === before);
    try {
      const result = await read(readable);
      if (isSame()) return result;
    } catch (error) {
      if (isSame()) throw error;
    }
  }
}

/**
 * Every folder of an output folder is another one after a swap. To move it changes its times: numbers of folders that are
 * gone are given again.
 */
function identitiesOf(paths: readonly string[]): string {
  return paths
    .flatMap((path) => [path, dirname(path)])
    .map((path) => {
      const at = readableOutput(path);
      return `${at} ${identityOf(at)}`;
    })
    .join();
}

function identityOf(path: string): string | undefined {
  try {
    const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
    return stats && `${stats.dev} ${stats.ino} ${stats.ctimeNs}`;
  } catch {
    return undefined;
  }
}
