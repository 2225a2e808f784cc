import { typeOf } from './shown';

/** A text, number or switch as a text to compare; of an object, which may have a `toString` of its own, what it is. */
export function simpleText(value: unknown): string {
  return typeof value === 'object' && value !== null ? typeOf(value) : String(value);
}
