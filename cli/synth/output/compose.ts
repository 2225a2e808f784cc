import {
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { byName } from '../../../lib/collections/order';
import { keepOwnerAndMode } from '../../../lib/files/owner-and-mode';
import { areSameFiles, type EntryKind, entriesIn } from './folder-entries';
import { foreignEntries } from './ownership';
import { shownPath } from './work-folder';

export type FileChange = 'added' | 'changed' | 'removed';

/** What an output folder will be, and in what it differs from what it is. */
export interface Composition {
  /** The files that differ, by path, in order. */
  readonly changes: ReadonlyMap<string, FileChange>;
  readonly entries: ReadonlyMap<string, EntryKind>;
  /** Those of them that no synth wrote. */
  readonly foreign: ReadonlySet<string>;
}

/** Whether files of the old folder become files of the new one, or copies do, so that the old one is only read. */
export type TakeOver = 'link' | 'copy';

/**
 * Makes what an app has written into the whole new output folder: with the files that somebody else put into the old
 * one, and with the old file itself wherever the new one is the same.
 */
export function composeOutput(old: string, next: string, takeOver: TakeOver): Composition {
  const before = entriesAt(old);
  const written = entriesIn(next);
  const foreign = foreignEntries(old, before).filter((path) => !written.has(path));
  for (const path of foreign) carryOver(old, next, path, { kind: before.get(path), takeOver });
  const entries = new Map(
    [...written, ...foreign.map((path) => [path, before.get(path) ?? 'file'] as const)].sort(byName),
  );
  const changes = new Map<string, FileChange>();
  for (const [path, kind] of written) {
    const was = before.get(path);
    if (was === undefined) changes.set(path, 'added');
    else if (was !== kind || !keepSame(join(old, path), join(next, path), { kind, takeOver }))
      changes.set(path, 'changed');
  }
  for (const path of before.keys()) if (!entries.has(path)) changes.set(path, 'removed');
  // At last, and the innermost first: a mode may forbid to write there.
  for (const folder of foldersOf(entries)) keepFolder(join(old, folder), join(next, folder));
  return { changes: new Map([...changes].sort(byName)), entries, foreign: new Set(foreign) };
}

/**
 * Makes sure that the new folder still has what somebody else put into the old one: validations take their time.
 *
 * @throws if it has changed since
 */
export function verifyForeign(old: string, next: string, { entries, foreign }: Composition): void {
  const now = entriesAt(old);
  const found = new Set(foreignEntries(old, now).filter((path) => foreign.has(path) || !entries.has(path)));
  const isSame = (path: string) => {
    const kind = now.get(path);
    return kind === entries.get(path) && found.has(path) && hasSame(join(old, path), join(next, path), kind);
  };
  const changed = [...new Set([...found, ...foreign])].find((path) => !isSame(path));
  if (changed === undefined) return;
  throw new Error(
    `somebody has changed ${JSON.stringify(changed)} in ${shownPath(old)} while this synth was at work, which has replaced nothing: run it again`,
  );
}

function hasSame(old: string, next: string, kind: EntryKind | undefined): boolean {
  if (kind === 'link') return readlinkSync(old) === readlinkSync(next);
  // Most are the old file itself.
  return kind !== 'file' || lstatSync(old).ino === lstatSync(next).ino || areSameFiles(old, next);
}

interface Taken {
  readonly kind: EntryKind | undefined;
  readonly takeOver: TakeOver;
}

function carryOver(old: string, next: string, path: string, { kind, takeOver }: Taken): void {
  const [from, to] = [join(old, path), join(next, path)];
  try {
    mkdirSync(kind === 'empty folder' ? to : dirname(to), { recursive: true });
    if (kind === 'link') symlinkSync(readlinkSync(from), to);
    else if (kind === 'file') linkOrCopy(from, to, takeOver);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST' && code !== 'ENOTDIR') throw error;
    throw new Error(`"${path}" is not one of the app's files, and the app writes another one in its place: move it`);
  }
}

/** Whether both are the same; then the new one becomes the old one. Else it gets its mode. */
function keepSame(old: string, next: string, { kind, takeOver }: Taken): boolean {
  if (kind === 'link') return readlinkSync(old) === readlinkSync(next);
  if (kind === 'empty folder') return true;
  if (!areSameFiles(old, next)) {
    keepOwnerAndMode(next, statSync(old));
    return false;
  }
  if (takeOver === 'copy') return true;
  rmSync(next);
  linkOrCopy(old, next, takeOver);
  return true;
}

function linkOrCopy(from: string, to: string, takeOver: TakeOver): void {
  try {
    if (takeOver === 'link') {
      linkSync(from, to);
      return;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
  }
  // Another file system, or one without links.
  copyFileSync(from, to, constants.COPYFILE_EXCL);
  const stats = statSync(from);
  keepOwnerAndMode(to, stats);
  utimesSync(to, stats.atime, stats.mtime);
}

function foldersOf(entries: ReadonlyMap<string, EntryKind>): string[] {
  const folders = new Set(['']);
  for (const [path, kind] of entries) {
    if (kind === 'empty folder') folders.add(path);
    for (let parent = dirname(path); parent !== '.'; parent = dirname(parent)) folders.add(parent);
  }
  return [...folders].sort((one, other) => other.length - one.length);
}

function keepFolder(old: string, next: string): void {
  const stats = lstatSync(old, { throwIfNoEntry: false });
  if (stats?.isDirectory()) keepOwnerAndMode(next, stats);
}

function entriesAt(folder: string): Map<string, EntryKind> {
  return lstatSync(folder, { throwIfNoEntry: false }) === undefined ? new Map() : entriesIn(folder);
}
