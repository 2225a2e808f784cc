import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, parse } from 'node:path';
import { isInside } from '../files/outside';
import { projectOf } from '../manifests/manifest-files';

const NAMES = process.platform === 'win32' ? (name: string) => `${name}.exe` : (name: string) => name;

/**
 * Where a program is that somebody has installed: absolute folders of PATH count, unless they or the program lie in what
 * was checked out, where anybody may put one of that name.
 */
export function installedProgram(
  name: string,
  path: string | undefined,
  projects: readonly string[],
): string | undefined {
  return trustedFolders(path, projects)
    .flatMap((folder) => realProgram(join(folder, NAMES(name))) ?? [])
    .find((program) => !isOwn(program, projects));
}

/** The folders of PATH that say where they are, and lie in none of the projects. */
export function trustedFolders(path: string | undefined, projects: readonly string[]): string[] {
  return (path ?? '').split(delimiter).filter((folder) => isAbsolute(folder) && !isOwn(folder, projects));
}

function isOwn(place: string, projects: readonly string[]): boolean {
  return projects.some((project) => isInside(place, project));
}

/** The folders of others: the work tree of the working folder and of what is rendered, or these themselves. */
export function checkedOut(folders: readonly string[]): string[] {
  const projects = ['.', ...folders]
    .filter((folder) => existsSync(folder))
    .map((folder) => projectOf(realpathSync(folder)));
  // Nobody checks out a whole disk.
  return [...new Set(projects)].filter((project) => parse(project).root !== project);
}

function realProgram(path: string): string | undefined {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile() ? realpathSync(path) : undefined;
  } catch {
    return undefined;
  }
}
