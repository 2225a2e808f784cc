import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { contentOf } from './node-content';
import type { Path } from './places';
import { scalarTextIn } from './scalar-text';
import { TextLines } from './text-lines';

/** A value that is put at a path of a document; the path is removed where there is none. */
export interface DocumentEdit {
  readonly path: Path;
  readonly value?: unknown;
}

/** A part of a text, and what takes its place. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Why an edit cannot be made in the text: somebody has to look at it. */
export class UnsafeEdit extends Error {}

type YamlPair = Pair<Node | null, Node | null>;
type Contents = { readonly contents: Node | null } | undefined;

/** The edits of documents as changes of their texts, in which all other bytes stay. */
export class DocumentEdits {
  private readonly aliases = new Set<string>();
  private readonly lines: TextLines;

  public constructor(
    private readonly text: string,
    private readonly document: Contents,
  ) {
    this.lines = new TextLines(text);
    const note = (_: unknown, { source }: Alias) => void this.aliases.add(source);
    if (document !== undefined) visit(document as Parameters<typeof visit>[0], { Alias: note });
  }

  /**
   * What to change for edits that belong together.
   *
   * @throws {UnsafeEdit} if one of them cannot be made
   */
  public splices(edits: readonly DocumentEdit[]): Splice[] {
    return edits.flatMap((edit) => this.spliceOf(edit, edits));
  }

  private spliceOf({ path, value }: DocumentEdit, all: readonly DocumentEdit[]): Splice[] {
    const holder = this.nodeAt(path.slice(0, -1));
    const last = path[path.length - 1];
    if (isSeq(holder) && typeof last === 'number' && value !== undefined) {
      return [this.replacement(holder.items[last] as Node | null, value, holder.flow === true)];
    }
    if (!isMap(holder)) throw new UnsafeEdit('what would hold the value is no map');
    const pair = pairIn(holder, String(last));
    if (value === undefined) return pair === undefined ? [] : [this.removal(holder, pair)];
    if (pair !== undefined) return [this.replacement(pair.value, value, holder.flow === true)];
    const moved = all.filter((other) => other.value === undefined).find((other) => this.holds(other.path, value));
    return [this.addition(holder, String(last), moved === undefined ? value : new Moved(moved.path))];
  }

  private nodeAt(path: Path): Node | null {
    let node: Node | null = this.document?.contents ?? null;
    this.requireOwn(node);
    for (const part of path) {
      if (isSeq(node) && typeof part === 'number') node = (node.items[part] as Node | null | undefined) ?? null;
      else if (isMap(node)) node = pairIn(node, String(part))?.value ?? null;
      else throw new UnsafeEdit('what would hold the value is not there');
      this.requireOwn(node);
    }
    return node;
  }

  private requireOwn(node: Node | null): void {
    if (isAlias(node)) throw new UnsafeEdit('the value comes from an alias (*)');
    const { anchor, tag } = (node ?? {}) as { anchor?: string; tag?: string };
    if (anchor !== undefined && this.aliases.has(anchor)) {
      throw new UnsafeEdit(`an alias (*${anchor}) repeats what would be edited`);
    }
    if (isScalar(node) && tag !== undefined) throw new UnsafeEdit('a tag (!) stands before the value');
  }

  private holds(path: Path, value: unknown): boolean {
    const node = this.nodeAt(path);
    return JSON.stringify(contentOf(node, this.text)) === JSON.stringify(value);
  }

  private replacement(node: Node | null, value: unknown, isFlow: boolean): Splice {
    this.requireOwn(node);
    const isEmpty = isMap(node) && node.items.length === 0;
    if (!isScalar(node) && !isEmpty) throw new UnsafeEdit('what stands there is more than one value');
    const [from, to] = rangeOf(node);
    const text = isScalar(node) ? scalarTextIn(this.text.slice(from, to), node, value, isFlow) : undefined;
    if (text === undefined) throw new UnsafeEdit('the value is written in a form that only people can edit');
    // `key:` without a value
    return { from, to, text: from === to && this.text[from - 1] === ':' ? ` ${text}` : text };
  }

  private removal(map: YAMLMap, pair: YamlPair): Splice {
    const [from, to] = [rangeOf(pair.key)[0], this.endOf(pair)];
    const items = map.items as YamlPair[];
    const index = items.indexOf(pair);
    if (!map.flow && items.length > 1 && this.lines.isIndentOnly(from)) {
      return { from: this.lines.startOf(from), to: this.lines.endOfRest(to), text: '' };
    }
    if (items.length === 1 && !map.flow) return { from, to, text: '{}' };
    const next = items[index + 1];
    const span =
      next !== undefined
        ? { from, to: rangeOf(next.key)[0] }
        : { from: index > 0 ? this.endOf(items[index - 1]) : from, to };
    if (/(?:^|\s)#/.test(this.text.slice(next === undefined ? span.from : to, next === undefined ? from : span.to))) {
      throw new UnsafeEdit('a comment stands between the field and the next');
    }
    return { ...span, text: '' };
  }

