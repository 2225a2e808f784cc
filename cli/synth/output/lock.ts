import { createHash, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, type ProcessIdentity, parsedIdentity, thisProcess } from './process-identity';

export interface LockOptions {
  /** Told once, when somebody else has the lock. */
  readonly onWait: (owner: ProcessIdentity) => void;
  /** After this many milliseconds it gives up. */
  readonly patience: number;
}

const PAUSE_MS = 25;

/**
 * Runs something while no other process does so under the same lock. The lock of a process that is gone is taken over.
 * The folder of the lock is made, and is gone afterwards if nothing else is in it.
 *
 * @throws if somebody else keeps the lock for too long
 */
export async function withLock<T>(file: string, options: LockOptions, run: () => Promise<T>): Promise<T> {
  const own = JSON.stringify(thisProcess());
  const start = performance.now();
  let told = false;
  for (;;) {
    const owner = acquire(file, own);
    if (owner === undefined) break;
    if (!told) options.onWait(owner);
    told = true;
    if (performance.now() - start > options.patience) {
      throw new Error(
        `process ${owner.pid} on ${owner.host} is still at work: if that is not so, remove ${dirname(file)}`,
      );
    }
    await sleep(PAUSE_MS);
  }
  try {
    return await run();
  } finally {
    rmSync(file, { force: true });
    removeIfEmpty(dirname(file));
  }
}

/**
 * Takes the lock, or tells who has it. It appears with its content in one step. Whoever takes over the lock of a dead
 * process first takes a lock for just that: only its owner may replace what the dead one left.
 */
function acquire(file: string, own: string): ProcessIdentity | undefined {
  if (create(file, own)) return undefined;
  const found = read(file);
  if (found === undefined) return acquire(file, own);
  const owner = parsedIdentity(found);
  if (owner !== undefined && isRunning(owner)) return owner;
  const claim = `${file}.${createHash('sha256').update(found).digest('hex').slice(0, 16)}`;
  const rival = acquire(claim, own);
  if (rival !== undefined) return rival;
  try {
    // Somebody may have been through with it before the claim was taken.
    if (read(file) !== found) return acquire(file, own);
    write(file, own, renameSync);
    return undefined;
  } finally {
    rmSync(claim, { force: true });
  }
}

function create(file: string, own: string): boolean {
  try {
    mkdirSync(dirname(file), { recursive: true });
    write(file, own, linkSync);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // Another process has just removed the folder.
    if (code === 'ENOENT') return create(file, own);
    throw error;
  }
}

function write(file: string, own: string, place: (from: string, to: string) => void): void {
  const draft = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(draft, own);
    place(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Somebody else is at work there.
  }
}
