import { quotedText } from '../../../text/key-name';
import type { Field } from '../../field';
import { replacer } from './go-regexp';

/** What becomes of the name of a key; undefined where nobody can say. */
type Renaming = (name: string) => string | undefined;

/** What the rewrites of an entry make of each name. */
export interface Rewriting {
  /** Absent where nobody can say. */
  readonly nameOf?: Renaming;
  /** Names that come in addition, whatever the others are. */
  readonly added: readonly string[];
  /** Whether the names of before are gone, and those of members of JSON are there. */
  readonly hasMembers: boolean;
  /** What of it cannot be followed. */
  readonly untried?: { readonly at: Field; readonly problem: string };
}

/** What the `rewrite` of a `dataFrom` entry does, or the conversion that takes place without one. */
export function rewritingOf(entry: Field, conversion: Field): Rewriting {
  const operations = entry.at('rewrite').items();
  if (operations.length === 0) {
    const nameOf = conversion.raw === 'Unicode' ? unicodeName : plainName;
    return { nameOf, added: [], hasMembers: false };
  }
  let nameOf: Renaming | undefined = (name) => name;
  let added: string[] = [];
  let hasMembers = false;
  for (const operation of operations) {
    if (operation.at('merge').isGiven) {
      const into = operation.text('merge', 'into').value;
      if (operation.at('merge', 'strategy').raw === 'JSON' && into) added.push(into);
      else [nameOf, added, hasMembers] = [undefined, [], true];
      continue;
    }
    const renaming = renamingOf(operation);
    const before: Renaming | undefined = nameOf;
    nameOf = before && renaming && ((name) => then(before(name), renaming));
    added = renaming === undefined ? [] : added.flatMap((name) => renaming(name) ?? []);
  }
  const [untried] = operations.flatMap((operation) => untriedIn(operation.at('regexp')) ?? []);
  return { ...(nameOf && { nameOf: withForm(nameOf) }), added, hasMembers, ...(untried && { untried }) };
}

/** A name like any other, to try a regular expression with. */
const ANY_NAME = 'AnyName_0';

/** A regular expression that Go refuses, or reads in another way than anybody here does: the names it makes are not known. */
function untriedIn(regexp: Field): Rewriting['untried'] {
  if (!regexp.isGiven) return undefined;
  const source = regexp.text('source');
  if (source.value === undefined) return { at: regexp, problem: 'the rewrite has no source as a text' };
  if (replacer(source.value, '')?.(ANY_NAME) !== undefined) return undefined;
  return { at: source, problem: `the regular expression ${quotedText(source.value)} is not tried here` };
}

function then(name: string | undefined, renaming: Renaming): string | undefined {
  return name === undefined ? undefined : renaming(name);
}

/** Of a key without a name nothing is left; another character fails the whole. */
function withForm(renaming: Renaming): Renaming {
  return (name) => {
    const renamed = renaming(name);
    return renamed === undefined || !/^[-._\p{L}\p{N}]+$/u.test(renamed) ? undefined : renamed;
  };
}

function renamingOf(operation: Field): Renaming | undefined {
  const { regexp, transform } = { regexp: operation.at('regexp'), transform: operation.text('transform', 'template') };
  if (regexp.isGiven) {
    const [source, target] = [regexp.text('source').value, regexp.text('target').value];
    return source === undefined ? undefined : replacer(source, target ?? '');
  }
  return transform.value === undefined ? undefined : transformBy(transform.value);
}

const CASES: Readonly<Record<string, (name: string) => string>> = {
  upper: (name) => name.toUpperCase(),
  lower: (name) => name.toLowerCase(),
};

const WRITES_NAME = /^([^{}]*)\{\{\s*(?:\.value(?:\s*\|\s*(upper|lower))?|(upper|lower)\s+\.value)\s*\}\}([^{}]*)$/;

/** A template that writes the name once, in one case: of any other nobody here computes what it makes. */
function transformBy(template: string): Renaming | undefined {
  const match = WRITES_NAME.exec(template);
  if (match === null) return undefined;
  const [, before = '', first, second, behind = ''] = match;
  const inCase = CASES[first ?? second ?? ''] ?? ((name: string) => name);
  // Outside of ASCII the languages differ.
  return (name) => (/^[ -~]*$/.test(name) ? `${before}${inCase(name)}${behind}` : undefined);
}

const ODD = /[^-._\p{L}\p{N}]/gu;

function plainName(name: string): string {
  return name.replace(ODD, '_');
}

function unicodeName(name: string): string {
  return name.replace(ODD, (one) => `_U${(one.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}_`);
}
