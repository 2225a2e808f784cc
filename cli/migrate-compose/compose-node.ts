import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  visit,
  type YAMLMap,
  YAMLParseError,
} from 'yaml';
import type { TextPlace } from '../../lib/text/place-in-text';
import { placeAt } from '../yaml/yaml-problem';

export interface Entry {
  readonly name: string;
  readonly place: TextPlace;
  readonly value: ComposeNode;
}

/** What the parts of a file have in common. */
interface Context {
  readonly targets: ReadonlyMap<Alias, Node>;
  readonly lines: LineCounter;
  /** How many parts may still be read: aliases can make a small file endless. */
  left: number;
}

/**
 * A part of a compose file with its place. It is read as deep as somebody asks.
 *
 * @throws RangeError where aliases make it endless
 */
export class ComposeNode {
  public static root(document: Document, lines: LineCounter): ComposeNode {
    const context = { targets: targetsOf(document), lines, left: 500_000 };
    return new ComposeNode(document.contents as Node | null, context, undefined);
  }

  private readonly node: Node | null | undefined;
  private own?: ReadonlyMap<string, Entry>;

  private constructor(
    node: Node | null | undefined,
    private readonly file: Context,
    private readonly origin: Node | undefined,
  ) {
    if (node) file.left--;
    if (file.left < 0) throw new RangeError('too many parts');
    this.node = isAlias(node) ? file.targets.get(node) : node;
    this.origin = origin ?? node ?? undefined;
  }

  public get place(): TextPlace {
    return placeAt(this.origin?.range?.[0] ?? 0, this.file.lines);
  }

  public get isMap(): boolean {
    return isMap(this.node);
  }

  public get isList(): boolean {
    return isSeq(this.node);
  }

  /** Whether nothing is written here. */
  public get isEmpty(): boolean {
    return this.node === null || this.node === undefined || (isScalar(this.node) && this.node.value === null);
  }

  /** The value of a scalar as it was written. */
  public get text(): string | undefined {
    if (!isScalar(this.node) || this.node.value === null) return undefined;
    return typeof this.node.value === 'string' ? this.node.value : (this.node.source ?? String(this.node.value));
  }

  public get items(): ComposeNode[] {
    return isSeq(this.node) ? this.node.items.map((item) => new ComposeNode(item as Node, this.file, undefined)) : [];
  }

  /** The entries of a map, with those that it merges behind its own. */
  public get entries(): Entry[] {
    return [...this.byName.values()];
  }

  /** The value of an entry; one in which nothing is written where there is no such entry. */
  public get(name: string): ComposeNode {
    return this.byName.get(name)?.value ?? new ComposeNode(undefined, this.file, this.origin);
  }

  private get byName(): ReadonlyMap<string, Entry> {
    this.own ??= isMap(this.node) ? this.merged(this.node) : new Map();
    return this.own;
  }

  private merged(map: Node): Map<string, Entry> {
    const entries = new Map<string, Entry>();
    const seen = new Set<unknown>([map]);
    // A set hands out what is added while it is gone through.
    for (const node of seen) {
      const add = (next: unknown) => seen.add(isAlias(next) ? this.file.targets.get(next) : next);
      if (isSeq(node)) node.items.forEach(add);
      if (!isMap(node)) continue;
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? String(key.value) : '';
        if (name === '<<') add(value);
        else if (!entries.has(name)) entries.set(name, this.entry(name, key as Node, value as Node | null));
      }
    }
    return entries;
  }

  private entry(name: string, key: Node, value: Node | null): Entry {
    const { place } = new ComposeNode(key, this.file, undefined);
    return { name, place, value: new ComposeNode(value, this.file, value === null ? key : undefined) };
  }
}

/**
 * What each alias stands for: the last anchor of its name before it.
 *
 * @throws YAMLParseError where there is none, and where a key stands in its map twice: the parser would compare each
 * key with each
 */
function targetsOf(document: Document): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Alias: (_, alias) => {
      const target = anchors.get(alias.source);
      if (target === undefined) throw new YAMLParseError([alias.range?.[0] ?? 0, 0], 'BAD_ALIAS', '');
      targets.set(alias, target);
    },
    Value: (_, node) => {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (isMap(node)) refuseTwice(node);
    },
  });
  return targets;
}

function refuseTwice(map: YAMLMap): void {
  const names = new Set<unknown>();
  for (const { key } of map.items) {
    if (!isScalar(key) || key.value === '<<') continue;
    if (names.has(key.value)) throw new YAMLParseError([key.range?.[0] ?? 0, 0], 'DUPLICATE_KEY', '');
    names.add(key.value);
  }
}
