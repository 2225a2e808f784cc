import { createHash, randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { entryAt } from '../../../lib/files/entry';
import { type ProcessIdentity, parsedIdentity, stateOf, thisProcess } from './process-identity';
import { kindOf, makeWorkFolder, removeIfEmpty, shownPath } from './work-folder';

export interface LockOptions {
  /** Told once, when somebody else has the lock. */
  readonly onWait: (owner: ProcessIdentity) => void;
  /** After this many milliseconds it gives up. */
  readonly patience: number;
}

const PAUSE_MS = 25;
/** A lock is a line. */
const LARGEST = 65_536;

/** Names of what stands beside a lock for a moment: claims on the lock of a dead process, and drafts of either. */
export const LOCK_PARTS = /^lock(?:\.[0-9a-f]{16})*(?:\.\d+-[0-9a-f]{8})?$/;

/**
 * Runs something while no other process does so under the same lock. The lock of a process that is gone is taken over.
 * The folder of the lock is made, and is gone afterwards if nothing else is in it.
 *
 * @throws if somebody else keeps the lock for too long, or nobody can tell whether its owner still runs
 */
export async function withLock<T>(file: string, options: LockOptions, run: () => Promise<T>): Promise<T> {
  const own = JSON.stringify(thisProcess());
  const start = performance.now();
  const made = new Set<string>();
  let told = false;
  try {
    for (;;) {
      for (const folder of makeWorkFolder(dirname(file))) made.add(folder);
      const owner = acquire(file, own);
      if (owner === undefined) break;
      if (owner === 'try again') continue;
      if (!told) options.onWait(owner);
      told = true;
      if (performance.now() - start > options.patience) {
        throw new Error(
          `process ${owner.pid} on ${owner.host} is still at work: if that is not so, remove ${shownPath(file)}`,
        );
      }
      await sleep(PAUSE_MS);
    }
    try {
      return await run();
    } finally {
      rmSync(file, { force: true });
    }
  } finally {
    removeIfEmpty([dirname(file)]);
    removeIfEmpty([...made].filter((folder) => folder !== dirname(file)));
  }
}

/**
 * Takes the lock, or tells who has it. It appears with its content in one step. Whoever takes over the lock of a dead
 * process first takes a lock for just that: only its owner may replace what the dead one left.
 */
function acquire(file: string, own: string): ProcessIdentity | 'try again' | undefined {
  if (placed(file, own, linkSync)) return undefined;
  const found = read(file);
  if (found === undefined) return 'try again';
  const owner = parsedIdentity(found);
  const state = owner === undefined ? 'gone' : stateOf(owner);
  if (owner !== undefined && state === 'running') return owner;
  if (owner !== undefined && state === 'unknown') {
    throw new Error(
      `${shownPath(file)} is that of process ${owner.pid} on ${JSON.stringify(owner.host)}, which nobody can ask from here: ` +
        `if no synth is at work there, remove ${shownPath(file)}`,
    );
  }
  const claim = `${file}.${createHash('sha256').update(found).digest('hex').slice(0, 16)}`;
  const rival = acquire(claim, own);
  if (rival !== undefined) return rival;
  try {
    // Somebody may have been through with it before the claim was taken.
    if (read(file) !== found) return 'try again';
    return placed(file, own, renameSync) ? undefined : 'try again';
  } finally {
    rmSync(claim, { force: true });
  }
}

function placed(file: string, own: string, place: (from: string, to: string) => void): boolean {
  const draft = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(draft, own, { flag: 'wx' });
    place(draft, file);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Another process may just have removed the folder, or what it found there.
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** What a lock says; undefined if it is gone. */
function read(file: string): string | undefined {
  const found = entryAt(file);
  if (found === undefined) return undefined;
  if (!found.isFile() || found.size > LARGEST) {
    const what = found.isFile() ? 'a large file' : kindOf(found);
    throw new Error(`${shownPath(file)} is ${what}, and no lock of a synth: move it away`);
  }
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
