import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { parentsOf } from '../files/parents';
import { readableOutput } from '../files/readable-output';
import { MAX_ENTRIES, projectOf } from './manifest-files';
import { isKeptByTools, isKustomization } from './rendered-folders';

/**
 * The kustomizations in the work tree of paths, as the user would write them: kustomize takes patches from below its own
 * folder, and, where it is told so (--load-restrictor), from anywhere. Without a work tree, those in the folders above.
 */
export function kustomizationsAround(paths: readonly string[]): string[] {
  const found = new Set<string>();
  for (const path of paths) {
    const at = readableOutput(path);
    if (path === '-' || !existsSync(at)) continue;
    const real = realpathSync(at);
    const project = projectOf(real);
    if (existsSync(join(project, '.git'))) addBelow(project, found);
    else for (const folder of parentsOf(dirname(real))) if (isIn(folder, project)) addFrom(folder, found);
  }
  return [...found].map((file) => relative(process.cwd(), file));
}

/** The same text for the same file, whatever links lead to its folder. */
export function realIdentity(): (path: string) => string {
  const folders = new Map<string, string>();
  return (path) => {
    const folder = dirname(resolve(path));
    const known = folders.get(folder) ?? realFolder(folder);
    folders.set(folder, known);
    return join(known, basename(path));
  };
}

function realFolder(folder: string): string {
  try {
    return realpathSync(readableOutput(folder));
  } catch {
    return folder;
  }
}

function isIn(folder: string, project: string): boolean {
  return folder === project || folder.startsWith(join(project, '/'));
}

function addFrom(folder: string, found: Set<string>): void {
  for (const name of entriesOf(folder)) if (isKustomization(name.name)) found.add(join(folder, name.name));
}

/** Folder after folder, those further up first; of a tree that has too many files, some. */
function addBelow(top: string, found: Set<string>): void {
  const folders = [top];
  let count = 0;
  for (let folder = folders.shift(); folder !== undefined && count < MAX_ENTRIES; folder = folders.shift()) {
    for (const entry of entriesOf(folder)) {
      count++;
      if (entry.isDirectory() && !isKeptByTools(entry.name)) folders.push(join(folder, entry.name));
      else if (isKustomization(entry.name)) found.add(join(folder, entry.name));
    }
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
