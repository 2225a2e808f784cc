import { lstatSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { fields } from '../../lib/validation/manifest';
import { ProblemsError } from '../terminal/failure-text';
import { decodedText } from '../yaml/decoded-text';
import { parsedYaml } from '../yaml/parsed-yaml';
import { problemText } from '../yaml/yaml-problem';
import { bytesOf } from './file-bytes';
import { fitsGlob } from './glob';
import type { ReadManifests, ReadProblem } from './read-manifests';

/** The settings of a project for this command line, in the folder in which it is called. */
export const PROJECT_FILE = 'cdk8s-infisical.yaml';

/** Files that may stay unread, because somebody wrote down why. */
export interface UnreadException {
  /** A pattern of paths from the project file on, with slashes. */
  readonly files: string;
  readonly reason: string;
}

export interface ExceptedUse {
  readonly exception: UnreadException;
  /** How many unread files it is for. */
  readonly count: number;
  /** Whether it is for nothing, although its files were asked for. */
  readonly isVain: boolean;
}

/** The exceptions of this folder; none if it has no project file. */
export function unreadExceptions(): UnreadException[] {
  if (lstatSync(PROJECT_FILE, { throwIfNoEntry: false }) === undefined) return [];
  const bytes = bytesOf(PROJECT_FILE);
  if (typeof bytes === 'string') throw new Error(`${PROJECT_FILE}: ${bytes}`);
  return exceptionsIn(bytes);
}

/**
 * The exceptions in a project file.
 *
 * @throws with all that is wrong with them
 */
export function exceptionsIn(bytes: Uint8Array): UnreadException[] {
  const text = decodedText(bytes);
  if (typeof text !== 'string') throw new Error(problemText(PROJECT_FILE, text));
  const { unread = [], ...others } = fields(parsedYaml(text, PROJECT_FILE));
  const mistakes = Object.keys(others).map((name) => `the field "${name}" is unknown: it takes "unread"`);
  if (!Array.isArray(unread)) mistakes.push('unread is no list: write "files" and "reason" for each exception');
  const exceptions = (Array.isArray(unread) ? unread : []).map((entry: unknown, index) => {
    const { files, reason, ...more } = fields(entry);
    const at = `unread[${index}]`;
    if (typeof files !== 'string' || !isPattern(files))
      mistakes.push(`${at}.files: write a path from here on, such as dist/vendor/**`);
    if (typeof reason !== 'string' || reason.trim() === '')
      mistakes.push(`${at}.reason: say why nobody has to read them`);
    if (Object.keys(more).length > 0) mistakes.push(`${at}: it takes "files" and "reason" only`);
    return { files: String(files), reason: String(reason).trim() };
  });
  if (mistakes.length > 0) throw new ProblemsError([`${PROJECT_FILE}:`, ...mistakes.map((mistake) => `  ${mistake}`)]);
  return exceptions;
}

/** The problems for which there is no exception, and what each exception is good for. */
export function withExceptions(
  { manifests, problems, without }: ReadManifests,
  exceptions: readonly UnreadException[],
  asked: readonly string[],
): { left: ReadProblem[]; uses: ExceptedUse[] } {
  const seen = new Set([...manifests, ...problems].map(({ file }) => fromHere(file)).concat(without.map(fromHere)));
  const unread = new Set(problems.map(({ file }) => fromHere(file)));
  return {
    left: problems.filter(({ file }) => !exceptions.some(({ files }) => fitsGlob(fromHere(file), files))),
    uses: exceptions.map((exception) => {
      const fitting = (files: ReadonlySet<string>) => [...files].filter((file) => fitsGlob(file, exception.files));
      const count = fitting(unread).length;
      const wasAsked = fitting(seen).length > 0 || asked.some((path) => isBelow(exception.files, fromHere(path)));
      return { exception, count, isVain: count === 0 && wasAsked };
    }),
  };
}

function isPattern(files: string): boolean {
  return (
    /^[^/\\{}[\]!]+(\/[^/\\{}[\]!]+)*$/.test(files) &&
    files.split('/').every((part) => !/^\.{1,2}$/.test(part) && (part === '**' || !part.includes('**')))
  );
}

/** Whether all that the pattern fits is below a path. */
function isBelow(pattern: string, path: string): boolean {
  return path === '' || pattern === path || pattern.startsWith(`${path}/`);
}

function fromHere(file: string): string {
  const path = relative(process.cwd(), resolve(file));
  return isAbsolute(path) ? path : path.split(sep).join('/');
}
