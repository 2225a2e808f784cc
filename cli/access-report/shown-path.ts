import { existsSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { remembered } from '../../lib/text/remembered';
import { isOutside } from '../files/outside';
import { parentsOf } from '../files/parents';
import { printable } from '../terminal/printable';

/**
 * The path as it may stand in a report: the same on every machine, and for an absolute one in every working folder: it
 * counts from the project in which it lies.
 */
export function shownPath(path: string): string {
  if (path === '-') return 'standard input';
  const own = relative('.', path);
  const isOwn = !isOutside(own);
  const shown = isOwn && !isAbsolute(path) ? own : (pathFromProject(resolve(path)) ?? (isOwn ? own : path));
  return printable(shown.split(sep).join('/')) || '.';
}

const MARKS = ['.git', 'cdk8s.yaml', 'package.json'];
const isProject = remembered((folder) => MARKS.some((mark) => existsSync(join(folder, mark))));

function pathFromProject(path: string): string | undefined {
  const project = parentsOf(path).find(isProject);
  return project === undefined ? undefined : relative(project, path);
}
