import type { Path } from '../field';
import { UnreadYaml } from './unread-yaml';

/** A value of YAML, and the line that it begins on, counted from 0: that of its key, where it has one. */
export interface Node {
  readonly line: number;
  readonly text?: string | null;
  readonly items?: readonly Node[];
  readonly entries?: ReadonlyMap<string, Node>;
  /** The line of its first line of text, where each line of the text is one of its own. */
  readonly firstLine?: number;
}

export function withEntry(entries: Map<string, Node>, key: string, value: Node): void {
  if (key === '<<') throw new UnreadYaml(value.line, 'a merge (<<) is not read here');
  if (entries.has(key)) throw new UnreadYaml(value.line, 'a key stands in its map twice');
  entries.set(key, value);
}

export function contentOf({ text, items, entries }: Node): unknown {
  if (items !== undefined) return items.map(contentOf);
  if (entries === undefined) return text ?? null;
  const content: Record<string, unknown> = {};
  for (const [key, value] of entries) {
    // A plain assignment of `__proto__` would set the prototype.
    Object.defineProperty(content, key, { value: contentOf(value), enumerable: true });
  }
  return content;
}

/** The node at a path; the closest one above it where there is none. */
export function nodeAt(root: Node, path: Path): Node {
  let node = root;
  for (const part of path) {
    const inside = typeof part === 'number' ? node.items?.[part] : node.entries?.get(part);
    if (inside === undefined) return node;
    node = inside;
  }
  return node;
}
