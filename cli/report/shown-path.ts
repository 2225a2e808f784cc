import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { isOutside } from '../files/outside';
import { printable } from '../terminal/printable';

/**
 * The path as it may stand in a report: the same on every machine, and for an absolute one in every working folder: it
 * counts from the project in which it lies.
 */
export function shownPath(path: string): string {
  if (path === '-') return 'standard input';
  const own = relative('.', path);
  const isOwn = !isOutside(own);
  const shown = isOwn && !isAbsolute(path) ? own : (pathFromProject(resolve(path)) ?? (isOwn ? own : basename(path)));
  return printable(shown.split(sep).join('/')) || '.';
}

const MARKS = ['.git', 'cdk8s.yaml', 'package.json'];
const projects = new Map<string, string | undefined>();

function pathFromProject(path: string): string | undefined {
  const project = projectAbove(path);
  return project === undefined ? undefined : relative(project, path);
}

function projectAbove(folder: string): string | undefined {
  if (!projects.has(folder)) {
    const isProject = MARKS.some((mark) => existsSync(join(folder, mark)));
    const above = dirname(folder);
    projects.set(folder, isProject ? folder : above === folder ? undefined : projectAbove(above));
  }
  return projects.get(folder);
}
