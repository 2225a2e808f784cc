import { runGit } from './git';

/** The URLs of the remotes of a work tree that are no folders; empty where it has none, and where nobody can tell. */
export function remotesIn(folder: string): string[] {
  try {
    const listed = runGit(['config', '--null', '--get-regexp', '^remote\\..*\\.url$'], folder)?.toString('utf8') ?? '';
    return listed
      .split('\0')
      .flatMap((entry) => entry.split('\n').slice(1, 2))
      .filter((url) => !isFolder(url));
  } catch {
    return [];
  }
}

/**
 * Whether two URLs mean one repository: by HTTPS or SSH, by whatever name of the host, which SSH and companies give of their
 * own.
 */
export function isSameRepository(some: string, other: string): boolean {
  return pathOf(some) === pathOf(other);
}

/** A clone of a clone says nothing of where the first one came from. */
function isFolder(url: string): boolean {
  return /^file:|^[A-Za-z]:[\\/]/i.test(url) || !/^[^/]+:/.test(url);
}

function pathOf(url: string): string {
  const path = /^[a-z+]+:\/\/[^/]*\/(.*)$/is.exec(url)?.[1] ?? /^[^/:]+:(.*)$/s.exec(url)?.[1] ?? url;
  return path
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/i, '')
    .toLowerCase();
}
