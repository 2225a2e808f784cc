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
  const seen = new Set(
    [...manifests, ...problems].map(({ file }) => pathFromHere(file)).concat(without.map(pathFromHere)),
  );
  const unread = new Set(problems.map(({ file }) => pathFromHere(file)));
  return {
    left: problems.filter(({ file }) => !exceptions.some(({ files }) => fitsGlob(pathFromHere(file), files))),
    uses: exceptions.map((exception) => {
      const fitting = (files: ReadonlySet<string>) => [...files].filter((file) => fitsGlob(file, exception.files));
      const count = fitting(unread).length;
      const wasAsked = fitting(seen).length > 0 || asked.some((path) => isBelow(exception.files, pathFromHere(path)));
      return { exception, count, isVain: count === 0 && wasAsked };
    }),
  };
}

/** Whether all that the pattern fits is below a path. */
function isBelow(pattern: string, path: string): boolean {
  return path === '' || pattern === path || pattern.startsWith(`${path}/`);
}

function pathFromHere(file: string): string {
  const path = relative(process.cwd(), resolve(file));
  return isAbsolute(path) ? path : path.split(sep).join('/');
}
