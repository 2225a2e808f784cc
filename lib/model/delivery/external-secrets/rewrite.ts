import { quotedText } from '../../../text/key-name';
import { isSubstituted } from '../../../text/substitution';
import type { Field } from '../../field';
import type { KeyNaming } from '../delivery';
import { replacer } from './go-regexp';
import { ANY_NAME, transformBy } from './key-transform';
import { soleSourcesOf } from './rewritten-from';

/** Something that cannot be followed, with its place. */
interface Untold {
  readonly at: Field;
  readonly problem: string;
}

/** What the rewrites of an entry make of each name. */
export interface Rewriting {
  /** Absent where nobody can say. */
  readonly naming?: KeyNaming;
  /** Names that come in addition, whatever the others are. */
  readonly added: readonly string[];
  /** A rule of it that Go and we may read differently. */
  readonly untried?: Untold;
  /** What gives names that nobody here knows. */
  readonly untold?: Untold;
}

/** What becomes of the name of a key; undefined where nobody can say. */
type Renaming = (name: string) => string | undefined;

/**
 * What the `rewrite` of a `dataFrom` entry does, or the conversion that takes place without one. External Secrets v2.9.0,
 * pkg/controllers/externalsecret/externalsecret_controller_secret.go `handleFindAllSecrets` and runtime/esutils/utils.go:
 * what is found is rewritten, one operation after the other; without any of them it is converted; then a key without a
 * name is dropped, and one with another character fails the whole; values are decoded at last. Of keys that are rewritten
 * to one name, that stays which Go's map gives last.
 */
export function rewritingOf(entry: Field, conversion: Field): Rewriting {
  const operations = entry.at('rewrite').items();
  if (operations.length === 0) return { naming: convertedBy(conversion), added: [] };
  let [nameOf, untold]: [Renaming, Untold | undefined] = [(name) => name, undefined];
  let added: string[] = [];
  for (const operation of operations) {
    const into = intoJson(operation);
    if (into !== undefined) {
      added.push(into);
      continue;
    }
    const renaming = renamingOf(operation);
    added = renaming === undefined ? [] : added.flatMap((name) => renaming(name) ?? []);
    if (renaming === undefined) untold ??= untoldIn(operation);
    else nameOf = both(nameOf, renaming);
  }
  const [untried] = operations.flatMap((operation) => untriedIn(operation.at('regexp')) ?? []);
  if (untried !== undefined) return { added, untried };
  if (untold !== undefined) return { added, untold };
  return { naming: { nameOf: withForm(nameOf), soleSourcesOf: soleSourcesOf(operations) }, added };
}

/** The key that a merge writes beside all others, as one that does not put their members in their place. */
function intoJson(operation: Field): string | undefined {
  const merge = operation.at('merge');
  return merge.at('strategy').raw === 'JSON' ? merge.text('into').value || undefined : undefined;
}

/** A regular expression that Go refuses, or reads in another way than anybody here does: the names it makes are not known. */
function untriedIn(regexp: Field): Untold | undefined {
  if (!regexp.isGiven) return undefined;
  const source = regexp.text('source');
  if (source.value === undefined) return { at: regexp, problem: 'the rewrite has no source as a text' };
  if (replacer(source.value, '')?.(ANY_NAME) === undefined) {
    return { at: source, problem: `the regular expression ${quotedText(source.value)} is not tried here` };
  }
  const target = regexp.text('target');
  if (!isFilledInLater(target.value ?? '', source.value)) return undefined;
  return { at: target, problem: `the target ${quotedText(target.value ?? '')} is filled in later` };
}

/** Whether a target has more than the groups of its regular expression. */
function isFilledInLater(target: string, source: string): boolean {
  const isGroup = (name: string) => /^\d+$/.test(name) || source.includes(`<${name}>`);
  return isSubstituted(target.replace(/\$\{(\w+)\}/g, (whole, name: string) => (isGroup(name) ? '' : whole)));
}

function untoldIn(operation: Field): Untold {
  const merge = operation.at('merge');
  if (merge.isGiven) return { at: merge, problem: 'the merge gives names that stand in the values of the keys' };
  const template = operation.text('transform', 'template');
  const text = template.value === undefined ? '' : ` ${quotedText(template.value)}`;
  return { at: template.isGiven ? template : operation, problem: `the template${text} is not computed here` };
}

function both(first: Renaming, second: Renaming): Renaming {
  return (name) => {
    const between = first(name);
    return between === undefined ? undefined : second(between);
  };
}

/** Of a key without a name nothing is left; another character fails the whole. */
function withForm(renaming: Renaming): Renaming {
  return (name) => {
    const renamed = renaming(name);
    return renamed === undefined || !/^[-._\p{L}\p{N}]+$/u.test(renamed) ? undefined : renamed;
  };
}

/** Of several operations in one entry, External Secrets takes them in this order. */
function renamingOf(operation: Field): Renaming | undefined {
  const [merge, regexp, transform] = ['merge', 'regexp', 'transform'].map((name) => operation.at(name));
  if (merge.isGiven) return undefined;
  if (regexp.isGiven) {
    const [source, target] = [regexp.text('source').value, regexp.text('target').value];
    return source === undefined ? undefined : replacer(source, target ?? '');
  }
  if (!transform.isGiven) return (name) => name;
  const template = transform.text('template').value;
  return template === undefined ? undefined : transformBy(template);
}

const ODD = /[^-._\p{L}\p{N}]/gu;

function convertedBy(conversion: Field): KeyNaming {
  const nameOf = conversion.raw === 'Unicode' ? unicodeName : plainName;
  return { nameOf, soleSourcesOf: (name) => [name], isConversion: true };
}

function plainName(name: string): string {
  return name.replace(ODD, '_');
}

function unicodeName(name: string): string {
  return name.replace(ODD, (one) => `_U${(one.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}_`);
}
