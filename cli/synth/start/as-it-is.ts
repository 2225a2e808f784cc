import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from './kept-code';

/** With which a program ends that has to run as it is. Should it end so by itself, it is run once more. */
export const GIVEN_UP = 120;

interface Reason {
  /** The file that needs more than a quick start offers. */
  readonly file: string;
  readonly hash: string;
}

/** Notes that a program has to run as it is, because of one of its files. */
export function noteAsItIs(folder: string, entry: string, file: string): void {
  try {
    const reason: Reason = { file, hash: sha256(readFileSync(file)) };
    mkdirSync(folder, { recursive: true });
    writeFileSync(noteOf(folder, entry), JSON.stringify(reason));
  } catch {
    // It will give up once more.
  }
}

/** Whether a program has to run as it is, as far as is known: if that is wrong, it only takes longer. */
export function runsAsItIs(folder: string, entry: string): boolean {
  try {
    const { file, hash }: Reason = JSON.parse(readFileSync(noteOf(folder, entry), 'utf8'));
    return sha256(readFileSync(file)) === hash;
  } catch {
    return false;
  }
}

function noteOf(folder: string, entry: string): string {
  return join(folder, `as-it-is-${sha256(entry).slice(0, 16)}`);
}
