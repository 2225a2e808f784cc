import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stageFiles } from '../../../lib/files/staged-files';
import { readKept, sha256 } from './kept-code';

interface Reason {
  /** The file that needs more than a quick start offers. */
  readonly file: string;
  readonly hash: string;
}

/** Notes that a program has to run as it is, because of one of its files. */
export function noteAsItIs(folder: string, entry: string, file: string): void {
  try {
    const reason: Reason = { file, hash: sha256(readFileSync(file)) };
    stageFiles(folder, [[noteFor(entry), JSON.stringify(reason)]], 'replace').commit();
  } catch {
    // It will give up once more.
  }
}

/** Whether a program has to run as it is, as far as is known: if that is wrong, it only takes longer. */
export function runsAsItIs(folder: string, entry: string): boolean {
  try {
    const { file, hash }: Reason = JSON.parse(readKept(join(folder, noteFor(entry))).toString());
    return sha256(readKept(file)) === hash;
  } catch {
    return false;
  }
}

function noteFor(entry: string): string {
  return `as-it-is-${sha256(entry).slice(0, 16)}`;
}
