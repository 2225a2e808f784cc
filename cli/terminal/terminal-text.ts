import { escapeUnseen } from '../../lib/text/as-line';
import { COLOUR_SEQUENCE } from '../../lib/text/colour-sequence';
import { withoutCredentialsIn } from '../../lib/text/credential-text';
import { SHOWS_COLOURS } from './colour-support';
import { printable, withoutCommands } from './printable';

/** Commands are bundled in several files, each with a copy of this class: the symbol is common to all. */
const TERMINAL_TEXT = Symbol.for('cdk8s-infisical.terminal-text');

/** Text that may be written to a terminal as it is. Only `say`, `lines` and `composed` make it. */
export class TerminalText {
  public readonly [TERMINAL_TEXT] = true;

  /** @internal */
  public constructor(public readonly text: string) {}

  public toString(): string {
    return this.text;
  }
}

export type Sayable = string | number | TerminalText | readonly (string | number | TerminalText)[];

/** A template for the terminal: what is put into it stays on one line and is obeyed by nobody, whatever it holds. */
export function say(strings: TemplateStringsArray, ...values: readonly Sayable[]): TerminalText {
  const parts = strings.map((words, index) => words + (index < values.length ? sayableText(values[index]) : ''));
  return asTerminalText(parts.join(''));
}

/** The texts, each on a line of its own, with an end of line after the last one too. */
export function lines(texts: readonly (string | TerminalText)[]): TerminalText {
  return asTerminalText(texts.map((text) => `${sayableText(text)}\n`).join(''));
}

/**
 * Text that was put together elsewhere, of names that went through `printable`: lines stay, and colours where somebody
 * sees them.
 */
export function asTerminalText(text: string, showsColours = SHOWS_COLOURS): TerminalText {
  const clean = showsColours ? keepColours : escapeUnseen;
  const lines = withoutCredentialsIn(text).split('\n');
  return new TerminalText(lines.map((line) => withoutCommands(clean(line))).join('\n'));
}

/**
 * A program, with remarks, in which whoever made it let nothing stand that could be a credential: no name in it is taken
 * for one, as `'/run/secrets/password': 'DB_PASSWORD'` would be.
 */
export function programText(text: string): TerminalText {
  return new TerminalText(
    text
      .split('\n')
      .map((line) => withoutCommands(escapeUnseen(line)))
      .join('\n'),
  );
}

/** Whether there is anything in it but letters and ends of lines that must be looked at; most output has nothing. */
const ODD = /[^\x20-\x7e\n\t]|::|##/;
/** No credential is shorter than that, or without one of these. */
const MAY_HOLD_CREDENTIALS = /\S{8}|[@%:=]/;

/**
 * What another program prints. Its lines, tabs and colours stay; nothing goes back to write over a line, and whatever
 * else a terminal or a CI would obey is to be seen.
 */
export function foreignText(text: string): TerminalText {
  const safe = MAY_HOLD_CREDENTIALS.test(text) ? withoutCredentialsIn(text) : text;
  if (!ODD.test(safe)) return new TerminalText(safe);
  const lines = safe.replaceAll(/\r\n?/g, '\n').split('\n');
  return new TerminalText(
    lines.map((line) => withoutCommands(line.split('\t').map(keepColours).join('\t'))).join('\n'),
  );
}

function sayableText(value: Sayable): string {
  if (typeof value === 'string') return printable(value);
  if (typeof value === 'number') return String(value);
  return isTerminalText(value) ? value.text : value.map(sayableText).join('');
}

function isTerminalText(value: unknown): value is TerminalText {
  return typeof value === 'object' && value !== null && TERMINAL_TEXT in value;
}

const COLOURS = new RegExp(`(${COLOUR_SEQUENCE})`);

/** Colours stay; whatever else a terminal would obey does not. */
function keepColours(line: string): string {
  const parts = line.split(COLOURS);
  return parts.map((part, index) => (index % 2 === 1 ? part : escapeUnseen(part))).join('');
}
