import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { UnreadException } from '../../lib/configuration/configuration';
import { fitsGlob } from './glob';
import type { ReadManifests, ReadProblem } from './read-manifests';

export interface ExceptedUse {
  readonly exception: UnreadException;
  /** How many unread files it is for. */
  readonly count: number;
  /** Whether it is for nothing, although its files were asked for. */
  readonly isVain: boolean;
}

/** The problems for which there is no exception, and what each exception is good for. */
export function withExceptions(
  { manifests, problems, without }: ReadManifests,
  exceptions: readonly UnreadException[],
  asked: readonly string[],
): { left: ReadProblem[]; uses: ExceptedUse[] } {
  const seen = new Set([
    ...manifests.map(({ file, rendered }) => pathFromHere(rendered?.file ?? file)),
    ...problems.flatMap(pathsOf),
    ...without.map(pathFromHere),
  ]);
  const unread = new Map(problems.map(pathsOf).map((paths) => [paths[0], paths]));
  return {
    left: problems.filter(
      (problem) => !exceptions.some(({ files }) => pathsOf(problem).some((path) => fitsGlob(path, files))),
    ),
    uses: exceptions.map((exception) => {
      const isFitting = (file: string) => fitsGlob(file, exception.files);
      const count = [...unread.values()].filter((paths) => paths.some(isFitting)).length;
      const wasAsked = [...seen].some(isFitting) || asked.some((path) => isBelow(exception.files, pathFromHere(path)));
      return { exception, count, isVain: count === 0 && wasAsked };
    }),
  };
}

/** How an exception may call it: by what stands for it, which is a file, or by the rendering. */
function pathsOf({ file, real }: ReadProblem): string[] {
  return [...(real === undefined ? [] : [real.file]), file].map(pathFromHere);
}

/** Whether all that the pattern fits is below a path. */
function isBelow(pattern: string, path: string): boolean {
  return path === '' || pattern === path || pattern.startsWith(`${path}/`);
}

function pathFromHere(file: string): string {
  const path = relative(process.cwd(), resolve(file));
  return isAbsolute(path) ? path : path.split(sep).join('/');
}
