import { type Field, pathText } from '../../../model/field';
import { isKubernetes } from '../../../model/kubernetes-version';
import type { PartType } from '../../../schemas/part-types';
import type { Part } from '../../../schemas/parts';
import { shown } from '../../../text/shown';
import type { PartReport, RuleOn } from '../../rule';

/** What is wrong with a value, if anything. What is of another type is of no interest here: F2 tells of it. */
export type Constraint = (raw: unknown, kubernetesVersion?: string) => string | undefined;
type TextProblem = (text: string, kubernetesVersion?: string) => string | undefined;
type PartCheck = RuleOn<'part'>['check'];

const MOST_SHOWN = 70;

/** A check of the fields of a part, each by itself. */
export function checkOf(fields: Readonly<Record<string, Constraint>>): PartCheck {
  const constraints = Object.entries(fields);
  return (part, report, { settings: { kubernetesVersion } }) => {
    for (const [name, constraint] of constraints) {
      const problem = constraint(part.raw[name], kubernetesVersion);
      if (problem !== undefined) tell(report, part.field.at(name), problem);
    }
  };
}

/** Several checks of one part. */
export function checksOf(...checks: readonly PartCheck[]): PartCheck {
  return (part, report, app) => {
    for (const check of checks) check(part, report, app);
  };
}

/** Checks of sources of volumes, but for those of PersistentVolumes, which have a rule of their own. */
export function ofPods<T extends PartType>(checks: Readonly<Record<T, PartCheck>>): Record<T, PartCheck> {
  const guarded = Object.entries<PartCheck>(checks).map(([type, check]): [string, PartCheck] => [
    type,
    (part, report, app) => {
      if (part.holder?.type !== 'PersistentVolumeSpec') check(part, report, app);
    },
  ]);
  return Object.fromEntries(guarded) as Record<T, PartCheck>;
}

/** Says what is wrong at a place, unless a token stands there. */
export function tell(report: PartReport, place: Field, problem: string): void {
  if (!place.isUnresolved) report(place, `${pathText(place.path)} ${problem}`);
}

/** For Go, nothing, null and the empty text are one. */
export function isMissing(raw: unknown): boolean {
  return raw === undefined || raw === null || raw === '';
}

/** A check of what must not be missing, by what to write. */
export function requiring(fields: Readonly<Record<string, string>>): PartCheck {
  return checkOf(Object.fromEntries(Object.entries(fields).map(([name, what]) => [name, requirement(what)])));
}

/** What must not be missing, and what must hold of it besides. */
export function requirement(what: string, constraint?: Constraint): Constraint {
  return (raw, version) => {
    if (!isMissing(raw)) return constraint?.(raw, version);
    return `is ${raw === '' ? 'empty' : 'missing'}: write ${what}`;
  };
}

/** A text that may be left out, or be empty. */
export function text(problemOf: TextProblem): Constraint {
  return (raw, version) => (raw === '' ? undefined : givenText(problemOf)(raw, version));
}

/** A text that may be left out; the empty one is judged like any other. */
export function givenText(problemOf: TextProblem): Constraint {
  return (raw, version) => {
    const problem = typeof raw === 'string' ? problemOf(raw, version) : undefined;
    return problem && `is ${shownText(raw as string)}, which ${problem}`;
  };
}

/** A whole number from one to another. */
export function from(least: number, most: number): Constraint {
  return (raw) => {
    const number = wholeNumber(raw);
    const isFine = number === undefined || (number >= least && number <= most);
    return isFine ? undefined : `is ${shown(raw)}: write a number from ${least} to ${most}`;
  };
}

/** A list whose texts are judged one by one. */
export function checkTexts(list: Field, problemOf: TextProblem, report: PartReport, version?: string): void {
  if (!Array.isArray(list.raw)) return;
  for (const item of list.items()) {
    const problem = textOf(item) === undefined ? undefined : givenText(problemOf)(textOf(item), version);
    if (problem !== undefined) tell(report, item, problem);
  }
}

/** What holds only since a release; before, the field is not known, and F1 tells of it. */
export function since(release: string, constraint: Constraint): Constraint {
  return (raw, version) => (isKubernetes(version, release) ? constraint(raw, version) : undefined);
}

/** The number that stands there; undefined for what Go does not decode into one. */
export function wholeNumber(raw: unknown): number | undefined {
  if (typeof raw === 'bigint') return Number(raw);
  return typeof raw === 'number' && Number.isInteger(raw) ? raw : undefined;
}

/** The text that Go reads: the empty one for nothing; undefined for what is none. */
export function textOf({ raw, isUnresolved }: Field): string | undefined {
  if (typeof raw === 'string') return raw;
  return (raw === undefined || raw === null) && !isUnresolved ? '' : undefined;
}

/** A text for a message; of a long one, how it begins. */
export function shownText(value: string): string {
  return value.length <= MOST_SHOWN ? shown(value) : `${shown(value.slice(0, MOST_SHOWN))}…`;
}

/** Whether a list has something in it. */
export function hasItems(raw: unknown): boolean {
  return Array.isArray(raw) && raw.length > 0;
}

/** Which of the fields stand there. */
export function givenOf({ raw }: Part, names: readonly string[]): string[] {
  return names.filter((name) => raw[name] !== undefined && raw[name] !== null);
}
