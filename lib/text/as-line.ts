import { withoutCredentialsIn } from './credential-text';

/** What a terminal obeys, what changes the order of letters, what nobody sees, and halves of letters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
/** What Azure Pipelines obeys anywhere in a line: `##vso[…]`. */
const COMMAND_IN_LINE = /##(?=\w*\[)/g;

/**
 * A message as anybody may read it: one line, with nothing in it that a terminal or a CI obeys or that nobody sees, and
 * with no credential of a URL. What a manifest or a prop holds may be anything.
 */
export function asLine(message: string): string {
  return withoutCommandsIn(escapeUnseen(withoutCredentialsIn(message)));
}

/** With an escape for each character that is not to be seen. */
export function escapeUnseen(text: string): string {
  return text.replaceAll(UNSEEN, (one) => {
    const hex = (one.codePointAt(0) ?? 0).toString(16);
    return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
  });
}

/** With nothing that a CI obeys anywhere in a line. */
export function withoutCommandsIn(text: string): string {
  return text.replaceAll(COMMAND_IN_LINE, '#\\u0023');
}
