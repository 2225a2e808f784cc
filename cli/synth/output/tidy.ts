import { randomBytes } from 'node:crypto';
import { readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { entryAt } from '../../../lib/files/entry';
import type { OutputPlaces } from '../../files/output-places';
import { LOCK_PARTS } from './lock';
import { APP_FILE, endOrphan } from './orphan';
import { isOwn, kindOf, shownPath } from './work-folder';

/** In the folder of a run, besides what the app writes. */
export const OUTBOX_FILE = 'outbox';
export const CLAIMS_FOLDER = 'claims';

const RUN = /^run-\d+-[0-9a-f]{8}$/;
const GONE = /^last-gone-[0-9a-f]{8}$/;

export function newRunName(): string {
  return `run-${process.pid}-${randomBytes(4).toString('hex')}`;
}

/**
 * Brings to an end what a killed synth left: puts the last whole output folder back if there is none, and removes the
 * rest. Only who has the lock may call it.
 *
 * @returns the names of what no synth has made: that is left alone
 * @throws if something else stands where the last output folder is kept
 */
export function tidy({ output, work, last, lock }: OutputPlaces): string[] {
  const aside = entryAt(last);
  if (aside !== undefined) {
    if (!aside.isDirectory() || !isOwn(aside)) {
      const what = aside.isDirectory() ? 'the folder of another user' : kindOf(aside);
      throw new Error(`${shownPath(last)} is ${what}, and a synth keeps the last output folder there: move it away`);
    }
    if (entryAt(output) === undefined) renameSync(last, output);
    else discard(last);
  }
  // Whoever waits for the lock writes what he needs again.
  return readdirSync(work).filter((name) => name !== basename(lock) && !removed(work, name, basename(output)));
}

/** Removes a folder that has a meaning, without that half of it could ever be taken for the whole. */
export function discard(folder: string): void {
  const gone = `${folder}-gone-${randomBytes(4).toString('hex')}`;
  renameSync(folder, gone);
  remove(gone);
}

/** Removes what bears a name that a synth gives, and is what a synth makes; tells whether that was so. */
function removed(work: string, name: string, output: string): boolean {
  const path = join(work, name);
  const stats = entryAt(path);
  if (stats === undefined) return true;
  if (!isOwn(stats)) return false;
  if (LOCK_PARTS.test(name) && stats.isFile()) return remove(path);
  if (!stats.isDirectory()) return false;
  if (GONE.test(name)) return remove(path);
  if (!RUN.test(name) || !isRun(path, output)) return false;
  endOrphan(path, join(path, output));
  return remove(path);
}

/** Whether the folder of a run holds nothing but what is kept there. */
function isRun(run: string, output: string): boolean {
  const folders = [output, `.${output}.half`, CLAIMS_FOLDER];
  return readdirSync(run, { withFileTypes: true }).every((entry) =>
    entry.isDirectory() ? folders.includes(entry.name) : entry.isFile() && [APP_FILE, OUTBOX_FILE].includes(entry.name),
  );
}

/** Tells whether it is gone: there may be something in it that cannot be removed, and that is no reason to fail. */
export function remove(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}
