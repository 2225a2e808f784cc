/** What a simple value of a compose file can be. */
export type Simple = 'text' | 'number' | 'whole number' | 'flag' | 'nothing';

/** The fields of a map, by their names. */
export interface Fields {
  readonly [field: string]: Shape;
}

/** What may stand at a place of a compose file: any of these. */
export interface Shape {
  readonly simple: readonly Simple[];
  /** The only texts. */
  readonly words?: readonly string[];
  /** Of a whole number. */
  readonly from?: number;
  readonly to?: number;
  /** What a list holds. */
  readonly items?: Shape;
  /** No item may stand there twice. */
  readonly areItemsUnique?: boolean;
  /** What a map holds under names that the specification knows. */
  readonly fields?: Fields;
  readonly required?: readonly string[];
  /** What a map holds under names of its own. */
  readonly entries?: Shape;
  /** What those names are made of. */
  readonly entryName?: RegExp;
}

const simple = (...kinds: Simple[]): Shape => ({ simple: kinds });

export const TEXT = simple('text');
export const FLAG = simple('flag');
export const NUMBER = simple('number');
export const WHOLE = simple('whole number');
export const FLAG_OR_TEXT = simple('flag', 'text');
export const NUMBER_OR_TEXT = simple('number', 'text');
export const WHOLE_OR_TEXT = simple('whole number', 'text');
export const TEXT_OR_NOTHING = simple('text', 'nothing');
const NOTHING = simple('nothing');

/** What the specification leaves open, such as the options of a driver. */
export const ANY_ENTRIES: Shape = { simple: [], entries: { simple: ['text', 'number', 'flag', 'nothing'] } };

export function oneOfWords(...words: string[]): Shape {
  return { simple: ['text'], words };
}

export function wholeWithin(from: number, to?: number): Shape {
  return { simple: ['whole number', 'text'], from, to };
}

export function listOf(items: Shape): Shape {
  return { simple: [], items };
}

export function setOf(items: Shape): Shape {
  return { simple: [], items, areItemsUnique: true };
}

export function objectOf(fields: Fields, ...required: string[]): Shape {
  return { simple: [], fields, required };
}

/** A map with names of its own. */
export function entriesOf(entries: Shape, entryName?: RegExp): Shape {
  return { simple: [], entries, entryName };
}

/** Any of these: each is another kind of value. */
export function anyOf(...shapes: Shape[]): Shape {
  return Object.assign({}, ...shapes, { simple: shapes.flatMap((shape) => shape.simple) });
}

export function orNothing(shape: Shape): Shape {
  return anyOf(shape, NOTHING);
}

export const TEXTS = setOf(TEXT);
export const TEXT_OR_TEXTS = anyOf(TEXT, TEXTS);
export const COMMAND = anyOf(NOTHING, TEXT, listOf(TEXT));
/** `A=b` in a list, or `A: b` in a map. */
export const ASSIGNMENTS = anyOf(TEXTS, entriesOf(simple('text', 'number', 'flag', 'nothing')));
/** What services, networks, volumes, secrets and configs are called. */
export const OWN_NAME = /^[a-zA-Z0-9._-]+$/;
