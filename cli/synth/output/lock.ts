import { createHash, randomBytes } from 'node:crypto';
import { closeSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MadeFolders } from '../../../lib/files/made-folders';
import { type LockHolder, newHolderText, parseHolder, shownHolder } from './lock-holder';
import { stateOf } from './process-identity';
import { SILENCE_MS, SignsOfLife, startBeating } from './signs-of-life';
import { type SmallFile, smallFileAt } from './small-file';
import { makeWorkFolder, shownPath } from './work-folder';

export interface LockOptions {
  /** Told once, when somebody else has the lock. */
  readonly onWait: (holder: string) => void;
  /** After this many milliseconds it gives up. */
  readonly patience: number;
  /** After this many milliseconds without a sign of life, a holder that cannot be asked counts as not at work. */
  readonly silence?: number;
}

export interface HeldLock {
  /** What it says: no other lock says the same. */
  readonly text: string;
  /** @throws if somebody else has taken it, or it is gone */
  readonly verify: () => void;
  readonly isHeld: () => boolean;
}

/** Where the system has no files that tell of processes, each look at a holder starts a program. */
const PAUSE_MS = process.platform === 'darwin' ? 100 : 25;

/** Names of what stands beside a lock for a moment: claims on the lock of a dead process, and drafts of either. */
export const LOCK_PARTS = /^lock(?:\.[0-9a-f]{16})*(?:\.\d+-[0-9a-f]{8})?$/;

/**
 * Runs something while no other process does so under the same lock. The lock of a process that is gone is taken over. So
 * may be one that was removed by hand, or held by a process that was stopped: whoever has it must verify that before each
 * step that others would see. The folder of the lock is made, and is gone afterwards if nothing else is in it.
 *
 * @throws if somebody else keeps the lock for too long, or nobody can tell whether its holder still runs
 */
export async function withLock<T>(file: string, options: LockOptions, run: (held: HeldLock) => Promise<T>): Promise<T> {
  const made = new MadeFolders();
  try {
    const text = newHolderText();
    const open = await enter(file, text, options, () => makeWorkFolder(dirname(file), made));
    made.take(dirname(file));
    const beats = startBeating(open);
    try {
      return await run({ text, verify: () => verify(file, text), isHeld: () => isHeld(file, text) });
    } finally {
      beats.stop();
      closeSync(open);
      if (isHeld(file, text)) rmSync(file, { force: true });
    }
  } finally {
    made.discard();
  }
}

async function enter(file: string, own: string, options: LockOptions, makeFolder: () => void): Promise<number> {
  const start = performance.now();
  const signs = new SignsOfLife(options.silence ?? SILENCE_MS);
  for (let told = false; ; ) {
    makeFolder();
    const result = acquire(file, own, signs);
    if (typeof result === 'number') return result;
    if (result === 'try again') {
      await sleep(PAUSE_MS);
      continue;
    }
    if (performance.now() - start >= options.patience) {
      throw new Error(
        `${shownHolder(result)}, is still at work: wait longer, see --wait, or if no synth is at work there, remove ${shownPath(file)}`,
      );
    }
    if (!told) options.onWait(shownHolder(result));
    told = true;
    await sleep(PAUSE_MS);
  }
}

/**
 * Takes the lock, and gives the open file, or tells who has it. It appears with its content in one step. Whoever takes over
 * the lock of a dead process first takes a lock for just that: only its owner may replace what the dead one left.
 */
function acquire(file: string, own: string, signs: SignsOfLife): number | LockHolder | 'try again' {
  const found = read(file);
  if (found === undefined) return putLock(file, own, link) ?? 'try again';
  // A server may have done what it then said that it could not.
  if (found.text === own) return openSync(file, 'r+');
  if (found.text === '' && !signs.isSilent(file, '', found.written)) return 'try again';
  const holder = livingHolder(file, found, signs);
  if (holder !== undefined) return holder;
  const claim = `${file}.${createHash('sha256').update(found.text).digest('hex').slice(0, 16)}`;
  const claimed = acquire(claim, own, signs);
  if (typeof claimed !== 'number') return claimed;
  try {
    // Somebody may have been through with it before the claim was taken.
    if (textAt(file) !== found.text) return 'try again';
    return putLock(file, own, rename) ?? 'try again';
  } finally {
    closeSync(claimed);
    rmSync(claim, { force: true });
  }
}

