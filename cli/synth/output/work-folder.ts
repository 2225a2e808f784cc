import type { Stats } from 'node:fs';
import { dirname, relative } from 'node:path';
import { entryAt } from '../../../lib/files/entry';
import type { MadeFolders } from '../../../lib/files/made-folders';

/**
 * Makes the folder in which a synth keeps what is not finished, if it is not there.
 *
 * @throws if something else stands there, or it is not the user's own: a synth tidies only what it made
 */
export function makeWorkFolder(work: string, made: MadeFolders): void {
  made.make(work);
  const found = entryAt(work);
  if (found === undefined) return;
  if (!found.isDirectory()) {
    throw new Error(
      `${shownPath(work)} is ${kindOf(found)}, and a synth keeps a folder of its own there: move it away`,
    );
  }
  if (!isOwn(found, dirname(work))) {
    throw new Error(
      `${shownPath(work)} belongs to another user (${found.uid}), and a synth tidies only what is its own: move it away`,
    );
  }
}

/**
 * Whether the user that runs this has made what stands in a folder, as far as the system knows users. Some disks give all
 * that is made there to one user, who then has the folder as well; and whose the folder is, he may do anything in it.
 */
export function isOwn({ uid }: Stats, folder: string): boolean {
  return process.getuid === undefined || [process.getuid(), entryAt(folder)?.uid].includes(uid);
}

export function kindOf(stats: Stats): string {
  if (stats.isSymbolicLink()) return 'a link';
  if (stats.isDirectory()) return 'a folder';
  return stats.isFile() ? 'a file' : 'neither a file nor a folder';
}

export function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
}
