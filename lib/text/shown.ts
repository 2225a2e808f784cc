export { asLine } from './as-line';

const MOST_SHOWN = 70;

/** A value of any type, as a message can quote it: a text in quotes, all else with its type. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'number' || typeof value === 'bigint') return `the number ${value}`;
  return typeof value === 'boolean' ? `the boolean ${value}` : typeOf(value);
}

/** A text for a message; of a long one, how it begins. */
export function shownText(text: string): string {
  return text.length <= MOST_SHOWN ? shown(text) : `${shown(text.slice(0, MOST_SHOWN))}…`;
}

/** What stands in the place of a text, and the text that was probably meant. */
export function shownAsNoText(value: unknown): string {
  const isSimple = typeof value === 'number' || typeof value === 'boolean';
  return isSimple ? `${shown(value)}, write "${value}"` : shown(value);
}

/** What a value is, without the value: it may be a secret. */
export function typeOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'object') return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
  // `[object Promise]`: an await is missing.
  const [, name = ''] = /^\[object (\w+)\]$/.exec(Object.prototype.toString.call(value)) ?? [];
  return ['Object', ''].includes(name) ? 'an object' : `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`;
}

/** Names for a message: `"a", "b"`. */
export function quotedNames(names: Iterable<string>): string {
  return [...names].map((name) => `"${name}"`).join(', ');
}
