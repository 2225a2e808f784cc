import { escapeUnseen, withoutCommandsIn } from '../../lib/text/as-line';
import { COLOUR_SEQUENCE } from '../../lib/text/colour-sequence';
import { withoutCredentialsIn } from '../../lib/text/credential-text';
import { remembered } from '../../lib/text/remembered';

/** A CI obeys `::` at the beginning of a line. */
const COMMAND = new RegExp(`^((?:\\s|${COLOUR_SEQUENCE})*):(?=:)`);

/**
 * The text on one line, with nothing in it that a terminal or a CI would obey, and no credential of a URL: a manifest
 * may hold anything.
 */
export const printable = remembered((text: string): string => {
  return withoutCommands(escapeUnseen(withoutCredentialsIn(text)));
});

/** A line that no CI takes for a command. */
export function withoutCommands(line: string): string {
  return withoutCommandsIn(line.replace(COMMAND, '$1\\u003a'));
}
