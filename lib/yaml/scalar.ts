import { Yaml } from 'cdk8s';
import { halfCharacterIn, isReadAlike, LONGEST_KEY, numberText, quotedText } from './read-alike';

/** Thrown where cdk8s has a form for something in the document that is not made here: see `unusualDocument`. */
export const UNUSUAL = new Error('an unusual document');
/** Thrown where no file can hold something in the document: see `UnwritableDocument`. */
export const UNWRITABLE = new Error('an unwritable document');

/** What cdk8s itself makes of a document, whoever writes for it at the time. */
export const cdk8sYaml = Yaml.stringify.bind(Yaml);

let isOwn: boolean | undefined;
/** Whether that has the form of cdk8s' own: a user may have put another writer in its place before this was loaded. */
export function isCdk8sForm(): boolean {
  isOwn ??= cdk8sYaml({ k: ['a'] }) === 'k:\n  - a\n';
  return isOwn;
}

const RESERVED = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null']);
// YAML 1.1 takes `e0` for a number.
const PLAIN = /^(?![eE][-+]?\d+$)[A-Za-z_/](?:(?:[\w./@%+=,;()<>-]| (?! )|:(?! ))*[\w./@%+=,;)<>])?$/;
const PLAIN_KEY = /^(?![eE][-+]?\d+$)[A-Za-z_/](?:[\w./@-]*[\w./@])?$/;
const LONGEST_RESERVED = 5;
const LONGEST_PLAIN_KEY = 128;
const VERY_LONG = /^\? (.*)\n {2}$/s;
const CACHE_SIZE = 10_000;

/** The value where it is written as it is; undefined where that takes a second thought. */
export function plainScalar(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return isPlain(value, PLAIN) ? value : undefined;
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

function isPlain(text: string, form: RegExp): boolean {
  return form.test(text) && !(text.length <= LONGEST_RESERVED && RESERVED.has(text.toLowerCase()));
}

/** What the text of a scalar depends on. */
export interface ScalarPosition {
  /** The scalar as cdk8s writes it in such a place, without indentation. */
  readonly render: (value: unknown) => string;
  readonly cache: Map<unknown, string>;
}

export const IN_MAPPING: ScalarPosition = {
  render: (value) => cdk8sYaml({ k: value }).slice('k: '.length, -1),
  cache: new Map(),
};
export const IN_SEQUENCE: ScalarPosition = {
  render: (value) =>
    cdk8sYaml({ k: [value] })
      .slice('k:\n  - '.length, -1)
      .replaceAll(/\n {2}/g, '\n'),
  cache: new Map(),
};
export const AS_KEY: ScalarPosition = {
  render: (key) =>
    cdk8sYaml({ k: { [String(key)]: 0 } })
      .slice('k:\n  '.length, -': 0\n'.length)
      .replace(VERY_LONG, '$1'),
  cache: new Map(),
};
/** Without indentation, some keys would begin or end a document. */
export const AS_FIRST_KEY: ScalarPosition = {
  render: (key) => cdk8sYaml({ [String(key)]: 0 }).slice(0, -': 0\n'.length),
  cache: new Map(),
};

/** A key as it stands before its colon. */
export function keyText(key: string, place: ScalarPosition): string {
  return place.cache.get(key) ?? newKeyText(key, place);
}

function newKeyText(key: string, { render, cache }: ScalarPosition): string {
  const isWritten = key.length <= LONGEST_PLAIN_KEY && isPlain(key, PLAIN_KEY);
  const text = isWritten ? key : correctedText(key, render(key));
  if (text.length > LONGEST_KEY) throw UNUSUAL;
  if (cache.size < CACHE_SIZE) cache.set(key, text);
  return text;
}

/** Whether a value stands for nothing that a file could say, and cdk8s stops at it without a word of where it is. */
export function isNoData(value: unknown): boolean {
  return typeof value === 'function' || typeof value === 'symbol';
}

/** A scalar that needs quotes or several lines. */
export function otherScalar(value: unknown, indent: string, { render, cache }: ScalarPosition): string {
  if (typeof value !== 'string' && typeof value !== 'number') throw UNUSUAL;
  let text = cache.get(value);
  if (text === undefined) {
    text = correctedText(value, render(value));
    if (cache.size < CACHE_SIZE) cache.set(value, text);
  }
  return text.includes('\n') ? text.replaceAll(/\n(?!\n|$)/g, `\n${indent}`) : text;
}

/**
 * What cdk8s writes for a text or a number, or what it should write so that every reader takes it for what it is.
 *
 * @throws UNWRITABLE
 */
export function correctedText(value: string | number, written: string): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw UNWRITABLE;
    return numberText(value);
  }
  if (halfCharacterIn(value) !== undefined) throw UNWRITABLE;
  return isReadAlike(value, written) ? written : quotedText(value);
}
