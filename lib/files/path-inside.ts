import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { entryAt } from './entry';

/** What is to happen to a link where a file shall be: it is replaced, or the file that it leads to is. */
export type LinkTreatment = 'replace' | 'follow';

/**
 * The file that a path names, proven to lie inside the folder: no `..`, nothing absolute, no link that leads out.
 *
 * @param root the folder, as the file system itself calls it
 * @throws if it leads out, or something that is no file stands there
 */
export function pathInside(root: string, path: string, links: LinkTreatment): string {
  const names = path.split('/');
  if (names.some((name) => name === '' || name === '.' || name === '..' || /[\\\0]/.test(name))) {
    throw new Error(`${JSON.stringify(path)} is no path inside of ${root}`);
  }
  let place = root;
  for (const [index, name] of names.entries()) {
    const isLast = index === names.length - 1;
    const next = join(place, name);
    const found = entryAt(next);
    if (found === undefined || (isLast && links === 'replace' && found.isSymbolicLink())) {
      return join(next, ...names.slice(index + 1));
    }
    place = found.isSymbolicLink() ? pathBehindLink(root, next, path) : next;
    const stats = found.isSymbolicLink() ? lstatSync(place) : found;
    if (isLast && !stats.isFile())
      throw new Error(`${path} is ${stats.isDirectory() ? 'a folder' : 'no file'}: move it`);
    if (!isLast && !stats.isDirectory())
      throw new Error(`${names.slice(0, index + 1).join('/')} is no folder: move it`);
  }
  return place;
}

/** A folder as the file system itself calls it, also one that is not there yet. */
export function realFolder(path: string): string {
  const rest: string[] = [];
  for (let place = path; ; place = dirname(place)) {
    if (entryAt(place) !== undefined || place === dirname(place)) return join(realpathSync(place), ...rest);
    rest.unshift(place.slice(dirname(place).length).replace(/^[\\/]/, ''));
  }
}

function pathBehindLink(root: string, link: string, path: string): string {
  let target: string;
  try {
    target = realpathSync(link);
  } catch {
    throw new Error(`${path} is behind a link that leads nowhere: move it`);
  }
  if (!target.startsWith(root.endsWith(sep) ? root : root + sep)) {
    throw new Error(`${path} is behind a link that leads out of ${root}: move it`);
  }
  return target;
}
