import { withoutCredentialsIn } from '../infisical/credential-text';

/**
 * A message as anybody may read it: one line, with nothing in it that a terminal obeys or that nobody sees, and with no
 * credential of a URL. What a manifest or a prop holds may be anything.
 */
export function asLine(message: string): string {
  return withoutCredentialsIn(message).replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (one) => {
    const hex = (one.codePointAt(0) ?? 0).toString(16);
    return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
  });
}

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
