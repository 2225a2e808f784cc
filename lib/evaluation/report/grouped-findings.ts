import { grouped } from '../../collections/grouped';
import { WORKLOAD_KINDS } from '../../model/kinds';
import { Severity } from '../../validation/severity';
import { distinctFindings, type FindingRecord } from './finding-record';

/** Findings that are said in one line. */
export interface FindingGroup {
  readonly severity: Severity;
  readonly rule?: string;
  readonly environments: readonly string[];
  /** The constructs, each once. */
  readonly paths: readonly string[];
  /** What they are, where there are several. */
  readonly noun: string;
  readonly message: string;
  readonly suppressedBecause?: string;
}

interface Draft extends Omit<FindingGroup, 'message'> {
  readonly messages: readonly string[];
  /** The message without what differs from environment to environment. */
  readonly common: string;
  /** What and where it is, with the same text in each environment whose name is a part of the names. */
  readonly anywhere: string;
}

/** So many names are told where messages differ in a name. */
const MOST_NAMES = 3;
/** No more than so many constructs of which a rule says the same, but for names, are read one by one. */
const FEW = { [Severity.ERROR]: 9, [Severity.WARNING]: 3 };

/**
 * What can be said in one line is said in one: of the same construct in several environments, and of many objects of one
 * kind of which a rule says the same, but for the names that it quotes.
 */
export function groupedFindings(findings: readonly FindingRecord[]): FindingGroup[] {
  // What is the same in each may name one of them.
  const same = mergeDrafts(distinctFindings(findings).map(draftOf), ({ paths, messages }) => [paths, messages]);
  const overEnvironments = mergeDrafts(same, ({ paths, common }) => [paths, common]);
  // Where charts are called after the environment, the paths differ, too.
  const overPaths = mergeDrafts(overEnvironments, ({ noun, anywhere }) => [noun, anywhere], isOfDifferentEnvironments);
  // Of whatever kind they are: one namespace that is wrong makes many.
  const equal = mergeDrafts(overPaths, ({ environments, common }) => [environments, common]);
  const alike = mergeDrafts(
    equal,
    ({ environments, noun, common }) => [environments, noun, common.replaceAll(NAME, '""')],
    (drafts) => drafts.length > FEW[drafts[0].severity],
  );
  return inOrder(alike);
}

/** The findings, each for itself. */
export function singleFindings(findings: readonly FindingRecord[]): FindingGroup[] {
  return inOrder(distinctFindings(findings).map(draftOf));
}

function draftOf(finding: FindingRecord): Draft {
  const { severity, rule, environment, path, kind, message, suppressedBecause } = finding;
  return {
    severity,
    rule,
    environments: environment === undefined ? [] : [environment],
    paths: path === undefined ? [] : [path],
    noun: nounOf(kind),
    messages: [message],
    common: environment === undefined ? withoutOwnContainer(finding) : withoutPlace(finding),
    // What is no object may be a file of the environment, which is a thing of its own.
    anywhere: JSON.stringify(kind === undefined ? [environment, path, message] : anywhere(finding)),
    suppressedBecause,
  };
}

function isOfDifferentEnvironments(drafts: readonly Draft[]): boolean {
  const all = drafts.flatMap(({ environments }) => environments);
  return new Set(all).size === all.length;
}

/** Makes one of all that have the same key, in the order in which they come; or leaves them apart. */
function mergeDrafts(
  drafts: readonly Draft[],
  keyOf: (draft: Draft) => unknown,
  isWorthIt: (drafts: readonly [Draft, ...Draft[]]) => boolean = () => true,
): Draft[] {
  const groups = grouped(drafts, (draft) =>
    JSON.stringify([draft.severity, draft.rule, draft.suppressedBecause, keyOf(draft)]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group;
    return first !== undefined && isWorthIt([first, ...others]) ? [mergeGroup(first, group)] : group;
  });
}

