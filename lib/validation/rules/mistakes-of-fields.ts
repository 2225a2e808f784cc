import { type Field, pathText } from '../../model/field';
import { quotedText } from '../../text/key-name';
import { shown } from '../../text/shown';
import type { PartReport } from '../rule';

/** What is wrong with a value, if anything, as the end of a sentence about it. */
type ProblemOf<T> = (value: T) => string | undefined;

/** Tells that something is wrong with a field, whatever stands there. */
export function tellAt(field: Field, report: PartReport, problem: string | undefined): void {
  if (problem !== undefined) report(field, `${pathText(field.path)} ${problem}`);
}

/** Tells what is wrong with a text that is not empty; what is no text is for the rules about types. */
export function tellText(field: Field, report: PartReport, problemOf: ProblemOf<string>): void {
  if (field.raw !== '') tellAnyText(field, report, problemOf);
}

/** The same where the empty text is no default, but a mistake like another. */
export function tellAnyText(field: Field, report: PartReport, problemOf: ProblemOf<string>): void {
  const text = field.raw;
  const problem = typeof text === 'string' ? problemOf(text) : undefined;
  if (problem !== undefined) tellAt(field, report, `${quotedText(String(text))} ${problem}`);
}

/** The same for what has to be there. */
export function tellName(
  field: Field,
  report: PartReport,
  remedy: string,
  problemOf: ProblemOf<string> = () => undefined,
): void {
  if (field.isEmpty) tellMissing(field, report, remedy);
  else tellText(field, report, problemOf);
}

export function tellMissing(field: Field, report: PartReport, remedy: string): void {
  tellAt(field, report, `${field.raw === '' ? 'is empty' : 'is missing'}: ${remedy}`);
}

/** Tells what to write instead of a number; a number that is not there is for others. */
export function tellNumber(field: Field, report: PartReport, remedyFor: ProblemOf<number>): void {
  const { raw } = field;
  const remedy = typeof raw === 'number' ? remedyFor(raw) : undefined;
  if (remedy !== undefined) tellAt(field, report, `is ${shown(raw)}: ${remedy}`);
}

/** The texts of a list, with their places; in Go what is nothing is the empty text. */
export function textsOf(list: Field): { readonly field: Field; readonly text: string }[] {
  return list.items().flatMap((field) => {
    const text = field.isGiven || field.isUnresolved ? field.raw : '';
    return typeof text === 'string' ? [{ field, text }] : [];
  });
}

/** Tells of each item of a list that has the key of an earlier one. */
export function tellDuplicates(
  items: readonly Field[],
  keyOf: (item: Field) => string | undefined,
  tell: (item: Field, key: string, first: Field) => void,
): void {
  const seen = new Map<string, Field>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, item);
    else tell(item, key, first);
  }
}

/** What is wrong with a text that should be one of a few words, which no schema knows as a closed set. */
export function oneOf(...words: readonly string[]): ProblemOf<string> {
  return (text) => (words.includes(text) ? undefined : `is none of ${words.join(', ')}: write one of them`);
}
