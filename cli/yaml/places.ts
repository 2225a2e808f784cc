import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
} from 'yaml';
import type { TextPlace } from '../../lib/text/place-in-text';
import { placeAt as placeAtOffset } from './yaml-problem';

/** The way to a value in a document. */
export type Path = readonly (string | number)[];

/** What of a place is meant, where that is not what stands there as a whole. */
export interface Meant {
  /** Whether it is the key, and not what it holds. */
  readonly isKey?: boolean;
  /** Of a text of several lines, the line that has the first of these. */
  readonly texts?: readonly string[];
  /** Of a text that is written as a block with `|`, the line, counted from 0. */
  readonly lineInText?: number;
}

/** A line of a document, without its comment, and the values of which a part stands on it. */
export interface DocumentLine {
  readonly text: string;
  readonly paths: readonly Path[];
}

/** The places of one document. */
export interface Places {
  /** Where a value stands; the closest one above it where there is none. */
  placeAt(path: Path, meant: Meant): TextPlace;
  /** What stands on a line, counted from 1; undefined where there is none, or one that no person reads. */
  lineAt(line: number): DocumentLine | undefined;
}

/** A whole file may be one line. */
export const LONGEST_LINE = 2_000;

type Parsed = Document.Parsed | undefined;
type YamlPair = Pair<Node | null, Node | null>;

interface Found {
  readonly key?: Node | null | undefined;
  readonly node: Node | null;
  /** Whether it is what was looked for, and not what it would stand in. */
  readonly isWhole: boolean;
}

/** A document that a parser has read, in which places are looked for. */
export class DocumentPlaces implements Places {
  private readonly pairs = new WeakMap<object, ReadonlyMap<string, YamlPair>>();

  public constructor(
    private readonly text: string,
    private readonly document: Parsed,
    private readonly lines: LineCounter,
  ) {}

  public placeAt(path: Path, { isKey = false, texts = [], lineInText }: Meant): TextPlace {
    const { key, node, isWhole } = this.closestTo(path);
    const inText = lineInText === undefined || !isWhole ? undefined : this.lineOfBlock(node, lineInText);
    if (inText !== undefined) return inText;
    const offset = (isWhole && isKey ? key?.range?.[0] : undefined) ?? this.offsetOf({ key, node, isWhole }, texts);
    return placeAtOffset(offset, this.lines);
  }

  public lineAt(line: number): DocumentLine | undefined {
    const from = this.lines.lineStarts[line - 1];
    if (from === undefined) return undefined;
    const end = this.text.indexOf('\n', from);
    const to = end < 0 ? this.text.length : end;
    if (to - from > LONGEST_LINE) return undefined;
    const paths: Path[] = [];
    const last = this.visitBetween({ from, to }, this.document?.contents ?? null, [], paths);
    const behind = this.text.slice(Math.max(from, Math.min(last, to)), to);
    const text = this.text.slice(from, to).slice(0, to - from - behind.length) + behind.replace(/(?:^|\s)#.*$/s, '');
    return { text: text.replace(/\s+$/, ''), paths };
  }

  /** undefined of any other text: nobody can say where its lines stand. */
  private lineOfBlock(node: Node | null, line: number): TextPlace | undefined {
    if (!isScalar(node) || node.type !== 'BLOCK_LITERAL' || !node.range) return undefined;
    const [start, end] = node.range;
    const place = placeAtOffset(start, this.lines).line + line + 1;
    const from = this.lines.lineStarts[place - 1];
    if (from === undefined || from >= end) return undefined;
    const depth = /^[ \t]*(?=\S)/.exec(this.text.slice(from, end))?.[0].length ?? 0;
    return { line: place, column: depth + 1 };
  }

  private closestTo(path: Path): Found {
    let found: Found = { node: this.document?.contents ?? null, isWhole: path.length === 0 };
    for (const [index, part] of path.entries()) {
      const next = this.inside(found.node, part);
      if (next === undefined) break;
      found = { ...next, isWhole: index === path.length - 1 };
    }
    return found;
  }

  private inside(node: Node | null, part: string | number): Omit<Found, 'isWhole'> | undefined {
    if (isAlias(node)) return this.inside(this.anchored(node), part);
    if (isSeq(node)) {
      const item = typeof part === 'number' ? (node.items[part] as Node | null | undefined) : undefined;
      return item === undefined ? undefined : { node: item };
    }
    if (!isMap(node)) return undefined;
    const pairs = this.pairsOf(node);
    const own = pairs.get(String(part));
    if (own !== undefined) return { key: own.key, node: own.value };
    const merged = pairs.get('<<')?.value;
    if (merged === undefined || merged === null) return undefined;
    const sources = isSeq(merged) ? (merged.items as (Node | null)[]) : [merged];
    for (const source of sources) {
      const there = this.inside(source, part);
      if (there !== undefined) return there;
    }
    return undefined;
  }

  private anchored(node: Node & { resolve?: unknown }): Node | null {
    if (!isAlias(node) || this.document === undefined) return null;
    // Aliases lead to what stands before them: there is no circle.
    return node.resolve(this.document) ?? null;
  }

  private pairsOf(map: { readonly items: readonly unknown[] }): ReadonlyMap<string, YamlPair> {
    const known = this.pairs.get(map);
    if (known !== undefined) return known;
    const pairs = (map.items as YamlPair[]).map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair]);
    const index = new Map(pairs as [string, YamlPair][]);
    this.pairs.set(map, index);
    return index;
  }

  private offsetOf({ key, node, isWhole }: Found, texts: readonly string[]): number {
    const range = node?.range;
    const isNamed =
      (isCollection(node) && !(isWhole && node.flow)) || range === undefined || range === null || range[0] === range[1];
    if (isNamed && key?.range) return key.range[0];
    if (range === undefined || range === null) return 0;
    if (!isScalar(node)) return range[0];
    return this.lineWith(texts, range[0], range[1]) ?? range[0];
  }

  /** Where the first of some texts stands in a text of several lines. */
  private lineWith(texts: readonly string[], from: number, to: number): number | undefined {
    const written = this.text.slice(from, to).replace(/\s+$/, '');
    if (texts.length === 0 || !written.includes('\n')) return undefined;
    for (const text of texts) {
      const at = text === '' ? -1 : written.indexOf(text);
      if (at >= 0) return from + at;
    }
    // What a block has begins below the sign for it.
    const [start = ''] = /^[|>][^\n]*\n\s*/.exec(written) ?? [];
    return start === '' || start.length === written.length ? undefined : from + start.length;
  }

  /** Collects what stands on a line, and tells where the last of it ends. */
  private visitBetween(line: Span, node: Node | null, path: Path, paths: Path[]): number {
    const { range } = node ?? {};
    if (node === null || !range || range[0] >= line.to || range[1] <= line.from) return line.from;
    if (isMap(node)) {
      let last = line.from;
      for (const { key, value } of node.items as YamlPair[]) {
        const inside = [...path, isScalar(key) ? String(key.value) : ''];
        if (isOn(key, line)) last = Math.max(last, key?.range?.[1] ?? 0);
        last = Math.max(last, this.visitBetween(line, value, inside, paths));
      }
      return last;
    }
    if (isSeq(node)) {
      const ends = (node.items as (Node | null)[]).map((item, i) => this.visitBetween(line, item, [...path, i], paths));
      return ends.reduce((a, b) => Math.max(a, b), line.from);
    }
    if (range[0] === range[1]) return line.from;
    paths.push(path);
    return range[1];
  }
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function isOn(node: Node | null, { from, to }: Span): boolean {
  const { range } = node ?? {};
  return !!range && range[0] < to && range[1] > from;
}
