import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isRealFolder } from '../../../lib/files/entry';
import { OUTDIR } from '../app/app-processes';
import { remove } from './discard';
import type { HeldLock } from './lock';
import { smallFileAt } from './small-file';
import { shownPath } from './work-folder';

/** In the folder of a run, besides what the app writes. */
export const OUTBOX_FILE = 'outbox';
export const CLAIMS_FOLDER = 'claims';
export const FINDINGS_FOLDER = 'findings';
export const LOADED_FILE = 'loaded';
/** Says under which lock the folder was made: an app that writes on after the folder was removed may make it again. */
export const OWNER_FILE = 'owner';

export const RUN_NAME = /^run-\d+-[0-9a-f]{8}$/;

/** The name of the folder of one run: no two have the same. */
export function newRunName(): string {
  return `run-${process.pid}-${randomBytes(4).toString('hex')}`;
}

/** Makes the folder in which an app writes under a lock. */
export function makeRun(work: string, lock: HeldLock, name = newRunName()): string {
  const run = join(work, name);
  mkdirSync(run);
  try {
    writeFileSync(join(run, OWNER_FILE), lock.text);
    return run;
  } catch (error) {
    remove(run);
    throw error;
  }
}

/** @throws if the lock was lost, or the folder is no longer the one that was made under it */
export function verifyRun(run: string, lock: HeldLock): void {
  lock.verify();
  const owner = isRealFolder(run) ? smallFileAt(join(run, OWNER_FILE)) : undefined;
  if (typeof owner === 'object' && owner.text === lock.text) return;
  // Whoever has taken the lock since has removed the folder.
  lock.verify();
  throw new Error(
    `${shownPath(run)}, in which the app has written, was removed or replaced while it was at work, and nothing was put in place: run it again`,
  );
}

/** Whether this process belongs to an app that a synth runs under that lock, which waits for its end. */
export function isWithinRun(lock: string): boolean {
  const outdir = process.env[OUTDIR];
  if (outdir === undefined || outdir === '') return false;
  const [held, owner] = [lock, join(dirname(outdir), OWNER_FILE)].map(smallFileAt);
  return typeof held === 'object' && typeof owner === 'object' && held.text === owner.text;
}
