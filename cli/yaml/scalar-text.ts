import type { Scalar } from 'yaml';
import { plainValue } from './plain-scalar';

/** What every reader takes for the text that it is, also between braces. */
const PLAIN = /^[A-Za-z/_](?:[\w./@-]*[\w/])?$/;
/** The same where no brace is around. */
const PLAIN_IN_LINES = /^[A-Za-z/_](?:[\w./@:-]*[\w/])?$/;

/**
 * A value in the style in which another one is written, if that can have it; undefined where it cannot be written there.
 *
 * @param written what stands there now
 */
export function scalarTextIn(
  written: string,
  { type, value: old }: Scalar,
  value: unknown,
  isFlow: boolean,
): string | undefined {
  if (typeof value === 'boolean' || typeof value === 'number' || value === null) return JSON.stringify(value);
  if (typeof value !== 'string') return undefined;
  if (type === 'BLOCK_LITERAL') return literalText(written, String(old), value);
  if (type === 'BLOCK_FOLDED') return foldedText(written, String(old), value);
  if (type === 'QUOTE_SINGLE' && /^[\x20-\x7e]*$/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  const isPlain = (isFlow ? PLAIN : PLAIN_IN_LINES).test(value) && plainValue(value) === value;
  return type === 'PLAIN' && isPlain ? value : quotedText(value);
}

/** What readers of YAML take for line breaks or for nothing, and JSON for text, is escaped. */
function quotedText(value: string): string {
  return JSON.stringify(value).replaceAll(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Each line of a literal block is one of its text: those that differ are exchanged. */
function literalText(written: string, old: string, value: string): string | undefined {
  const [before, after] = [old, value].map((text) => text.split('\n'));
  const lines = written.split('\n');
  if (before.length !== after.length) return undefined;
  for (const [index, line] of before.entries()) {
    if (line === after[index]) continue;
    const own = lines[index + 1];
    const isThere = own?.replace(/\r$/, '').endsWith(line) && /^ *$/.test(own.slice(0, own.lastIndexOf(line)));
    if (!isThere || line === '' || after[index].trim() === '') return undefined;
    lines[index + 1] =
      own.slice(0, own.lastIndexOf(line)) + after[index] + own.slice(own.lastIndexOf(line) + line.length);
  }
  return lines.join('\n');
}

/** In a folded block a part of one line is exchanged, where it is there once. */
function foldedText(written: string, old: string, value: string): string | undefined {
  let from = 0;
  while (from < old.length && old[from] === value[from]) from++;
  let end = 0;
  while (end < Math.min(old.length, value.length) - from && old.at(-1 - end) === value.at(-1 - end)) end++;
  const start = Math.max(old.lastIndexOf(' ', from - 1), old.lastIndexOf('\n', from - 1)) + 1;
  const [part, other] = [old, value].map((text) => text.slice(start, text.length - end));
  if (part === '' || /\n/.test(part + other) || written.split(part).length !== 2) return undefined;
  return written.replace(part, () => other);
}