/**
 * Who has a lock and may be at work; undefined if it may be taken over.
 *
 * @throws if nobody can tell, and there has been no sign of life
 */
function livingHolder(file: string, { text, written }: SmallFile, signs: SignsOfLife): LockHolder | undefined {
  const holder = parseHolder(text);
  const state = holder === undefined ? 'gone' : stateOf(holder);
  if (holder === undefined || state === 'gone') return undefined;
  if (state === 'running') return holder;
  if (holder.beats && !signs.isSilent(file, text, written)) return holder;
  if (state === 'gone if silent') return undefined;
  const silence = holder.beats ? ', and has given no sign of life' : '';
  throw new Error(
    `${shownPath(file)} is that of ${shownHolder(holder)}, which nobody can ask from here${silence}: ` +
      `if no synth is at work there, remove ${shownPath(file)}`,
  );
}

/** Puts what was written in its place; gives the open file that is there if that is another one. */
type PutLock = (draft: string, file: string) => number | undefined;

/** Gives the open file that is the lock; undefined if somebody else was quicker. */
function putLock(file: string, own: string, place: PutLock): number | undefined {
  const draft = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  const opened: number[] = [];
  try {
    opened.push(writeNew(draft, own));
    const copy = place(draft, file);
    if (copy !== undefined) opened.push(copy);
    return opened.pop();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Another process may just have removed the folder, or what it found there.
    if (code === 'EEXIST' || code === 'ENOENT') return undefined;
    throw error;
  } finally {
    for (const open of opened) closeSync(open);
    rmSync(draft, { force: true });
  }
}

function rename(draft: string, file: string): undefined {
  renameSync(draft, file);
}

const NO_LINKS: readonly (string | undefined)[] = ['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EPROTO', 'EINVAL'];

/** Where a file system has no links, the lock is empty for a moment: nobody takes such a one at once. */
function link(draft: string, file: string): number | undefined {
  try {
    linkSync(draft, file);
    return undefined;
  } catch (error) {
    if (!NO_LINKS.includes((error as NodeJS.ErrnoException).code)) throw error;
    return writeNew(file, readFileSync(draft, 'utf8'));
  }
}

function writeNew(file: string, text: string): number {
  const open = openSync(file, 'wx');
  try {
    writeFileSync(open, text);
    return open;
  } catch (error) {
    closeSync(open);
    rmSync(file, { force: true });
    throw error;
  }
}

function verify(file: string, own: string): void {
  const text = textAt(file);
  if (text === own) return;
  const holder = text === undefined ? undefined : parseHolder(text);
  const what =
    text === undefined
      ? 'it was removed'
      : holder === undefined
        ? 'something else stands there'
        : `it is that of ${shownHolder(holder)}`;
  throw new Error(
    `this synth has lost its lock ${shownPath(file)} while it was at work (${what}), and has replaced nothing: ` +
      'run it again when no other one is at work',
  );
}

function isHeld(file: string, own: string): boolean {
  try {
    return textAt(file) === own;
  } catch {
    return false;
  }
}

/** What a lock says; undefined if it is gone. */
function read(file: string): SmallFile | undefined {
  const found = smallFileAt(file);
  if (typeof found === 'string') {
    throw new Error(`${shownPath(file)} is ${found}, and no lock of a synth: move it away`);
  }
  return found;
}

function textAt(file: string): string | undefined {
  const found = smallFileAt(file);
  return typeof found === 'object' ? found.text : found;
}
