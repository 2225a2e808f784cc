import { type Field, pathText } from '../model/field';
import { isKubernetes } from '../model/kubernetes-version';
import { quotedText } from '../text/key-name';
import { shown, shownText } from '../text/shown';
import { isMissing, textsOf, wholeNumber } from './go-values';
import type { PartReport, RuleOn } from './rule';

/** What is wrong with a value, if anything. What is of another type is of no interest here: F2 tells of it. */
export type Constraint = (raw: unknown, kubernetesVersion?: string) => string | undefined;
type TextProblem = (text: string, kubernetesVersion?: string) => string | undefined;
type PartCheck = RuleOn<'part'>['check'];

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

/** Says what is wrong at a place, if anything, unless a token stands there. */
export function tell(report: PartReport, place: Field, problem: string | undefined): void {
  if (problem !== undefined && !place.isUnresolved) report(place, `${pathText(place.path)} ${problem}`);
}

/** Says that something must stand at a place, in which nothing does, or nothing but an empty list or object. */
export function tellMissing(report: PartReport, place: Field, remedy: string): void {
  tell(report, place, missing(place.raw, remedy));
}

/** Says what a constraint finds at a place. */
export function checkField(report: PartReport, place: Field, constraint: Constraint, version?: string): void {
  tell(report, place, constraint(place.raw, version));
}

/** Says what is wrong with the texts of a list, one by one. */
export function checkTexts(report: PartReport, list: Field, problemOf: TextProblem, version?: string): void {
  for (const { field, text } of textsOf(list)) tell(report, field, givenText(problemOf)(text, version));
}

/** What must not be missing, and what must hold of it besides. */
export function requiredValue(remedy: string, constraint?: Constraint): Constraint {
  return (raw, version) => (isMissing(raw) ? missing(raw, remedy) : constraint?.(raw, version));
}

/** A list that must have something in it. */
export function requiredItems(remedy: string): Constraint {
  return (raw) => (isMissing(raw) || (Array.isArray(raw) && raw.length === 0) ? missing(raw, remedy) : undefined);
}

function missing(raw: unknown, remedy: string): string {
  return `is ${raw === '' ? 'empty' : 'missing'}: ${remedy}`;
}

/** A text that may be left out, or be empty. */
export const text = textConstraint(whichProblem, false);
/** A text that may be left out; the empty one is judged like any other. */
export const givenText = textConstraint(whichProblem, true);
/** The same two, told in brief: `"x" must be …`. */
export const briefText = textConstraint(quotedProblem, false);
export const givenBriefText = textConstraint(quotedProblem, true);

function textConstraint(sentence: (text: string, problem: string) => string, ofEmpty: boolean) {
  return (problemOf: TextProblem): Constraint =>
    (raw, version) => {
      if (typeof raw !== 'string' || (raw === '' && !ofEmpty)) return undefined;
      const problem = problemOf(raw, version);
      return problem && sentence(raw, problem);
    };
}

function whichProblem(text: string, problem: string): string {
  return `is ${shownText(text)}, which ${problem}`;
}

function quotedProblem(text: string, problem: string): string {
  return `${quotedText(text)} ${problem}`;
}

/** What is wrong with a text that should be one of a few words, which no schema knows as a closed set. */
export function oneOf(...words: readonly string[]): TextProblem {
  return (text) => (words.includes(text) ? undefined : `is none of ${words.join(', ')}: write one of them`);
}

/** A whole number from one to another. */
export function from(least: number, most: number): Constraint {
  return (raw) => {
    const number = wholeNumber(raw);
    const isFine = number === undefined || (number >= least && number <= most);
    return isFine ? undefined : `is ${shown(raw)}: write a number from ${least} to ${most}`;
  };
}

/** A number, by what to write instead of it, if anything. */
export function numeric(remedyFor: (number: number) => string | undefined): Constraint {
  return (raw) => {
    const remedy = typeof raw === 'number' ? remedyFor(raw) : undefined;
    return remedy && `is ${shown(raw)}: ${remedy}`;
  };
}

/** What holds only since a release; before, the field is not known, and F1 tells of it. */
export function since(release: string, constraint: Constraint): Constraint {
  return (raw, version) => (isKubernetes(version, release) ? constraint(raw, version) : undefined);
}
