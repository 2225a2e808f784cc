import { realpathSync, statSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { readIfPossible } from '../../../lib/files/read-if-possible';
import { isInside } from '../../files/outside';
import { writeFiles } from '../../files/write-files';
import { bytesOf } from '../../manifests/file-bytes';
import type { FixedFile } from './planned-fixes';

/**
 * Writes what fixes make of files, all of a path or none, with the permissions that they have.
 *
 * @param asked the paths that the command was given: nothing is written elsewhere
 * @throws if a file has changed since it was read, or a link leads out of the paths
 */
export function writeFixes(files: readonly FixedFile[], asked: readonly string[]): void {
  const roots = asked.flatMap((path) => readIfPossible(() => rootOf(path)) ?? []);
  const byRoot = new Map<string, (readonly [path: string, contents: Uint8Array])[]>();
  const byReal = new Map<string, Pick<FixedFile, 'file' | 'after'>>();
  for (const { file, before, after } of files) {
    const now = bytesOf(file);
    if (typeof now === 'string' || !now.equals(before)) {
      throw new Error(`${file} has changed since it was read: nothing was written, run it again`);
    }
    const real = realpathSync(file);
    const root = roots.find(({ real: path }) => isInside(real, path));
    if (root === undefined)
      throw new Error(`${file} is a link that leads out of what was asked for: nothing was written`);
    const known = byReal.get(real);
    if (known !== undefined) {
      if (!known.after.equals(after))
        throw new Error(`${file} is ${known.file}, of which other things are to be fixed: nothing was written`);
      continue;
    }
    byReal.set(real, { file, after });
    const own = byRoot.get(root.folder) ?? [];
    own.push([relative(root.folder, real).split(sep).join('/'), after]);
    byRoot.set(root.folder, own);
  }
  for (const [folder, own] of byRoot) writeFiles(folder, own);
}

interface Root {
  /** What was asked for, as the file system calls it. */
  readonly real: string;
  /** The folder in which it is written. */
  readonly folder: string;
}

function rootOf(path: string): Root {
  const real = realpathSync(path);
  return { real, folder: statSync(real).isDirectory() ? real : dirname(real) };
}
