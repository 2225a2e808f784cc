import { readFileSync, realpathSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { readIfPossible } from '../../../lib/files/read-if-possible';
import { isInside } from '../../files/outside';
import { lines, say, type TerminalText } from '../../terminal/terminal-text';

interface SyntaxProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

const OF_ESBUILD = /^(\S[^\n]*?):(\d+):(\d+): ERROR: ([^\n]+)$/gm;
const TRANSFORM =
  /^Error: Transform failed with \d+ errors?:\n((?:\S[^\n]*:\d+:\d+: ERROR: [^\n]+\n)+)(?:\.\.\.\n)? {4}at /m;
const OF_NODE =
  /^(file:\/\/\/[^\n]*|\/[^\n]*|[A-Za-z]:\\[^\n]*):(\d+)\n[^\n]*\n( *)\^+\n\nSyntaxError: ([^\n]+)\n {4}at /;
const LARGEST = 1_048_576;
const LONGEST_CODE = 200;

/**
 * Where an app cannot be read and why, without the programs that have read it; undefined if it ends for another reason.
 *
 * @param shown what Node.js has shown at its end, and nothing else
 */
export function syntaxErrorText(shown: string, folder: string): TerminalText | undefined {
  const text = shown.replaceAll('\r\n', '\n');
  const problems = problemsIn(text);
  return problems.length === 0 ? undefined : lines(problems.flatMap((problem) => linesOf(problem, folder)));
}

function problemsIn(text: string): SyntaxProblem[] {
  const [, transformed] = TRANSFORM.exec(text) ?? [];
  if (transformed !== undefined) {
    return [...transformed.matchAll(OF_ESBUILD)].map(([, file = '', line, column, message = '']) => ({
      file,
      line: Number(line),
      // esbuild counts from 0, editors from 1.
      column: Number(column) + 1,
      message,
    }));
  }
  const [, place, line, blanks, message] = OF_NODE.exec(text) ?? [];
  if (place === undefined || blanks === undefined || message === undefined) return [];
  const file = place.startsWith('file:') ? readIfPossible(() => decodeURIComponent(new URL(place).pathname)) : place;
  return file === undefined ? [] : [{ file, line: Number(line), column: blanks.length + 1, message }];
}

function linesOf({ file, line, column, message }: SyntaxProblem, folder: string): TerminalText[] {
  const path = isInside(file, folder) ? relative(folder, file) : file;
  const code = codeAt(file, line, folder);
  return [say`${path}:${line}:${column}: ${message}`, ...(code === undefined ? [] : [say`    ${code}`])];
}

/** Nothing is shown of files that are not of the project, whatever an app says of them. */
function codeAt(file: string, line: number, folder: string): string | undefined {
  return readIfPossible(() => {
    const real = realpathSync(file);
    const isCode = /\.[cm]?[jt]sx?$/.test(real) && isInside(real, realpathSync(folder));
    const { size } = statSync(real);
    if (!isCode || !statSync(real).isFile() || size > LARGEST) return undefined;
    const code = readFileSync(real, 'utf8').split(/\r?\n/)[line - 1]?.trim();
    return code && code.length <= LONGEST_CODE ? code : undefined;
  });
}
