import { quotedText } from './read-alike';
import { isNoData } from './scalar';
import { asWritten, isIterable } from './unusual-document';

/** A text or a number in a document, or what is no data at all. */
export interface DocumentScalar {
  /** Its place, as a sentence begins with it. */
  readonly place: string;
  readonly value: unknown;
  readonly isKey: boolean;
}

/** All texts and numbers of a document, with its keys, and what is no data. */
export function scalarsOf(document: unknown): Generator<DocumentScalar> {
  return scalarsIn(document, '', new Set());
}

function* scalarsIn(given: unknown, field: string, seen: Set<unknown>): Generator<DocumentScalar> {
  const value = asWritten(given);
  if (typeof value === 'string' || typeof value === 'number' || isNoData(value)) {
    yield { place: field === '' ? 'the document' : field, value, isKey: false };
  }
  if (typeof value !== 'object' || value === null || seen.has(given)) return;
  seen.add(given);
  for (const [key, item] of entriesOf(value)) {
    if (typeof key === 'number') yield* scalarsIn(item, `${field}[${key}]`, seen);
    else {
      const inner = fieldIn(field, key);
      yield { place: `the key ${inner}`, value: key, isKey: true };
      yield* scalarsIn(item, inner, seen);
    }
  }
}

/** Items have a number, fields a name. */
function entriesOf(value: object): [key: number | string, item: unknown][] {
  if (value instanceof Map) return [...value].map(([key, item]) => [String(key), item]);
  return isIterable(value) ? [...value].map((item, i) => [i, item]) : Object.entries(value);
}

function fieldIn(field: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${field}[${quotedText(key)}]`;
  return field === '' ? key : `${field}.${key}`;
}
