import { Yaml } from 'cdk8s';

/**
 * A document as cdk8s writes it, byte for byte. What is common is written directly; any scalar that needs a second
 * thought is left to the `yaml` package, and so is a whole document with something in it that JSON does not have.
 */
export function yamlDocument(document: unknown): string {
  if (!isPlainObject(document)) return Yaml.stringify(document);
  const keys = Object.keys(document);
  if (keys.length === 0) return Yaml.stringify(document);
  try {
    return mapping(document, keys, '', '', new Set([document]));
  } catch (error) {
    if (error === UNUSUAL) return Yaml.stringify(document);
    throw error;
  }
}

/** A file with a document for each item. */
export function yamlFile<T>(items: readonly T[], documentOf: (item: T) => unknown): string {
  const documents = items.map((item) => {
    const text = yamlDocument(documentOf(item));
    // Makes one text of the thousand pieces that it was put together from.
    text.charCodeAt(0);
    return text;
  });
  return documents.join('---\n');
}

/** Thrown where a document is none of JSON. */
const UNUSUAL = new Error('not a JSON document');

type PlainObject = Readonly<Record<string, unknown>>;

/** The entries of a mapping; `first` stands before the first one in place of the indentation. */
function mapping(
  object: PlainObject,
  keys: readonly string[],
  indent: string,
  first: string,
  seen: Set<unknown>,
): string {
  let text = '';
  let start = first;
  for (const key of keys) {
    if (!isPlainKey(key)) throw UNUSUAL;
    text += `${start}${key}:${entry(object[key], indent, seen)}`;
    start = indent;
  }
  return text;
}

function entry(value: unknown, indent: string, seen: Set<unknown>): string {
  const simple = plainScalar(value);
  if (simple !== undefined) return ` ${simple}\n`;
  if (typeof value !== 'object' || value === null) return ` ${otherScalar(value, indent, IN_MAPPING)}\n`;
  const inner = `${indent}  `;
  if (Array.isArray(value))
    return value.length === 0 ? ' []\n' : `\n${sequence(unshared(value, seen), inner, inner, seen)}`;
  if (!isPlainObject(value)) throw UNUSUAL;
  const keys = Object.keys(value);
  return keys.length === 0 ? ' {}\n' : `\n${mapping(unshared(value, seen), keys, inner, inner, seen)}`;
}

function sequence(items: readonly unknown[], indent: string, first: string, seen: Set<unknown>): string {
  let text = '';
  let start = first;
  for (let i = 0; i < items.length; i++) {
    text += `${start}- ${item(items[i], indent, seen)}`;
    start = indent;
  }
  return text;
}

function item(value: unknown, indent: string, seen: Set<unknown>): string {
  const simple = plainScalar(value);
  if (simple !== undefined) return `${simple}\n`;
  if (typeof value !== 'object' || value === null) return `${otherScalar(value, indent, IN_SEQUENCE)}\n`;
  if (Array.isArray(value))
    return value.length === 0 ? '[]\n' : sequence(unshared(value, seen), `${indent}  `, '', seen);
  if (!isPlainObject(value)) throw UNUSUAL;
  const keys = Object.keys(value);
  return keys.length === 0 ? '{}\n' : mapping(unshared(value, seen), keys, `${indent}  `, '', seen);
}

/** Objects that occur twice become anchors and aliases. */
function unshared<T>(value: T, seen: Set<unknown>): T {
  if (seen.has(value)) throw UNUSUAL;
  seen.add(value);
  return value;
}

const RESERVED = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null']);
// YAML 1.1 takes `e0` for a number.
const PLAIN = /^(?![eE][-+]?\d+$)[A-Za-z_/](?:(?:[\w./@%+=,;()<>-]| (?! )|:(?! ))*[\w./@%+=,;)<>])?$/;
const PLAIN_KEY = /^(?![eE][-+]?\d+$)[A-Za-z_/](?:[\w./@-]*[\w./@])?$/;
const LONGEST_RESERVED = 5;
const LONGEST_KEY = 128;

/** The value where it is written as it is; undefined where that takes a second thought. */
function plainScalar(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      if (!PLAIN.test(value)) return undefined;
      return value.length <= LONGEST_RESERVED && RESERVED.has(value.toLowerCase()) ? undefined : value;
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : undefined;
    case 'boolean':
      return value ? 'true' : 'false';
    case 'undefined':
      return 'null';
    default:
      return value === null ? 'null' : undefined;
  }
}

function isPlainKey(key: string): boolean {
  const known = KEYS.get(key);
  if (known !== undefined) return known;
  const plain =
    key.length <= LONGEST_KEY &&
    PLAIN_KEY.test(key) &&
    !(key.length <= LONGEST_RESERVED && RESERVED.has(key.toLowerCase()));
  if (KEYS.size < CACHE_SIZE) KEYS.set(key, plain);
  return plain;
}

interface Place {
  /** The scalar as the `yaml` package writes it in such a place, without indentation. */
  readonly render: (value: unknown) => string;
  readonly cache: Map<unknown, string>;
}

const CACHE_SIZE = 10_000;
const KEYS = new Map<string, boolean>();
const IN_MAPPING: Place = {
  render: (value) => Yaml.stringify({ k: value }).slice('k: '.length, -1),
  cache: new Map(),
};
const IN_SEQUENCE: Place = {
  render: (value) =>
    Yaml.stringify({ k: [value] })
      .slice('k:\n  - '.length, -1)
      .replaceAll(/\n {2}/g, '\n'),
  cache: new Map(),
};

/** A scalar that needs quotes or several lines. */
function otherScalar(value: unknown, indent: string, { render, cache }: Place): string {
  if (typeof value !== 'string' && typeof value !== 'number') throw UNUSUAL;
  let text = cache.get(value);
  if (text === undefined) {
    text = render(value);
    if (cache.size < CACHE_SIZE) cache.set(value, text);
  }
  return text.includes('\n') ? text.replaceAll(/\n(?!\n|$)/g, `\n${indent}`) : text;
}

function isPlainObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
