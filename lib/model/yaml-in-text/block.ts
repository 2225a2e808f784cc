import { blockText } from './block-text';
import { Flow } from './flow';
import { plainText, quotedText } from './scalar';
import { UnreadYaml } from './unread-yaml';
import { type Node, withEntry } from './yaml-node';

const MAX_DEPTH = 40;
const BLANK = /^ *(?:#.*)?$/;
const ITEM = /^-(?: |$)/;

/** Lists and maps by indentation. */
export class Block {
  private line = 0;
  private readonly lines: string[];

  public constructor(lines: readonly string[]) {
    this.lines = [...lines];
    if (/^---(?: +#.*| *)$/.test(lines[0])) this.lines[0] = '';
  }

  /** All that there is; undefined for nothing. */
  public whole(): Node | undefined {
    if (!this.isAtContent()) return undefined;
    const node = this.node(-1, 0);
    if (this.isAtContent()) throw this.unread('a line is further in or out than those before it');
    return node;
  }

  /** The node that begins on this line, in what is at an indentation. */
  private node(indent: number, depth: number): Node {
    if (depth > MAX_DEPTH) throw this.unread(`it is nested more than ${MAX_DEPTH} levels deep`);
    const own = this.depth;
    const rest = this.text.slice(own);
    if (ITEM.test(rest)) return this.list(own, depth);
    if (this.keyIn(rest) !== undefined) return this.map(own, depth);
    return this.inline(own, indent);
  }

  private list(own: number, depth: number): Node {
    const { line } = this;
    const items: Node[] = [];
    while (this.isAtContent() && this.depth === own && ITEM.test(this.text.slice(own))) {
      // What stands behind the dash is read as if it stood alone on the line.
      this.lines[this.line] = `${' '.repeat(own + 1)}${this.text.slice(own + 1)}`;
      const isEmpty = BLANK.test(this.text);
      const { line: lineOfItem } = this;
      if (isEmpty) items.push(this.below(own + 1, own, lineOfItem, depth));
      else items.push({ ...this.node(own, depth + 1), line: lineOfItem });
    }
    this.requireEnd(own);
    return { line, items };
  }

  private map(own: number, depth: number): Node {
    const { line } = this;
    const entries = new Map<string, Node>();
    while (this.isAtContent() && this.depth === own) {
      const rest = this.text.slice(own);
      const key = ITEM.test(rest) ? undefined : this.keyIn(rest);
      if (key === undefined) break;
      const { line: lineOfKey } = this;
      const at = own + key.end;
      const from = this.text.slice(at).search(/[^ ]/);
      const isEmpty = BLANK.test(this.text.slice(at));
      const value = isEmpty
        ? this.below(this.isListAt(own) ? own : own + 1, own, lineOfKey, depth)
        : this.inline(at + from, own);
      withEntry(entries, key.value, { ...value, line: lineOfKey });
    }
    this.requireEnd(own);
    return { line, entries };
  }

  /** Whether a list follows that is no further in than its key. */
  private isListAt(own: number): boolean {
    let next = this.line + 1;
    while (next < this.lines.length && BLANK.test(this.lines[next])) next++;
    const text = this.lines[next] ?? '';
    return text.search(/[^ ]/) === own && ITEM.test(text.slice(own));
  }

  /** What stands on the lines below; null for nothing. */
  private below(least: number, indent: number, line: number, depth: number): Node {
    this.line++;
    return this.isAtContent() && this.depth >= least ? this.node(indent, depth + 1) : { line, text: null };
  }

  /** What begins in the midst of a line, and is neither a list nor a map by indentation. */
  private inline(at: number, indent: number): Node {
    const { line, text } = this;
    const mark = text[at];
    if (mark === '|' || mark === '>') {
      if (indent < 0) throw this.unread('it is one text, and no list');
      const { value, next, isLiteral } = blockText(this.lines, line, text.slice(at), indent);
      this.line = next;
      return { line, text: value, ...(isLiteral && { firstLine: line + 1 }) };
    }
    if (mark === '[' || mark === '{') {
      const flow = new Flow(this.lines, line, at, indent);
      const node = flow.value();
      this.line = flow.line;
      this.endLine(flow.at);
      return node;
    }
    if (mark === '"' || mark === "'") {
      const { value, end } = quotedText(text, at, line);
      this.endLine(end);
      return { line, text: value };
    }
    const value = plainText(withoutComment(text.slice(at)), line);
    this.endLine(text.length);
    if (this.isAtContent() && this.depth > indent) throw this.unread('a text over several lines is not read here');
    return { line, text: value };
  }

  private endLine(at: number): void {
    if (!/^(?: +#.*| *)$/.test(this.text.slice(at))) throw this.unread('something stands behind a value');
    this.line++;
  }

  /** The key that a text begins with, and the index behind its colon. */
  private keyIn(text: string): { readonly value: string; readonly end: number } | undefined {
    if (/^["']/.test(text)) {
      const { value, end } = quotedText(text, 0, this.line);
      const [colon] = /^ *:(?= |$)/.exec(text.slice(end)) ?? [];
      return colon === undefined ? undefined : { value, end: end + colon.length };
    }
    if (/^[[{|>]/.test(text)) return undefined;
    const colon = text.search(/:(?: |$)/);
    const comment = text.search(/ #/);
    if (colon < 0 || (comment >= 0 && comment < colon)) return undefined;
    const value = plainText(text.slice(0, colon).trimEnd(), this.line);
    if (value === null) throw this.unread('a key is no text');
    return { value, end: colon + 1 };
  }

  /** Whether there is a line with content, to which it goes. */
  private isAtContent(): boolean {
    while (this.line < this.lines.length && BLANK.test(this.lines[this.line])) this.line++;
    return this.line < this.lines.length;
  }

  private requireEnd(own: number): void {
    if (this.isAtContent() && this.depth > own) throw this.unread('a line is further in than those before it');
  }

  private get text(): string {
    return this.lines[this.line];
  }

  private get depth(): number {
    return this.text.search(/[^ ]/);
  }

  private unread(message: string): UnreadYaml {
    return new UnreadYaml(this.line, message);
  }
}

function withoutComment(text: string): string {
  const comment = text.indexOf(' #');
  return (comment < 0 ? text : text.slice(0, comment)).trimEnd();
}
