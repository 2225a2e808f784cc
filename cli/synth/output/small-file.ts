import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { entryAt } from '../../../lib/files/entry';
import { kindOf } from './work-folder';

/** A line or two. */
const LARGEST = 65_536;

export interface SmallFile {
  readonly text: string;
  /** When it was last written, in nanoseconds of whatever clock the file system goes by. */
  readonly written: bigint;
}

/**
 * What a synth has noted in a file; undefined if there is none.
 *
 * @returns a text of what else stands there: a link is not followed, a pipe is not waited for
 */
export function smallFileAt(path: string): SmallFile | string | undefined {
  const found = entryAt(path);
  if (found === undefined) return undefined;
  if (!found.isFile()) return kindOf(found);
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const stats = fstatSync(file, { bigint: true });
    if (!stats.isFile()) return 'no file';
    if (stats.size > LARGEST) return 'a large file';
    const bytes = Buffer.alloc(Number(stats.size));
    return { text: bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, 0)), written: stats.mtimeNs };
  } finally {
    closeSync(file);
  }
}
