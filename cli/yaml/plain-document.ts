import { isNamedValue, plainValue } from './plain-scalar';

/** A line of a document: nothing but names, texts on one line, and dashes, in ASCII. */
const LINE =
  /^( *)(- )?(?:([A-Za-z_][\w./-]*|"[\w ./-]+"):(?: (?=\S)|$))?(\{\}|\[\]|"(?:[^"\\]|\\[nt"\\])*"|'(?:[^']|'')*'|(?!-(?:$|[ -]))[\w./-](?:[\w./@=+,()%*~-]|:(?=\S)| (?=[^\s#]))*)?$/;
/** A line that nothing stands on but a comment: between texts of one line each it is never a part of one. */
const EMPTY = /^ *(?:#.*)?$/;
const UNUSUAL = /[^\x20-\x7e\n]|\{\{/;
const DEEPEST = 100;

/** That a document is written in any other way. */
class Otherwise extends Error {}

/** A line that something stands on. */
export interface PlainLine {
  /** Counted from 0. */
  readonly number: number;
  readonly indent: number;
  readonly isItem: boolean;
  readonly key?: string;
  readonly value?: string;
}

/** Is told of the line on which each field of a map, and each item of a list, begins. */
type Noting = (around: object, part: string | number, line: PlainLine) => void;

/**
 * The content of a document in the form in which programs write nearly all objects, read many times as fast as by a
 * parser of YAML; undefined for one that is written in any other way, whatever that means. It ends with a line break.
 */
export function plainDocument(text: string, noting?: Noting): object | undefined {
  if (UNUSUAL.test(text) || !text.endsWith('\n')) return undefined;
  try {
    const reader = new Reader(linesOf(text), noting);
    if (reader.isAtEnd()) return undefined;
    const content = reader.map(0, 0);
    return reader.isAtEnd() ? content : undefined;
  } catch (error) {
    if (error instanceof Otherwise) return undefined;
    throw error;
  }
}

function linesOf(text: string): PlainLine[] {
  const lines: PlainLine[] = [];
  let from = 0;
  for (let number = 0; from < text.length; number++) {
    const end = text.indexOf('\n', from);
    const line = lineOf(text.slice(from, end), number);
    if (line !== undefined) lines.push(line);
    from = end + 1;
  }
  return lines;
}

/** undefined where nothing stands on it. */
function lineOf(text: string, number: number): PlainLine | undefined {
  const found = LINE.exec(text);
  const isItem = found?.[2] !== undefined;
  if (found === null || (found[3] === undefined && !(isItem && found[4] !== undefined))) {
    if (EMPTY.test(text)) return undefined;
    throw new Otherwise();
  }
  return { number, indent: found[1].length, isItem, key: found[3] && keyOf(found[3]), value: found[4] };
}

function keyOf(written: string): string {
  const key = written.startsWith('"') ? written.slice(1, -1) : written;
  if (key === '__proto__' || (key === written && isNamedValue(key))) throw new Otherwise();
  return key;
}

class Reader {
  private at = 0;

  public constructor(
    private readonly lines: readonly PlainLine[],
    private readonly noting?: Noting,
  ) {}

  public isAtEnd(): boolean {
    return this.at === this.lines.length;
  }

  /** @param first the line to begin with if it is the rest of an item */
  public map(indent: number, depth: number, first?: PlainLine): Record<string, unknown> {
    if (depth > DEEPEST) throw new Otherwise();
    const content: Record<string, unknown> = {};
    for (let line = first ?? this.next(indent, false); line !== undefined; line = this.next(indent, false)) {
      const { key, value } = line;
      if (key === undefined || Object.hasOwn(content, key)) throw new Otherwise();
      content[key] = value === undefined ? this.inside(indent, depth) : scalarOf(value);
      this.noting?.(content, key, line);
    }
    return content;
  }

  /** What stands below a key: more to the right, or a list that stands as far. */
  private inside(above: number, depth: number): unknown {
    if (this.isAtEnd()) throw new Otherwise();
    const next = this.lines[this.at];
    if (next.indent < above || (next.indent === above && !next.isItem)) throw new Otherwise();
    return next.isItem ? this.list(next.indent, depth + 1, next.indent === above) : this.map(next.indent, depth + 1);
  }

  /** @param isAsFar whether the map around it goes on as far to the right */
  private list(indent: number, depth: number, isAsFar: boolean): unknown[] {
    if (depth > DEEPEST) throw new Otherwise();
    const items: unknown[] = [];
    for (let line = this.next(indent, true, isAsFar); line; line = this.next(indent, true, isAsFar)) {
      this.noting?.(items, items.length, line);
      items.push(line.key === undefined ? scalarOf(line.value ?? '') : this.map(indent + 2, depth + 1, line));
    }
    return items;
  }

  /** The next line, if it belongs to what stands so far to the right. */
  private next(indent: number, isItem: boolean, mayEnd = false): PlainLine | undefined {
    if (this.isAtEnd()) return undefined;
    const line = this.lines[this.at];
    if (line.indent < indent || (mayEnd && line.indent === indent && line.isItem !== isItem)) return undefined;
    if (line.indent > indent || line.isItem !== isItem) throw new Otherwise();
    this.at++;
    return line;
  }
}

function scalarOf(written: string): unknown {
  if (written === '{}') return {};
  if (written === '[]') return [];
  if (written.startsWith("'")) return written.slice(1, -1).replaceAll("''", "'");
  if (written.startsWith('"')) return JSON.parse(written);
  const value = plainValue(written);
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) throw new Otherwise();
  return typeof value === 'bigint' ? Number(value) : value;
}
