import { readdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { entryAt } from '../../../lib/files/entry';
import { LAST_FOLDER, type OutputPlaces, SWAP_NAME } from '../../files/output-places';
import { discard, GONE_NAME, remove } from './discard';
import { LOCK_PARTS } from './lock';
import { APP_FILE, endOrphan } from './orphan';
import { CLAIMS_FOLDER, FINDINGS_FOLDER, LOADED_FILE, OUTBOX_FILE, OWNER_FILE, RUN_NAME } from './run-folder';
import { swapFolderIn } from './swap';
import { isOwn, kindOf, shownPath } from './work-folder';

/**
 * Brings to an end what another synth left, be it killed, or stopped and still to go on: puts the last whole output folder
 * back if there is none, and removes the rest. Only who has the lock may call it.
 *
 * @returns the names of what no synth has made: that is left alone
 * @throws if something else stands where the last output folder is kept, or where it was
 */
export function tidy(places: OutputPlaces): string[] {
  const { output, work, lock, last } = places;
  verifyLast(last);
  for (const name of readdirSync(work)) {
    const path = join(work, name);
    if (SWAP_NAME.test(name) && isSwap(path, basename(output))) endSwap(path, places);
  }
  if (entryAt(last) !== undefined) putBack(last, output);
  // Whoever waits for the lock writes what he needs again.
  return readdirSync(work).filter((name) => name !== basename(lock) && !tryRemove(work, name, basename(output)));
}

function verifyLast(last: string): void {
  const aside = entryAt(last);
  if (aside === undefined || (aside.isDirectory() && isOwn(aside, dirname(last)))) return;
  const what = aside.isDirectory() ? 'the folder of another user' : kindOf(aside);
  throw new Error(`${shownPath(last)} is ${what}, and a synth keeps the last output folder there: move it away`);
}

/** Its owner may still live, and be anywhere in `swap`: with another name for the folder, it can do nothing more. */
function endSwap(folder: string, { output, work }: OutputPlaces): void {
  const ended = swapFolderIn(work);
  if (!tryRename(folder, ended)) return;
  const last = join(ended, LAST_FOLDER);
  if (entryAt(last) !== undefined) {
    // With the new folder still in there, it is not the new folder that stands in its place.
    if (entryAt(output) !== undefined && entryAt(join(ended, basename(output))) !== undefined) {
      throw new Error(
        `a synth was ended while ${shownPath(last)} was to be replaced, and somebody has made ${shownPath(output)} since: ` +
          `move what you need of the first one into the second one, and then remove ${shownPath(ended)}`,
      );
    }
    putBack(last, output);
  }
  discard(ended);
}

function putBack(last: string, output: string): void {
  if (entryAt(output) === undefined) renameSync(last, output);
  else discard(last);
}

/** Removes what bears a name that a synth gives, and is what a synth makes; tells whether that was so. */
function tryRemove(work: string, name: string, output: string): boolean {
  const path = join(work, name);
  const stats = entryAt(path);
  if (stats === undefined) return true;
  if (!isOwn(stats, work)) return false;
  if (LOCK_PARTS.test(name) && stats.isFile()) return remove(path);
  if (!stats.isDirectory()) return false;
  if (GONE_NAME.test(name)) return remove(path);
  if (!RUN_NAME.test(name) || !isRun(path, output)) return false;
  endOrphan(path, join(path, output));
  return discard(path);
}

/** Whether the folder of a run holds nothing but what is kept there. */
function isRun(run: string, output: string): boolean {
  const files = [APP_FILE, LOADED_FILE, OUTBOX_FILE, OWNER_FILE];
  return holdsOnly(run, [output, `.${output}.half`, CLAIMS_FOLDER, FINDINGS_FOLDER], files);
}

function isSwap(folder: string, output: string): boolean {
  const stats = entryAt(folder);
  return stats?.isDirectory() === true && isOwn(stats, dirname(folder)) && holdsOnly(folder, [output, LAST_FOLDER], []);
}

function holdsOnly(folder: string, folders: readonly string[], files: readonly string[]): boolean {
  try {
    return readdirSync(folder, { withFileTypes: true }).every((entry) =>
      entry.isDirectory() ? folders.includes(entry.name) : entry.isFile() && files.includes(entry.name),
    );
  } catch (error) {
    // Its owner has removed it.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
}

function tryRename(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
