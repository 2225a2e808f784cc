import { isAbsolute, relative, sep } from 'node:path';

/** Whether a way, as `relative` gives it, leads out of where it begins. */
export function isOutside(way: string): boolean {
  return way.split(sep)[0] === '..' || isAbsolute(way);
}

/** Whether a path is a folder, or lies in it. */
export function isInside(path: string, folder: string): boolean {
  return !isOutside(relative(folder, path));
}
