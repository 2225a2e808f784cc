import { printable } from '../../../terminal/printable';
import type { PlannedField } from '../planned-fields';

const DIGEST = /(@sha256:[0-9a-f]{12})[0-9a-f]{52}/g;
const LONGEST_KEPT = 4_096;

/** A value on one line; a text is in quotes where it would be taken for something else. */
export function valueText(value: unknown): string {
  return printable(plainText(value));
}

function plainText(value: unknown): string {
  if (typeof value === 'string') return needsQuotes(value) ? JSON.stringify(cut(value)) : cut(value);
  if (Array.isArray(value)) return `[${value.slice(0, MOST_ITEMS).map(plainText).join(', ')}${more(value.length)}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return (
    referenceText(value) ??
    `{${Object.entries(value)
      .map(([name, item]) => `${name}: ${plainText(item)}`)
      .join(', ')}}`
  );
}

const MOST_ITEMS = 50;

function more(count: number): string {
  return count > MOST_ITEMS ? `, and ${count - MOST_ITEMS} more` : '';
}

function cut(text: string): string {
  return text.slice(0, LONGEST_KEPT);
}

function needsQuotes(text: string): boolean {
  return /^$|^\s|\s$|^[[{"'|>&*!%@`#]|^(?:true|false|null|~|[-+]?[\d.][\d._eE+-]*)$/.test(text);
}

/** Where a variable takes its value from, in words. */
function referenceText(value: object): string | undefined {
  const { name, valueFrom, value: literal, ...rest } = value as Record<string, unknown>;
  if (Object.keys(rest).length > 0 || typeof name !== 'string') return undefined;
  if (valueFrom === undefined) return literal === undefined ? undefined : plainText(literal);
  const { secretKeyRef, configMapKeyRef, ...others } = (valueFrom ?? {}) as Record<string, Record<string, unknown>>;
  const [kind, ref] = secretKeyRef ? ['Secret', secretKeyRef] : ['ConfigMap', configMapKeyRef];
  if (ref === undefined || ref === null || Object.keys(others).length > 0) return undefined;
  const optional = ref.optional === true ? ', optional' : '';
  return `key ${plainText(ref.key)} of ${kind} ${plainText(ref.name)}${optional}`;
}

/** The texts of what it was and is, of which not more is left out than what both have. */
export function bothTexts({ was, is }: PlannedField): readonly [was: string, is: string] {
  const [before, after] = aroundDifference(was, is).map(valueText);
  const short = [before, after].map((text) => text.replaceAll(DIGEST, '$1…'));
  return short[0] === short[1] ? [before, after] : [short[0], short[1]];
}

/** Of two texts of which only the beginnings are kept, what stands around the place where they differ. */
function aroundDifference(was: unknown, is: unknown): readonly [was: unknown, is: unknown] {
  if (typeof was !== 'string' || typeof is !== 'string') return [was, is];
  let common = 0;
  while (common < was.length && was[common] === is[common]) common++;
  if (common < LONGEST_KEPT / 2) return [was, is];
  const from = wholeFrom(was, common - 200);
  return [`…${was.slice(from)}`, `…${is.slice(from)}`];
}

export function shortText(value: unknown): string {
  return valueText(value).replaceAll(DIGEST, '$1…');
}

/** What is otherwise at the end of a text, where both begin alike: `…:1.4.3`. */
export function withoutCommonStart(was: string, is: string): string {
  let common = 0;
  while (common < is.length && was[common] === is[common]) common++;
  const from = Math.max(...[...'/:@=, '].map((one) => is.lastIndexOf(one, common - 1)));
  return common === 0 || from < 8 ? is : `…${is.slice(from)}`;
}

/** The texts as they fit into so many columns, from a little before the place where they differ. */
export function fittedTexts(texts: readonly [was: string, is: string], columns: number): [was: string, is: string] {
  const [was, is] = texts;
  let common = 0;
  while (common < was.length && was[common] === is[common]) common++;
  const from = Math.max(was.length, is.length) <= columns ? 0 : Math.max(0, common - Math.floor(columns / 3));
  return [fitted(was, columns, from), fitted(is, columns, from)];
}

export function fitted(text: string, columns: number, from = 0): string {
  const part = from > 0 ? `…${text.slice(wholeFrom(text, from + 1))}` : text;
  return part.length <= columns ? part : `${part.slice(0, wholeFrom(part, columns - 1))}…`;
}

/** No character is cut into halves. */
function wholeFrom(text: string, at: number): number {
  return /^[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at;
}
