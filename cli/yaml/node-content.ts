import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { jsonIn } from '../../lib/json/json';
import { plainValue } from './plain-scalar';

/** That kubectl refuses a document, or that it is not certain what all its readers make of it. */
export class Unreadable extends Error {
  public constructor(
    /** Where in the text. */
    public readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

const MAX_DEPTH = 200;
const MAX_ALIASED = 100_000;
const CORE_TAGS = { map: 'tag:yaml.org,2002:map', seq: 'tag:yaml.org,2002:seq', str: 'tag:yaml.org,2002:str' };

/**
 * The content of a node as kubectl reads it.
 *
 * @throws {Unreadable} where another reader could get something else, or kubectl gets nothing
 */
export function contentOf(node: unknown, text: string): unknown {
  return new Reading(text).value(node as Node | null, 0, 0);
}

interface Anchored {
  /** Whether it is still being read. */
  readonly isOpen: boolean;
  readonly content: unknown;
  /** How many values it has. */
  readonly size: number;
}

class Reading {
  private readonly anchors = new Map<string, Anchored>();
  private size = 0;
  private aliased = 0;
  private json?: boolean;

  public constructor(private readonly text: string) {}

  public value(node: Node | null, depth: number, near: number): unknown {
    if (node === null) return null;
    const at = node.range?.[0] ?? near;
    if (depth > MAX_DEPTH) throw new Unreadable(at, `it is nested more than ${MAX_DEPTH} levels deep`);
    this.size++;
    if (isAlias(node)) return this.aliasValue(node.source, at);
    const { anchor } = node as { anchor?: string };
    if (anchor === undefined) return this.content(node, depth, at);
    if (!/^[\w-]+$/.test(anchor)) throw new Unreadable(at, 'an anchor (&) has a name that go-yaml does not take');
    const anchored: Anchored = { isOpen: true, content: undefined, size: this.size };
    this.anchors.set(anchor, anchored);
    const content = this.content(node, depth, at);
    Object.assign(anchored, { isOpen: false, content, size: this.size - anchored.size + 1 });
    return content;
  }

  private content(node: Node, depth: number, at: number): unknown {
    if (isScalar(node)) {
      if (node.type === 'QUOTE_DOUBLE') this.requireUsualEscapes(node, at);
      return scalarValue(node, at);
    }
    if (isMap(node)) return this.mapValue(node, depth, at);
    if (!isSeq(node)) throw new Unreadable(at, 'something stands where nothing of its kind can be');
    requireOnlyTag(node, CORE_TAGS.seq, at);
    return node.items.map((item) => {
      if (!isNodeOrNull(item)) throw new Unreadable(at, 'a list in brackets has a "key: value" without braces');
      return this.value(item, depth + 1, at);
    });
  }

  private aliasValue(name: string, at: number): unknown {
    const anchored = this.anchors.get(name);
    if (anchored === undefined) throw new Unreadable(at, 'an alias (*) names no anchor before it');
    if (anchored.isOpen) throw new Unreadable(at, 'an alias (*) stands within what it names');
    this.size += anchored.size;
    this.aliased += anchored.size;
    if (this.aliased > MAX_ALIASED)
      throw new Unreadable(at, `its aliases (*) expand to more than ${MAX_ALIASED} values`);
    return anchored.content;
  }

  private mapValue(node: YAMLMap, depth: number, at: number): object {
    requireOnlyTag(node, CORE_TAGS.map, at);
    const content: Record<string, unknown> = {};
    const seen = new Set<string>();
    let merged: object | undefined;
    for (const pair of node.items as Pair<Node | null, Node | null>[]) {
      const where = pair.key?.range?.[0] ?? at;
      this.requireUsualKey(pair, node.flow === true, where);
      if (isMergeKey(pair.key)) {
        if (merged !== undefined) throw new Unreadable(where, DUPLICATE);
        merged = this.merged(pair.value, depth, where);
        for (const [key, value] of Object.entries(merged)) {
          if (seen.has(key))
            throw new Unreadable(where, 'a merge (<<) stands behind a key that it has too: move it to the top');
          define(content, key, value);
        }
        continue;
      }
      const key = this.keyOf(pair.key, where);
      if (seen.has(key)) throw new Unreadable(where, DUPLICATE);
      seen.add(key);
      define(content, key, this.value(pair.value, depth + 1, where));
    }
    return content;
  }

  /** Of other keys, parsers take more or less for the key. */
  private requireUsualKey({ key, srcToken }: Pair<Node | null, Node | null>, flow: boolean, at: number): void {
    if (srcToken?.start.some(({ type }) => type === 'explicit-key-ind')) throw new Unreadable(at, EXPLICIT_KEY);
    if (!flow || !isScalar(key) || key.type !== 'PLAIN') return;
    COLON_WITHOUT_SPACE.lastIndex = key.range?.[1] ?? 0;
    if (COLON_WITHOUT_SPACE.test(this.text))
      throw new Unreadable(at, 'a space is missing behind the colon of a key in braces');
  }

  /** go-yaml does not have two escapes that JSON has. */
  private requireUsualEscapes({ range }: Scalar, at: number): void {
    const written = this.text.slice(range?.[0], range?.[1]);
    if (/(?<!\\)(?:\\\\)*\\(?:\/|u[dD][89a-fA-F])/.test(written) && !this.isJson()) {
      throw new Unreadable(at, 'a text has an escape (\\/ or half of a character) that only JSON has');
    }
  }

  private isJson(): boolean {
    this.json ??= jsonIn(this.text.replace(/^---[^\n]*\n/, '')) !== undefined;
    return this.json;
  }

  private merged(node: Node | null, depth: number, at: number): object {
    const value = this.value(node, depth + 1, at);
    const maps = Array.isArray(value) ? [...value].reverse() : [value];
    const content: Record<string, unknown> = {};
    for (const map of maps) {
      if (typeof map !== 'object' || map === null || Array.isArray(map)) {
        throw new Unreadable(at, 'a merge (<<) has something else than a map');
      }
      for (const [key, own] of Object.entries(map)) define(content, key, own);
    }
    return content;
  }

  private keyOf(node: Node | null, at: number): string {
    const key =
      node === null || (isScalar(node) && node.source === '' && node.type === 'PLAIN') ? null : this.value(node, 0, at);
    if (typeof key === 'string') return key;
    if (typeof key === 'boolean') return String(key);
    if (typeof key === 'number' && Number.isSafeInteger(key)) return String(key);
    throw new Unreadable(at, 'a key is no text');
  }
}

const DUPLICATE = 'a key stands in its map twice: kubectl takes the last one, other readers the first';

const COLON_WITHOUT_SPACE = /\s*:\S/y;
const EXPLICIT_KEY = 'a key begins with a question mark: write "key: value"';

function scalarValue(node: Scalar, at: number): unknown {
  const text = String(node.value ?? '');
  if (/\p{Surrogate}/u.test(text)) throw new Unreadable(at, 'an escape (\\u) is half of a character');
  if (node.tag !== undefined) {
    requireOnlyTag(node, CORE_TAGS.str, at);
    return text;
  }
  if (node.type !== 'PLAIN') return text;
  if (text.startsWith('?')) throw new Unreadable(at, EXPLICIT_KEY);
  const value = plainValue(text);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Unreadable(at, 'a number is none that JSON has');
  return typeof value === 'bigint' ? Number(value) : value;
}

function requireOnlyTag(node: Node, allowed: string, at: number): void {
  const { tag } = node as { tag?: string };
  if (tag !== undefined && tag !== allowed) {
    throw new Unreadable(at, 'a tag (!) changes what a value is; a text that begins with ! belongs in quotes');
  }
}

function isMergeKey(key: Node | null): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.value === '<<' && key.tag === undefined;
}

function isNodeOrNull(item: unknown): item is Node | null {
  return item === null || isScalar(item) || isAlias(item) || isMap(item) || isSeq(item);
}

/** A plain assignment of `__proto__` would set the prototype. */
function define(content: object, key: string, value: unknown): void {
  Object.defineProperty(content, key, { value, enumerable: true, writable: true, configurable: true });
}
