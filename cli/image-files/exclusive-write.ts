import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { imageFileText } from '../../lib/images/image-file';
import { writeFiles } from '../files/write-files';

/** Somebody else has written the file. */
export class ChangedMeanwhile extends Error {}

/**
 * Replaces the text of a file, if that is as somebody has read it. Whoever else changes it by a command waits meanwhile, so
 * that none of them loses what the other one has written.
 *
 * @param from what was read
 * @throws ChangedMeanwhile if it is no longer so; or if it cannot be written
 */
export function putTextInPlace(file: string, from: string, to: string): void {
  const lock = `${file}.lock`;
  take(lock, file);
  try {
    if (imageFileText(file) !== from) throw new ChangedMeanwhile(`${file} was changed by somebody else meanwhile`);
    writeFiles('.', [[file, `${byteOrderMark(file)}${to}`]]);
  } finally {
    rmSync(lock, { force: true });
  }
}

/** What reads a file leaves it out. */
function byteOrderMark(file: string): string {
  const [mark] = readFileSync(file, 'utf8');
  return mark === '\uFEFF' ? mark : '';
}

/** It is held for as long as a write takes: an older one is that of a killed process. */
const LEFT_BEHIND_MS = 5_000;
const PAUSE_MS = 20;

function take(lock: string, file: string): void {
  const until = Date.now() + 2 * LEFT_BEHIND_MS;
  while (!isTaken(lock, file)) {
    if (Date.now() > until)
      throw new Error(`nothing was written: ${lock} stays, which says that another command writes`);
    if (ageOf(lock) > LEFT_BEHIND_MS) rmSync(lock, { force: true });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
}

function isTaken(lock: string, file: string): boolean {
  try {
    closeSync(openSync(lock, 'wx'));
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    throw new Error(`nothing was written: ${file} cannot be replaced (${code})`);
  }
}

/** In milliseconds; none where it has gone meanwhile. */
function ageOf(lock: string): number {
  const stats = statSync(lock, { throwIfNoEntry: false });
  return stats === undefined ? 0 : Date.now() - stats.mtimeMs;
}
