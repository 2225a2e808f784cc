import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { isOutside } from '../files/outside';

/**
 * Whether each file of a project lies in its folder, whatever its name comes from and whatever links stand there.
 *
 * @throws if one does not
 */
export function assertInside(folder: string, files: Iterable<string>): void {
  const root = resolve(folder);
  for (const file of files) {
    if (!isBelow(root, resolve(root, file))) throw new Error(`${file}: this name leads out of ${folder}`);
    const link = foreignLink(root, file);
    if (link !== undefined) {
      throw new Error(
        `${relative(dirname(root), link)} is a link that leads out of ${folder}: remove it, or write elsewhere with --out`,
      );
    }
  }
}

function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && !isOutside(way);
}

/** The first link on the way to a file that leads out of the folder, or to nothing. */
function foreignLink(root: string, file: string): string | undefined {
  const parts = file.split(/[\\/]/);
  for (let length = 1; length <= parts.length; length++) {
    const path = join(root, ...parts.slice(0, length));
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    if (stats.isSymbolicLink() && !leadsInside(root, path)) return path;
  }
  return undefined;
}

function leadsInside(root: string, link: string): boolean {
  try {
    return isBelow(realpathSync(root), realpathSync(link));
  } catch {
    return false;
  }
}
