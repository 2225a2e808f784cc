import { closest } from '../text/did-you-mean';
import { shown } from '../text/shown';
import type { PropsProblem } from './props-problem';

interface Props {
  readonly [prop: string]: unknown;
}

/** Words that the name of a prop may have more or less, and mean the same. */
const FURTHER = new Set([
  ...['secret', 'secrets', 'infisical', 'source', 'destination', 'location', 'target'],
  ...['slug', 'id', 'name'],
]);
const SAME_WORDS: { readonly [word: string]: string } = {
  ...{ env: 'environment', folder: 'path', directory: 'path', dir: 'path' },
};
/** What anything may have, and for a purpose of its own. */
const COMMON = new Set(['name', 'id', 'key', 'type']);

/**
 * A prop that nobody reads, spelt almost as one that is not given: `tsx` and JavaScript let `deploy: false` pass. Others
 * are in order, as props may be given with more in them than is asked for.
 */
export function misspeltIn(object: Props, props: Props, prefix = ''): PropsProblem[] {
  return unknownIn(object, props).flatMap((prop) => {
    const meant = propOfOtherSpelling(prop, object, props);
    return meant === undefined ? [] : [noProp(`${prefix}${prop}`, `"${meant}"`)];
  });
}

/**
 * The same, and a prop that has another name here: fewer extend what is written into another prop.
 *
 * @param fits whether a value may be that of a prop
 */
export function misnamedIn(
  object: Props,
  props: Props,
  prefix: string,
  fits: (value: unknown, prop: string) => boolean,
): PropsProblem[] {
  return unknownIn(object, props).flatMap((prop) => {
    const other = propOfOtherName(prop, object, Object.keys(props));
    const isMeant = other !== undefined && fits(object[prop], other);
    const meant = isMeant ? other : propOfOtherSpelling(prop, object, props);
    return meant === undefined ? [] : [noProp(`${prefix}${prop}`, `"${meant}"`)];
  });
}

/** The prop that is meant by one that is spelt almost like it, if it is not given itself. */
export function propOfOtherSpelling(prop: string, object: Props, props: Props): string | undefined {
  return closest(
    prop,
    Object.keys(props).filter((known) => object[known] === undefined),
  );
}

/** The prop that is meant by another name of the same meaning, if none of that meaning is given. */
export function propOfOtherName(prop: string, object: Props, props: readonly string[]): string | undefined {
  const meant = props.filter((known) => isSameMeaning(prop, known));
  return meant.every((known) => object[known] === undefined) ? meant[0] : undefined;
}

export function unknownIn(object: Props, props: Props): string[] {
  return Object.keys(object).filter((prop) => !Object.hasOwn(props, prop) && object[prop] !== undefined);
}

export function noProp(path: string, meant: string): PropsProblem {
  return { rule: 'N5', message: `there is no prop ${shown(path)}: did you mean ${meant}?` };
}

/** `secretPath` is `path`, `projectName` and `slug` are `projectSlug`. */
function isSameMeaning(prop: string, known: string): boolean {
  if (prop === known) return true;
  if (COMMON.has(prop)) return false;
  return (
    meaningOf(prop) === meaningOf(known) ||
    wordsOf(known)
      .join(' ')
      .endsWith(` ${wordsOf(prop).join(' ')}`)
  );
}

function meaningOf(prop: string): string {
  const words = wordsOf(prop);
  const telling = words.filter((word) => !FURTHER.has(word));
  const meanings = (telling.length === 0 ? words : telling).map((word) =>
    Object.hasOwn(SAME_WORDS, word) ? SAME_WORDS[word] : word,
  );
  return [...new Set(meanings)].join(' ');
}

function wordsOf(prop: string): string[] {
  return prop
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s_-]+/);
}
