import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { entryAt, isRealFolder } from '../../../lib/files/entry';
import { LAST_FOLDER, type OutputPlaces, SWAP_PREFIX } from '../../files/output-places';
import { discard } from './discard';
import type { HeldLock } from './lock';
import { verifyRun } from './run-folder';
import { shownPath } from './work-folder';

export function swapFolderIn(work: string): string {
  return join(work, SWAP_PREFIX + randomBytes(8).toString('hex'));
}

/*
 * Why the output folder is never half of anything, even if this process is stopped anywhere in here, its lock is taken by
 * another synth, and it goes on much later:
 *
 * Both renames lead through a folder with a name that nobody else uses. It is made before the last look at the lock. Whoever
 * takes the lock first writes the lock, and then gives each such folder another name, before it looks at anything else (see
 * tidy). So if the lock is found lost, nothing has happened; and if it is taken after that look, the taker finds the folder,
 * and from then on both renames fail: there is no such path. If that falls between the two, the old folder lies whole in
 * the folder that the taker has renamed, and only the taker puts it back. A new output folder is moved in there whole
 * before the look, so that an app that still writes into the folder of its run does not reach it.
 */

/**
 * Puts the new output folder in the place of the old one. A kill between the two steps leaves the old one set aside, where
 * commands that read find it, and from where the next synth puts it back.
 *
 * @throws if that cannot be done, or the lock was lost; then the old one is in its place, or set aside for whoever has the
 * lock now
 */
export function swap({ output, work }: OutputPlaces, next: string, lock: HeldLock): void {
  const folder = swapFolderIn(work);
  const [sealed, last] = [join(folder, basename(output)), join(folder, LAST_FOLDER)];
  mkdirSync(folder);
  let isAside = false;
  try {
    renameSync(next, sealed);
    verifyRun(dirname(next), lock);
    isAside = setAside(output, last);
    renameSync(sealed, output);
  } catch (error) {
    const isOurs = isRealFolder(folder);
    if (isOurs && isAside) putBack(last, output);
    discard(folder);
    lock.verify();
    if (isOurs) throw error;
    throw new Error(`${shownPath(folder)} was removed while a synth was at work there: run it again`);
  }
  discard(folder);
}

/** Tells whether there is one. */
function setAside(output: string, last: string): boolean {
  const found = entryAt(output);
  if (found === undefined) return false;
  if (!found.isDirectory()) throw new Error(`${shownPath(output)} is no folder any more: move it away`);
  renameSync(output, last);
  return true;
}

function putBack(last: string, output: string): void {
  try {
    renameSync(last, output);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(
      `${shownPath(output)} could not be put back (${code}): it lies whole in ${shownPath(last)}, from where the next synth takes it if nothing else stands there`,
    );
  }
}
