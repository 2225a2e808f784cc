import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  visit,
  type YAMLMap,
  YAMLParseError,
} from 'yaml';
import { sizeProblem, strictDocuments } from '../yaml/strict-documents';
import { placeAt, problemOf, problemText } from '../yaml/yaml-problem';
import { ComposeNode, type Content, type Entry, type MergeTag } from './compose-node';
import type { ComposePlace } from './compose-place';
import { scalarText } from './scalar-text';

/** How many parts of a project may still be read: aliases can make a small file endless, and so can `extends`. */
export class PartsLeft {
  private left = 500_000;

  /** @throws RangeError where there are too many */
  public take(): void {
    if (--this.left < 0) throw new RangeError('too many parts');
  }
}

/** What the parts of a file have in common. */
interface Context {
  readonly file: string;
  readonly targets: ReadonlyMap<Alias, Node>;
  readonly lines: LineCounter;
  readonly left: PartsLeft;
}

const MERGE_TAGS: ReadonlyMap<string | undefined, MergeTag> = new Map([
  ['!reset', 'reset'],
  ['!override', 'override'],
]);

/**
 * The documents of a text: compose merges several of one file as it merges several files.
 *
 * @throws if it is no YAML, with the place
 */
export function parseCompose(text: string, file: string, left: PartsLeft): ComposeNode[] {
  const lines = new LineCounter();
  const tooLarge = sizeProblem(text);
  if (tooLarge !== undefined) throw new Error(problemText(file, { line: 1, column: 1, message: tooLarge }));
  try {
    const options = { merge: true, stringKeys: true, uniqueKeys: false };
    return strictDocuments(text, lines, options, 'any').map((document) => {
      const context = { file, targets: targetsOf(document), lines, left };
      return nodeOf(document.contents as Node | null, context, placeIn(context, document.contents as Node | null));
    });
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new Error(problemText(file, problemOf(error, lines)));
  }
}

function placeIn({ file, lines }: Context, node: Node | null | undefined): ComposePlace {
  return { file, ...placeAt(node?.range?.[0] ?? 0, lines) };
}

function nodeOf(written: Node | null, context: Context, place: ComposePlace): ComposeNode {
  context.left.take();
  const node = isAlias(written) ? context.targets.get(written) : written;
  return new ComposeNode(place, () => contentOf(node, context), MERGE_TAGS.get(node?.tag));
}

function contentOf(node: Node | null | undefined, context: Context): Content {
  if (isMap(node)) return { kind: 'map', entries: mergedEntries(node, context) };
  if (isSeq(node)) {
    const items = (node.items as Node[]).map((item) => nodeOf(item, context, placeIn(context, item)));
    return { kind: 'list', items };
  }
  if (!isScalar(node) || node.value === null) return { kind: 'nothing' };
  return { kind: 'text', raw: scalarText(node.value, node.type === 'PLAIN' ? (node.source ?? '') : undefined) };
}

/** The entries of a map, with those that it merges (`<<`) behind its own. */
function mergedEntries(map: Node, context: Context): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const seen = new Set<unknown>([map]);
  // A set hands out what is added while it is gone through.
  for (const node of seen) {
    const add = (next: unknown) => seen.add(isAlias(next) ? context.targets.get(next) : next);
    if (isSeq(node)) node.items.forEach(add);
    if (!isMap(node)) continue;
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      if (name === '<<') add(value);
      else if (!entries.has(name)) entries.set(name, entryOf(name, key as Node, value as Node | null, context));
    }
  }
  return entries;
}

function entryOf(name: string, key: Node, value: Node | null, context: Context): Entry {
  context.left.take();
  const place = placeIn(context, key);
  return { name, place, value: nodeOf(value, context, value === null ? place : placeIn(context, value)) };
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
