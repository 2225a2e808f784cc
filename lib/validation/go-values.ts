import type { Field } from '../model/field';
import type { Part } from '../schemas/parts';

/** For Go, nothing, null and the empty text are one. */
export function isMissing(raw: unknown): boolean {
  return raw === undefined || raw === null || raw === '';
}

/** The number that stands there; undefined for what Go does not decode into one. */
export function wholeNumber(raw: unknown): number | undefined {
  if (typeof raw === 'bigint') return Number(raw);
  return typeof raw === 'number' && Number.isInteger(raw) ? raw : undefined;
}

/** The text that Go reads: the empty one for nothing; undefined for what is none. */
export function textOf({ raw, isUnresolved }: Field): string | undefined {
  if (typeof raw === 'string') return raw;
  return (raw === undefined || raw === null) && !isUnresolved ? '' : undefined;
}

/** The texts that Go reads of a list, with their places. */
export function textsOf(list: Field): { readonly field: Field; readonly text: string }[] {
  return list.items().flatMap((field) => {
    const text = textOf(field);
    return text === undefined ? [] : [{ field, text }];
  });
}

/** Whether a list has something in it. */
export function hasItems(raw: unknown): boolean {
  return Array.isArray(raw) && raw.length > 0;
}

/** Which of the fields stand there. */
export function givenOf({ raw }: Part, names: readonly string[]): string[] {
  return names.filter((name) => raw[name] !== undefined && raw[name] !== null);
}
