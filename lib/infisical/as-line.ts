import { withoutCredentialsIn } from './credential-text';

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
