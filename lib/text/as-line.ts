import { withoutCredentialsIn } from './credential-text';

/** What Azure Pipelines obeys anywhere in a line: `##vso[…]`. */
const COMMAND_IN_LINE = /##(?=\w*\[)/g;

/**
 * A message as anybody may read it: one line, with nothing in it that a terminal or a CI obeys or that nobody sees, and
 * with no credential of a URL. What a manifest or a prop holds may be anything.
 */
export function asLine(message: string): string {
  const seen = withoutCredentialsIn(message).replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (one) => {
    const hex = (one.codePointAt(0) ?? 0).toString(16);
    return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
  });
  return seen.replaceAll(COMMAND_IN_LINE, '#\\u0023');
}