function mergeGroup(first: Draft, group: readonly Draft[]): Draft {
  const nouns = new Set(group.map(({ noun }) => noun));
  return {
    ...first,
    noun: nouns.size === 1 ? first.noun : 'objects',
    environments: [...new Set(group.flatMap(({ environments }) => environments))],
    paths: [...new Set(group.flatMap(({ paths }) => paths))],
    messages: [...new Set(group.flatMap(({ messages }) => messages))],
  };
}

/** A name as messages quote it, a command, or the path of another construct. */
const NAME = /"(?:[^"\\]|\\.)*"|`[^`]*`|\[[^[\]]*\]/g;

/** The names of an environment and of its namespace differ where nothing else does. */
function withoutPlace(finding: FindingRecord): string {
  const { environment, namespace } = finding;
  const places = [namespace, environment].filter((name) => name !== undefined && name !== '');
  return withoutOwnContainer(finding).replaceAll(NAME, (name) =>
    places.reduce<string>((text, place) => text.replaceAll(String(place), '\0'), name),
  );
}

/** The path and the message, in which a namespace is a whole name, and an environment a word of one. */
function anywhere(finding: FindingRecord): [path: string, message: string] {
  const { environment, namespace, path = '' } = finding;
  const isWord = environment === undefined ? undefined : wordOf(environment);
  const withoutWord = (text: string) => (isWord === undefined ? text : text.replaceAll(isWord, '\u0001'));
  const message = withoutOwnContainer(finding).replaceAll(NAME, (name) =>
    name
      .split(/(["/])/)
      .map((part) => (part === namespace ? '\0' : withoutWord(part)))
      .join(''),
  );
  return [withoutWord(path), message];
}

const wordOf = (name: string) =>
  new RegExp(`(?<![A-Za-z0-9])${name.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![A-Za-z0-9])`, 'g');

/** The container of an application is called like it: of two that have one mistake, that is no difference. */
function withoutOwnContainer({ message, path = '' }: FindingRecord): string {
  const own = path.split('/');
  return message.replaceAll(/(?<=\bcontainer )"([^"\\]*)"/g, (quoted, name) => (own.includes(name) ? '"\0"' : quoted));
}

/** One message for all: where they differ in a name, the first few of the names. */
function oneOf(messages: readonly string[]): string {
  const [first = ''] = messages;
  const names = messages.map((message) => message.match(NAME) ?? []);
  let index = 0;
  return first.replaceAll(NAME, () => {
    const all = new Set(names.map((own) => own[index] ?? ''));
    index++;
    return enumerate([...all], MOST_NAMES, '…');
  });
}

/** The first few of a list; `rest` stands for the others. */
export function enumerate(items: readonly string[], most: number, rest: string): string {
  return items.length <= most ? items.join(', ') : [...items.slice(0, most), rest].join(', ');
}

function inOrder(drafts: readonly Draft[]): FindingGroup[] {
  return [...drafts]
    .sort(byWeight)
    .map(({ messages, common, anywhere: _, ...group }) => ({ ...group, message: oneOf(messages) }));
}

/** Errors first, what is suppressed last, then by rule: by its letters, then by its number. */
function byWeight(a: Draft, b: Draft): number {
  const [nameA, numberA] = orderOf(a.rule);
  const [nameB, numberB] = orderOf(b.rule);
  if (weightOf(a) !== weightOf(b)) return weightOf(a) - weightOf(b);
  return nameA === nameB ? numberA - numberB : nameA < nameB ? -1 : 1;
}

function weightOf({ severity, suppressedBecause }: Draft): number {
  if (suppressedBecause !== undefined) return 2;
  return severity === Severity.ERROR ? 0 : 1;
}

function orderOf(rule = ''): [string, number] {
  const [, name = '', number] = /^(\D*)(\d*)/.exec(rule) ?? [];
  return [name, Number(number)];
}

function nounOf(kind: string | undefined): string {
  if (kind === undefined) return 'constructs';
  if ((WORKLOAD_KINDS as readonly string[]).includes(kind)) return 'workloads';
  if (/[^aeiou]y$/.test(kind)) return `${kind.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/.test(kind) ? `${kind}es` : `${kind}s`;
}