  private addition(map: YAMLMap, key: string, value: unknown): Splice {
    const items = map.items as YamlPair[];
    if (items.some(({ key: one }) => isScalar(one) && one.value === '<<')) {
      throw new UnsafeEdit('a merge (<<) stands in the map');
    }
    return map.flow ? this.additionInBraces(map, key, value) : this.additionInLines(items, key, value);
  }

  private additionInBraces(map: YAMLMap, key: string, value: unknown): Splice {
    const items = map.items as YamlPair[];
    const isJson = items.length > 0 && items.every(({ key: one }) => isScalar(one) && one.type === 'QUOTE_DOUBLE');
    const written = `${isJson ? JSON.stringify(key) : key}: ${this.writtenValue(value, true, isJson)}`;
    if (items.length === 0) {
      const [from, to] = rangeOf(map);
      return { from, to, text: `{ ${written} }` };
    }
    const last = items[items.length - 1];
    const [at, end] = [rangeOf(last.key)[0], this.endOf(last)];
    const between = this.lines.isIndentOnly(at) ? `,${this.lines.ending}${this.lines.indentOf(at)}` : ', ';
    return { from: end, to: end, text: `${between}${written}` };
  }

  private additionInLines(items: readonly YamlPair[], key: string, value: unknown): Splice {
    const first = rangeOf(items[0].key)[0];
    const indent = this.lines.indentOf(first);
    const { ending } = this.lines;
    const written = value instanceof Moved ? this.movedText(key, value, indent) : `${key}: ${this.writtenValue(value)}`;
    const before = items.findLast((pair) => this.lines.isOneLine(rangeOf(pair.key)[0], this.endOf(pair)));
    if (before === undefined) return { from: first, to: first, text: `${written}${ending}${indent}` };
    const at = this.lines.endOfRest(this.endOf(before));
    const isAtEnd = this.text[at - 1] !== '\n';
    return { from: at, to: at, text: isAtEnd ? `${ending}${indent}${written}` : `${indent}${written}${ending}` };
  }

  private writtenValue(value: unknown, isFlow = false, isJson = false): string {
    if (value instanceof Moved) {
      const [from, to] = rangeOf(this.nodeAt(value.path));
      const text = this.text.slice(from, to);
      if (isMap(this.nodeAt(value.path)) && text.startsWith('{') && !text.includes('\n')) return text;
      throw new UnsafeEdit('what is to be moved there does not fit into braces');
    }
    if (JSON.stringify(value) === '{}') return '{}';
    const plain = { type: isJson ? 'QUOTE_DOUBLE' : 'PLAIN' } as Scalar;
    const text = typeof value === 'object' ? undefined : scalarTextIn('', plain, value, isFlow);
    if (text === undefined) throw new UnsafeEdit('the edit adds more than one value');
    return text;
  }

  /** What is moved takes its comments along. */
  private movedText(key: string, moved: Moved, indent: string): string {
    const node = this.nodeAt(moved.path);
    if (!isMap(node)) throw new UnsafeEdit('what is to be moved is no map');
    if (node.flow) return `${key}: ${this.writtenValue(moved)}`;
    const pairs = node.items as YamlPair[];
    const start = rangeOf(pairs[0].key)[0];
    const own = this.lines.indentOf(start);
    const end = this.lines.endOfRest(this.endOf(pairs[pairs.length - 1]));
    const lines = this.text
      .slice(this.lines.startOf(start), end)
      .replace(/\r?\n$/, '')
      .split(/\r?\n/);
    const deeper = lines.map((line) => {
      const rest = line.startsWith(own) ? line.slice(own.length) : line.trimStart();
      return rest === '' ? '' : `${indent}  ${rest}`;
    });
    return [`${key}:${this.commentBehind(moved.path)}`, ...deeper].join(this.lines.ending);
  }

  /** The comment on the line of a key whose value stands below it. */
  private commentBehind(path: Path): string {
    const holder = this.nodeAt(path.slice(0, -1));
    const key = isMap(holder) ? pairIn(holder, String(path[path.length - 1]))?.key : undefined;
    const [, comment = ''] = key ? (/^\s*:([ \t]+#[^\r\n]*)/.exec(this.text.slice(rangeOf(key)[1])) ?? []) : [];
    return comment;
  }

  /** Where a pair ends, without what is behind it. */
  private endOf({ key, value }: YamlPair): number {
    if ((isMap(value) || isSeq(value)) && !value.flow && value.items.length > 0) {
      const last = value.items[value.items.length - 1];
      return isMap(value) ? this.endOf(last as YamlPair) : this.endOf({ key, value: last } as YamlPair);
    }
    return value === null || rangeOf(value)[1] < rangeOf(key)[1] ? rangeOf(key)[1] : rangeOf(value)[1];
  }
}

/** What stands elsewhere, and goes from there. */
class Moved {
  public constructor(public readonly path: Path) {}
}

function pairIn(map: YAMLMap, key: string): YamlPair | undefined {
  return (map.items as YamlPair[]).find((pair) => isScalar(pair.key) && String(pair.key.value) === key);
}

function rangeOf(node: Node | null): readonly [from: number, to: number] {
  const { range } = node ?? {};
  if (!range) throw new UnsafeEdit('the value has no place in the text');
  return [range[0], range[1]];
}
