/** What is wrong with a path that must stay below where it starts, if anything. */
export function descendingPathProblem(path: string): string | undefined {
  if (path.startsWith('/')) return 'must be relative: write it without the "/" in front';
  return backstepProblem(path);
}

/** What is wrong with a path that must not lead back, if anything. */
export function backstepProblem(path: string): string | undefined {
  return path.split('/').includes('..') ? 'must not lead back: write it without ".."' : undefined;
}

/** What is wrong with the path of a file in a volume, if anything: names that start with ".." are the kubelet's own. */
export function volumeFilePathProblem(path: string): string | undefined {
  const problem = descendingPathProblem(path);
  return problem ?? (path.startsWith('..') ? 'must not start with "..": rename the file' : undefined);
}
