import {
  AS_FIRST_KEY,
  AS_KEY,
  cdk8sYaml,
  IN_MAPPING,
  IN_SEQUENCE,
  isCdk8sForm,
  keyText,
  otherScalar,
  plainScalar,
  UNUSUAL,
  UNWRITABLE,
} from './scalar';
import { unusualDocument } from './unusual-document';
import { UnwritableDocument } from './unwritable-document';

/**
 * A document as cdk8s writes it, byte for byte, but for texts and numbers that a reader would take for something else.
 * What is common is written directly; the form of a scalar that needs a second thought is asked of cdk8s, and so is that
 * of a whole document with something in it that JSON does not have.
 *
 * @throws UnwritableDocument if no file can hold it
 */
export function yamlDocument(document: unknown): string {
  if (!isCdk8sForm()) return cdk8sYaml(document);
  try {
    return usualDocument(document) ?? unusualDocument(document);
  } catch (error) {
    throw error === UNWRITABLE ? new UnwritableDocument(document) : error;
  }
}

function usualDocument(document: unknown): string | undefined {
  if (!isPlainObject(document)) return undefined;
  const keys = Object.keys(document);
  if (keys.length === 0) return undefined;
  try {
    return mapping(document, keys, '', '', new Set([document]));
  } catch (error) {
    if (error === UNUSUAL) return undefined;
    throw error;
  }
}

/** A file with a document for each item; what cannot be written is left out, and told. */
export function yamlFile<T>(
  items: readonly T[],
  documentOf: (item: T) => unknown,
  unwritten: (item: T, error: unknown) => void,
): string {
  const documents = items.map((item) => {
    const text = tryDocument(documentOf(item), (error) => unwritten(item, error));
    // Makes one text of the thousand pieces that it was put together from.
    text.charCodeAt(0);
    return text;
  });
  return documents.join('---\n');
}

function tryDocument(document: unknown, unwritten: (error: unknown) => void): string {
  try {
    return yamlDocument(document);
  } catch (error) {
    unwritten(error);
    return '';
  }
}

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
  const place = indent === '' ? AS_FIRST_KEY : AS_KEY;
  for (const key of keys) {
    text += `${start}${keyText(key, place)}:${entry(object[key], indent, seen)}`;
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
    return value.length === 0 ? ' []\n' : `\n${sequence(requireUnshared(value, seen), inner, inner, seen)}`;
  if (!isPlainObject(value)) throw UNUSUAL;
  const keys = Object.keys(value);
  return keys.length === 0 ? ' {}\n' : `\n${mapping(requireUnshared(value, seen), keys, inner, inner, seen)}`;
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
    return value.length === 0 ? '[]\n' : sequence(requireUnshared(value, seen), `${indent}  `, '', seen);
  if (!isPlainObject(value)) throw UNUSUAL;
  const keys = Object.keys(value);
  return keys.length === 0 ? '{}\n' : mapping(requireUnshared(value, seen), keys, `${indent}  `, '', seen);
}

/** Objects that occur twice become anchors and aliases. */
function requireUnshared<T>(value: T, seen: Set<unknown>): T {
  if (seen.has(value)) throw UNUSUAL;
  seen.add(value);
  return value;
}

function isPlainObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
