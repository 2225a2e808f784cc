import type { Path } from '../../lib/model/field';
import type { Manifest } from '../../lib/model/manifest';
import { hasCredential } from '../../lib/text/credential-forms';
import { isUnshown } from '../../lib/validation/unshown';
import type { ReadManifest } from '../manifests/read-manifests';
import { printable } from '../terminal/printable';
import type { DocumentLine } from '../yaml/places';
import type { LintFinding } from './lint-finding';

/** A line of a file, and what to put below it. */
export interface ShownLine {
  readonly text: string;
  readonly marker: string;
}

/** So much of a line is shown: before what is marked, and in all. */
const BEFORE = 60;
const WIDTH = 110;

/**
 * The line of a finding; undefined where it has a value of a secret in it, or what looks like one, or where a value may
 * stand in which people write secrets.
 */
export function shownLine({ read, line, column }: LintFinding): ShownLine | undefined {
  const found = read.lineAt?.(line);
  if (found === undefined || found.text.length < column || !mayBeShown(read, found)) return undefined;
  const start = column - 1;
  const marked = Math.max(markedLength(found.text, start), 1);
  const indent = /^\s*/.exec(found.text)?.[0].length ?? 0;
  const from = start - indent > BEFORE ? start - BEFORE : indent;
  const before = `${from > indent ? '…' : ''}${printable(found.text.slice(from, start))}`;
  const shown = printable(found.text.slice(start, from + WIDTH));
  const isCut = found.text.length > from + WIDTH;
  return {
    text: `${before}${shown}${isCut ? '…' : ''}`,
    marker: `${' '.repeat(widthOf(before))}${'^'.repeat(Math.min(marked, widthOf(shown)))}`,
  };
}

/** Whether no value of a secret stands on a line of an object, nor what looks like one. */
export function mayBeShown(read: ReadManifest, { text, paths }: DocumentLine): boolean {
  const isHidden = (path: Path) =>
    isUnshown(read, path) && !isSetting(path, read.manifest) && !isTemplate(path, read.manifest, text);
  return !hasCredential(text) && !paths.some(isHidden);
}

/** Whether it is a setting of the operator, whose name only sounds like that of a credential. */
function isSetting(path: Path, { kind }: Manifest): boolean {
  return kind !== 'Secret' && path.at(-2) === 'annotations' && /^secrets\.infisical\.com\//.test(String(path.at(-1)));
}

const ACTIONS = /^\s*"?[\w.-]+"?:\s*(["']?)(?:\s*\{\{[^{}]*\}\})+\s*\1$/;

/** Whether it is a template of the operator with nothing but actions, which name keys. */
function isTemplate(path: Path, { apiVersion }: Manifest, line: string): boolean {
  return apiVersion.startsWith('secrets.infisical.com/') && path.includes('template') && ACTIONS.test(line);
}

/** How long the key or value is with which the rest of a line begins. */
function markedLength(line: string, start: number): number {
  const rest = line.slice(start);
  const isInBraces = /[[{]/.test(line.slice(0, start));
  const plain = isInBraces ? /^[^,:[\]{}]*(?::(?=\S)[^,:[\]{}]*)*/ : /^.*?(?=:(?:\s|$)|$)/;
  const [token = ''] = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.exec(rest) ?? plain.exec(rest) ?? [];
  return token.trimEnd().length;
}

/** Letters of East Asia take two columns. */
function widthOf(text: string): number {
  return [...text].reduce(
    (sum, one) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
        one,
      )
        ? 2
        : 1),
    0,
  );
}
