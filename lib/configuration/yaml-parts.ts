import type * as yaml from 'yaml';
import type { Alias, Document, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { looksLikeCredential } from '../text/credential-text';
import { misreadProblem, type TextPlace, type TextProblem } from '../text/place-in-text';

/** What is used of the `yaml` package: that of the command line, or the one that cdk8s brings. */
export type YamlLibrary = Pick<
  typeof yaml,
  'LineCounter' | 'isAlias' | 'isMap' | 'isScalar' | 'isSeq' | 'parseDocument'
>;

/** A value of a YAML file, and where it stands. */
export type Part = {
  readonly place: TextPlace;
  /** Whether it is repeated there by an alias. */
  readonly isAlias?: boolean;
} & (
  | { readonly kind: 'map'; readonly fields: readonly Field[] }
  | { readonly kind: 'list'; readonly items: readonly Part[] }
  | ScalarPart
);

export interface ScalarPart {
  readonly kind: 'scalar';
  readonly value: unknown;
  /** How it is written, but for quotes. */
  readonly source: string;
  /** From where to where in the text it stands, quotes included; absent where nothing is written. */
  readonly range?: readonly [from: number, to: number];
}

export interface Field {
  readonly name: string;
  readonly place: TextPlace;
  readonly part: Part;
}

/** In characters. */
const MAX_LENGTH = 1024 * 1024;
const MAX_PARTS = 100_000;
const MAX_DEPTH = 50;

/** What a YAML text of one document holds, or why it is none. No message repeats the text. */
export function partsOf(text: string, yaml: YamlLibrary): Part | TextProblem {
  const start = { line: 1, column: 1 };
  if (text.length > MAX_LENGTH) return { ...start, message: 'it is larger than 1 MiB' };
  const misread = misreadProblem(text);
  if (misread !== undefined) return misread;
  const counter = new yaml.LineCounter();
  const placeAt = (offset: number): TextPlace => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  let document: Document.Parsed;
  try {
    const options = { lineCounter: counter, prettyErrors: false, logLevel: 'error', strict: true } as const;
    document = yaml.parseDocument(text, { ...options, version: '1.2', stringKeys: true });
    const [problem] = [...document.errors, ...document.warnings];
    if (problem !== undefined) {
      const [offset] = problem.pos;
      const reason = problem.code === 'DUPLICATE_KEY' ? duplicate(text, offset) : reasonOf(problem.code);
      return { ...placeAt(offset), message: `this is no YAML: ${reason}` };
    }
    return new Reading(document, yaml, placeAt).part(document.contents, 0, 0);
  } catch (error) {
    if (error instanceof Unreadable) return { ...placeAt(error.offset), message: error.message };
    // The parser calls itself for each level.
    if (error instanceof RangeError) return { ...start, message: TOO_DEEP };
    throw error;
  }
}

export function isMistake(read: Part | TextProblem): read is TextProblem {
  return 'message' in read;
}

const TOO_DEEP = 'it is nested too deep';

const TAG = 'a tag (!) changes what a value is; a text that begins with ! belongs in quotes';

/** Codes of the parser, whose own words repeat the text. */
const REASONS: { readonly [code: string]: string } = {
  DUPLICATE_KEY: 'a field stands in its map twice',
  MULTIPLE_DOCS: 'there are several documents where one is expected',
  TAB_AS_INDENT: 'a tab stands in the indentation; YAML takes spaces only',
  BAD_INDENT: 'the indentation does not fit what stands above',
  MISSING_CHAR: 'a closing quote or bracket, a comma, a colon or a space is missing',
  MULTILINE_IMPLICIT_KEY: 'a key goes over several lines, or a colon is missing',
  BLOCK_AS_IMPLICIT_KEY: 'a second key or list begins within a line; put a text with ": " in quotes',
  BAD_ALIAS: 'an alias (*) names no anchor before it; a text that begins with * belongs in quotes',
  BAD_SCALAR_START: 'a text begins with a character that YAML reserves; put it in quotes',
  TAG_RESOLVE_FAILED: TAG,
  NON_STRING_KEY: 'a field has a name that is no text; put it in quotes',
};

function reasonOf(code: string): string {
  return Object.hasOwn(REASONS, code) ? REASONS[code] : 'something stands where YAML does not expect it';
}

/** Only what can be the name of a field is repeated. */
function duplicate(text: string, offset: number): string {
  const [, name] = /^["']?([a-zA-Z]{1,40})["']?\s*:/.exec(text.slice(offset, offset + 100)) ?? [];
  return name === undefined || looksLikeCredential(name)
    ? REASONS.DUPLICATE_KEY
    : `the field "${name}" stands in its map twice`;
}

class Unreadable extends Error {
  public constructor(
    public readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

class Reading {
  private parts = 0;

  public constructor(
    private readonly document: Document,
    private readonly yaml: YamlLibrary,
    private readonly placeAt: (offset: number) => TextPlace,
  ) {}

  public part(node: Node | null, near: number, depth: number): Part {
    const offset = node?.range?.[0] ?? near;
    if (depth > MAX_DEPTH) throw new Unreadable(offset, TOO_DEEP);
    // Aliases of aliases grow without end.
    if (++this.parts > MAX_PARTS) throw new Unreadable(offset, `it has more than ${MAX_PARTS} values`);
    const place = this.placeAt(offset);
    if (node !== null && 'tag' in node && node.tag !== undefined)
      throw new Unreadable(offset, `this is no YAML: ${TAG}`);
    if (node === null) return { kind: 'scalar', place, value: null, source: '' };
    if (this.yaml.isAlias(node)) {
      return { ...this.part(this.resolved(node, offset), offset, depth + 1), place, isAlias: true };
    }
    if (this.yaml.isMap(node)) return { kind: 'map', place, fields: this.fieldsOf(node, offset, depth) };
    if (this.yaml.isSeq(node)) return { kind: 'list', place, items: this.itemsOf(node, offset, depth) };
    const { value, source = '', range } = node as Scalar;
    return { kind: 'scalar', place, value, source, ...(range && { range: [range[0], range[1]] }) };
  }

  private resolved(alias: Alias, offset: number): Node {
    const node = alias.resolve(this.document);
    if (node === undefined) throw new Unreadable(offset, `this is no YAML: ${REASONS.BAD_ALIAS}`);
    return node;
  }

  private fieldsOf(map: YAMLMap, near: number, depth: number): Field[] {
    return (map.items as Pair<Node | null, Node | null>[]).map(({ key, value }) => {
      const offset = key?.range?.[0] ?? near;
      const name = this.yaml.isScalar(key) ? key.value : undefined;
      if (typeof name !== 'string') throw new Unreadable(offset, `this is no YAML: ${REASONS.NON_STRING_KEY}`);
      return { name, place: this.placeAt(offset), part: this.part(value, key?.range?.[1] ?? offset, depth + 1) };
    });
  }

  private itemsOf(list: YAMLSeq, near: number, depth: number): Part[] {
    return (list.items as (Node | null)[]).map((item) => {
      if (this.yaml.isMap(item) || item === null || 'range' in item) return this.part(item, near, depth + 1);
      throw new Unreadable(near, `this is no YAML: ${reasonOf('')}`);
    });
  }
}
