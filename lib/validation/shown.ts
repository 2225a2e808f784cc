export { asLine } from '../infisical/as-line';

/** A value of any type, as a message can quote it. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'function' || (typeof value === 'object' && value !== null)) return 'an object';
  return `"${String(value)}"`;
}

/** Names for a message: `"a", "b"`. */
export function quotedNames(names: Iterable<string>): string {
  return [...names].map((name) => `"${name}"`).join(', ');
}
