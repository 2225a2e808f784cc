import { posix } from 'node:path';
import type { ComposeOptions } from '../../access/compose-options';
import { pathInRepository, submodulesOf } from '../../git/manifests-at';
import { RECORD_FILES } from '../../record/find-record';

/** What programs are written in. */
const PROGRAMS = ['ts', 'mts', 'cts', 'tsx', 'js', 'mjs', 'cjs', 'py', 'java', 'kt', 'go', 'cs'];

export interface SearchedFiles {
  /** As git reads them. */
  readonly pathspecs: readonly string[];
  /** Whether a file, from the top of the repository, is one of the manifests, or records of a laptop, that are checked. */
  readonly isChecked: (file: string) => boolean;
  /** Submodules that hold some of these: each has a history of its own. */
  readonly submodules: readonly string[];
}

/**
 * Where in a repository somebody may have named a key: the manifests, what a laptop runs by, and programs; not in the key
 * catalogue, which names all there are.
 *
 * @throws if a path is not in the repository
 */
export function searchedFiles(
  paths: readonly string[],
  { compose = true }: ComposeOptions,
  catalogue: string,
  top: string,
): SearchedFiles {
  const records = Array.isArray(compose) ? compose : compose ? RECORD_FILES : [];
  const checked = [...paths, ...records].map((path) => pathInRepository(path, top));
  const excluded = excludedFiles(catalogue, top);
  return {
    pathspecs: [
      ...checked.map((path) => (path === '' ? ':(top)' : `:(top,literal)${path}`)),
      ...PROGRAMS.map((ending) => `:(glob)**/*.${ending}`),
      ':(exclude,top,glob)**/node_modules/**',
      ':(exclude,top,glob)**/*.lock.json',
      ...excluded,
    ],
    submodules: submodulesOf(top).filter((module) =>
      checked.some((path) => path === '' || isSameOrBelow(module, path) || isSameOrBelow(path, module)),
    ),
    isChecked: (file) => checked.some((path) => path === '' || isSameOrBelow(file, path)),
  };
}

function isSameOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}${posix.sep}`);
}

function excludedFiles(catalogue: string, top: string): string[] {
  try {
    const path = pathInRepository(catalogue, top);
    return path === '' ? [] : [`:(exclude,top,literal)${path}`];
  } catch {
    return [];
  }
}
