import { UnreadYaml } from './unread-yaml';

/** A text as it was written: where it ends in its line is where the next thing begins. */
interface Written {
  readonly value: string;
  /** The index behind it. */
  readonly end: number;
}

/** In a text without quotes, null is written so. */
const NULLS: ReadonlySet<string> = new Set(['', '~', 'null', 'Null', 'NULL']);

/** What no text without quotes begins with: it is a mark of YAML. */
const MARK = /^[&*!|>'"%@`#[\]{},]|^[-?:](?=[\s,[\]{}]|$)/;

const ESCAPES = new Map([
  ['\\', '\\'],
  ['"', '"'],
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['0', '\0'],
]);

/** A text without quotes, of which null is none. */
export function plainText(text: string, line: number): string | null {
  if (NULLS.has(text)) return null;
  if (MARK.test(text)) throw new UnreadYaml(line, `${markName(text[0])} is not read here`);
  if (text.includes('\t')) throw new UnreadYaml(line, 'a tab is not read here');
  if (/:(?: |$)/.test(text)) throw new UnreadYaml(line, 'a second ": " stands in one line');
  return text;
}

function markName(mark: string): string {
  switch (mark) {
    case '&':
      return 'an anchor (&)';
    case '*':
      return 'an alias (*)';
    case '!':
      return 'a tag (!)';
    case '?':
      return 'a key behind a question mark';
    default:
      return `a text that begins with ${mark}`;
  }
}

/** What stands in quotes at an index; it ends in its line. */
export function quotedText(text: string, at: number, line: number): Written {
  return text[at] === "'" ? singleQuoted(text, at, line) : doubleQuoted(text, at, line);
}

function singleQuoted(text: string, at: number, line: number): Written {
  let value = '';
  for (let from = at + 1; ; ) {
    const quote = text.indexOf("'", from);
    if (quote < 0) throw new UnreadYaml(line, NOT_CLOSED);
    value += text.slice(from, quote);
    if (text[quote + 1] !== "'") return { value, end: quote + 1 };
    value += "'";
    from = quote + 2;
  }
}

function doubleQuoted(text: string, at: number, line: number): Written {
  const parts: string[] = [];
  for (let i = at + 1; i < text.length; i++) {
    const character = text[i];
    if (character === '"') return { value: parts.join(''), end: i + 1 };
    if (character !== '\\') {
      parts.push(character);
      continue;
    }
    const { written, meant } = escapeAt(text, i + 1, line);
    parts.push(meant);
    i += written;
  }
  throw new UnreadYaml(line, NOT_CLOSED);
}

/** What stands behind a backslash: how many characters it takes, and what they stand for. */
function escapeAt(text: string, at: number, line: number): { readonly written: number; readonly meant: string } {
  const plain = ESCAPES.get(text[at]);
  if (plain !== undefined) return { written: 1, meant: plain };
  const [code] = /^(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4})/.exec(text.slice(at, at + 5)) ?? [];
  if (code === undefined) throw new UnreadYaml(line, 'an escape is not read here');
  const point = Number.parseInt(code.slice(1), 16);
  if (point >= 0xd800 && point <= 0xdfff) throw new UnreadYaml(line, 'an escape (\\u) is half of a character');
  return { written: code.length, meant: String.fromCharCode(point) };
}

const NOT_CLOSED = 'a text in quotes does not end in its line, which is not read here';
