import { withoutCredentialsIn } from '../../lib/text/credential-text';

/** What a terminal obeys, what changes the order of letters, what nobody sees, and halves of letters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
/** A CI obeys `::` at the beginning of a line, and these anywhere in one. */
const COMMAND_IN_LINE = /##(?=\w*\[)/g;
/** The sequences with which a terminal changes its colours. */
export const COLOUR = '\u001b\\[[\\d;]{0,12}m';
const COMMAND = new RegExp(`^((?:\\s|${COLOUR})*):(?=:)`);

/**
 * The text on one line, with nothing in it that a terminal or a CI would obey, and no credential of a URL: a manifest
 * may hold anything.
 */
export function printable(text: string): string {
  return withoutCommands(seen(withoutCredentialsIn(text)));
}

/** With an escape for each character that is not to be seen. */
export function seen(text: string): string {
  return text.replaceAll(UNSEEN, (one) => escaped(one.codePointAt(0) ?? 0));
}

/** A line that no CI takes for a command. */
export function withoutCommands(line: string): string {
  return line.replace(COMMAND, '$1\\u003a').replaceAll(COMMAND_IN_LINE, '#\\u0023');
}

function escaped(point: number): string {
  const hex = point.toString(16);
  return point > 0xff_ff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}
