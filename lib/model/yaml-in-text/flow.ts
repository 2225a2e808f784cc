import { plainText, quotedText } from './scalar';
import { UnreadYaml } from './unread-yaml';
import { type Node, withEntry } from './yaml-node';

const MAX_DEPTH = 40;

/** Lists and maps in brackets and braces, over as many lines as they take. */
export class Flow {
  /** @param indent of what they stand in: each of their lines is further in */
  public constructor(
    private readonly lines: readonly string[],
    public line: number,
    public at: number,
    private readonly indent: number,
  ) {}

  public value(depth = 0): Node {
    if (depth > MAX_DEPTH) throw this.unread(`it is nested more than ${MAX_DEPTH} levels deep`);
    const mark = this.text[this.at];
    if (mark === '[') return this.list(depth);
    if (mark === '{') return this.map(depth);
    return this.scalar();
  }

  private list(depth: number): Node {
    const { line } = this;
    const items: Node[] = [];
    this.begin();
    while (this.text[this.at] !== ']') {
      items.push(this.value(depth + 1));
      this.requireEndOfItem(']');
    }
    this.at++;
    return { line, items };
  }

  private map(depth: number): Node {
    const { line } = this;
    const entries = new Map<string, Node>();
    this.begin();
    while (this.text[this.at] !== '}') {
      const { line: lineOfKey } = this;
      const isQuoted = /["']/.test(this.text[this.at] ?? '');
      const { text: key } = this.scalar();
      if (typeof key !== 'string') throw this.unread('a key is no text');
      if (this.line !== lineOfKey || this.text[this.at] !== ':') throw this.unread('a key in braces has no value');
      this.at++;
      const isApart = this.text[this.at] === ' ' || this.at >= this.text.length;
      if (!isApart && !isQuoted) throw this.unread('a space is missing behind the colon of a key in braces');
      this.skipSpace();
      withEntry(entries, key, { ...this.valueOrNothing(depth), line: lineOfKey });
      this.requireEndOfItem('}');
    }
    this.at++;
    return { line, entries };
  }

  private valueOrNothing(depth: number): Node {
    return /[,}]/.test(this.text[this.at] ?? '') ? { line: this.line, text: null } : this.value(depth + 1);
  }

  private begin(): void {
    this.at++;
    this.skipSpace();
  }

  private requireEndOfItem(close: string): void {
    this.skipSpace();
    if (this.text[this.at] === close) return;
    if (this.text[this.at] !== ',') throw this.unread('brackets or braces hold what is not read here');
    this.at++;
    this.skipSpace();
  }

  private scalar(): Node {
    const { line } = this;
    if (/["']/.test(this.text[this.at] ?? '')) {
      const { value, end } = quotedText(this.text, this.at, line);
      this.at = end;
      this.skipSpace();
      return { line, text: value };
    }
    const [written] = /^(?:[^,[\]{}?:#\s]|:(?=[\w/])|(?<!\s)#| +(?=[^,[\]{}?:#\s]))*/.exec(
      this.text.slice(this.at),
    ) ?? [''];
    // A colon ends a key here, whatever follows it.
    if (written === '' || written.startsWith(':')) throw this.unread('brackets or braces hold what is not read here');
    this.at += written.length;
    this.skipSpace();
    return { line, text: plainText(written, line) };
  }

  /** To what comes next, on whichever line. */
  private skipSpace(): void {
    for (;;) {
      while (this.text[this.at] === ' ') this.at++;
      const isComment = this.text[this.at] === '#' && (this.at === 0 || this.text[this.at - 1] === ' ');
      if (this.at < this.text.length && !isComment) return;
      if (this.line + 1 >= this.lines.length) throw this.unread('brackets or braces are not closed');
      this.line++;
      this.at = 0;
      const isBlank = /^ *(?:#|$)/.test(this.text);
      if (!isBlank && this.text.search(/[^ ]/) <= this.indent) throw this.unread('brackets or braces are not closed');
    }
  }

  private get text(): string {
    return this.lines[this.line];
  }

  private unread(message: string): UnreadYaml {
    return new UnreadYaml(this.line, message);
  }
}
