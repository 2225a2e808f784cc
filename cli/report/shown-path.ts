import { basename, isAbsolute, relative, sep } from 'node:path';
import { printable } from '../terminal/printable';

/** The path as it may stand in a report: the same on every machine. */
export function shownPath(path: string): string {
  if (path === '-') return 'standard input';
  const own = isAbsolute(path) ? relative(process.cwd(), path) : path;
  const inside = own.split(sep)[0] !== '..' && !isAbsolute(own);
  return printable((inside ? own : basename(path)).split(sep).join('/')) || '.';
}
