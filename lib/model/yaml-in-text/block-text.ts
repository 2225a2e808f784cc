import { UnreadYaml } from './unread-yaml';

interface BlockText {
  readonly value: string;
  /** The index of the line behind it. */
  readonly next: number;
  readonly isLiteral: boolean;
}

const HEADER = /^([|>])(?:([-+])?([1-9])?|([1-9])([-+]))(?: +#.*| *)$/;

/**
 * The text of a block, which begins with `|` or `>`.
 *
 * @param indent of what it stands in
 */
export function blockText(lines: readonly string[], line: number, header: string, indent: number): BlockText {
  const [, style, chomp, digit, otherDigit, otherChomp] = HEADER.exec(header) ?? [];
  if (style === undefined) throw new UnreadYaml(line, `a text that begins with ${header[0]} is not read here`);
  const stated = digit ?? otherDigit;
  const depth = stated === undefined ? foundDepth(lines, line + 1) : Math.max(indent, 0) + Number(stated);
  const isInside = depth > indent;
  let next = line + 1;
  const texts: string[] = [];
  for (; next < lines.length; next++) {
    const text = lines[next];
    const isBlank = /^ *$/.test(text);
    if (!isBlank && (!isInside || depthOf(text) < depth)) break;
    texts.push(text.slice(depth));
  }
  requireNoDeeperStart(lines, line, depth, stated !== undefined);
  // Here the readers of YAML differ: to some the spaces are text, to others they are none.
  if (/^ +$/.test(texts.findLast((text) => text !== '') ?? '')) {
    throw new UnreadYaml(line, 'a text ends with a line of spaces');
  }
  const isLiteral = style === '|';
  return { value: chompedText(texts, isLiteral, chomp ?? otherChomp), next, isLiteral };
}

/** The depth of the first line that is not blank. */
function foundDepth(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && /^ *$/.test(lines[at])) at++;
  if (at === lines.length) return Number.POSITIVE_INFINITY;
  if (/^ *\t/.test(lines[at])) throw new UnreadYaml(at, 'a text begins with a tab');
  return depthOf(lines[at]);
}

function requireNoDeeperStart(lines: readonly string[], line: number, depth: number, isStated: boolean): void {
  for (let at = line + 1; !isStated && at < lines.length && /^ *$/.test(lines[at]); at++) {
    if (lines[at].length > depth) throw new UnreadYaml(at, 'a blank line is further in than the text behind it');
  }
}

function depthOf(text: string): number {
  return text.search(/[^ ]/);
}

function chompedText(texts: readonly string[], isLiteral: boolean, chomp: string | undefined): string {
  const last = texts.findLastIndex((text) => text !== '');
  const shown = texts.slice(0, last + 1);
  const content = isLiteral ? shown.join('\n') : foldedLines(shown);
  if (chomp === '-') return content;
  const breaks = texts.length - shown.length;
  if (chomp === '+') return content + '\n'.repeat(last < 0 ? breaks : breaks + 1);
  return last < 0 ? '' : `${content}\n`;
}

/** A break between two lines of the usual depth is a space; of several, the first one goes. */
function foldedLines(texts: readonly string[]): string {
  let content = '';
  let breaks = 0;
  let before: string | undefined;
  for (const text of texts) {
    if (text === '') {
      breaks++;
      continue;
    }
    if (before === undefined) content += '\n'.repeat(breaks);
    else if (/^[ \t]/.test(text) || /^[ \t]/.test(before)) content += '\n'.repeat(breaks + 1);
    else content += breaks === 0 ? ' ' : '\n'.repeat(breaks);
    content += text;
    before = text;
    breaks = 0;
  }
  return content;
}
