import { keyNameProblem } from '../../../text/key-name';
import type { ComposeValue } from '../compose-yaml';

/** A part of a text as compose reads it. */
export type Word = { readonly text: string } | { readonly key: string } | { readonly problem: string };

/** A text of a value, with the field or the entry that it stands in. */
export interface PlacedText {
  readonly path: string;
  /** What a map calls it; that of its list for an item. */
  readonly name: string;
  readonly text: string;
  /** The text before, in a list. */
  readonly before?: string;
}

const PARTS = /\$\$|\$\{([^{}]*)\}|\$/g;

/** A text of a compose file in parts: `$$` is a dollar, `${NAME}` a variable, which is a secret key in our files. */
export function wordsIn(text: string): Word[] {
  const words: Word[] = [];
  let from = 0;
  for (const { 0: part, 1: name, index } of text.matchAll(PARTS)) {
    if (index > from) words.push({ text: text.slice(from, index) });
    words.push(wordOf(part, name));
    from = index + part.length;
  }
  return from < text.length || words.length === 0 ? [...words, { text: text.slice(from) }] : words;
}

function wordOf(part: string, name: string | undefined): Word {
  if (part === '$$') return { text: '$' };
  if (name === undefined) {
    return { problem: 'has a single "$": write "$$" for a dollar, or "${NAME}" for the secret key NAME' };
  }
  if (/^\w+:?[-?+]/.test(name)) {
    return {
      problem: 'has a variable with a default or a demand: write "${NAME}", and give the key a value in Infisical',
    };
  }
  const problem = keyNameProblem(name);
  return problem === undefined ? { key: name } : { problem: `has a variable whose name ${problem}` };
}

/** The texts of a value, wherever they stand; those that name its entries, which compose takes as they are, are none. */
export function textsIn(value: unknown, path: string, name = '', before?: string): PlacedText[] {
  if (typeof value === 'string') return [{ path, name, text: value, before }];
  if (Array.isArray(value)) {
    const textAt = (i: number) => (typeof value[i] === 'string' ? (value[i] as string) : undefined);
    return value.flatMap((item, i) => textsIn(item, `${path}[${i}]`, name, textAt(i - 1)));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, item]) => textsIn(item, `${path}.${field}`, field));
}

/** The secret keys that a value refers to. */
export function keysInWords(value: unknown): string[] {
  const words = textsIn(value, '').flatMap(({ text }) => wordsIn(text));
  return [...new Set(words.flatMap((word) => ('key' in word ? [word.key] : [])))];
}

/** The value as compose is to read it. */
export function renderedWords(value: unknown, render: (word: Word) => string): ComposeValue | undefined {
  if (typeof value === 'string') return wordsIn(value).map(render).join('');
  if (Array.isArray(value)) return value.map((item) => renderedWords(item, render) ?? null);
  if (typeof value !== 'object' || value === null) return value as ComposeValue | undefined;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, renderedWords(item, render)]));
}
