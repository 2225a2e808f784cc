import { randomBytes } from 'node:crypto';
import { chmodSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { entryAt } from '../../../lib/files/entry';

export const GONE_NAME = /^gone-[0-9a-f]{16}$/;

/**
 * Removes a folder that has a meaning, without that half of it could ever be taken for the whole. What is left of it after
 * a kill, the next synth removes.
 */
export function discard(folder: string): boolean {
  const gone = join(dirname(folder), `gone-${randomBytes(8).toString('hex')}`);
  try {
    renameSync(folder, gone);
  } catch {
    return entryAt(folder) === undefined;
  }
  return remove(gone);
}

/** Tells whether it is gone: there may be something in it that cannot be removed, and that is no reason to fail. */
export function remove(path: string): boolean {
  for (const prepare of [() => undefined, unlock]) {
    try {
      prepare(path);
      rmSync(path, { recursive: true, force: true });
      return true;
    } catch {
      // It may be one of the other way.
    }
  }
  return entryAt(path) === undefined;
}

/** Folders keep their modes, also those that forbid to remove what is in them. */
function unlock(folder: string): void {
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) unlock(join(folder, entry.name));
  }
}
