import type { AppModel, Settings } from '../model/app-model';
import type { Field, Path } from '../model/field';
import type { Resource } from '../model/resource';
import type { PartType } from '../schemas/part-types';
import type { RuleExample } from './example';
import type { OperatorScope } from './operator-scope';
import type { RuleId } from './rule-ids';
import type { Severity } from './severity';
import type { Visited, Visits } from './visits';

/** What a rule is written with. */
export { type ExampleObject, type ExampleObjects, withSpec } from './example';
export { Severity } from './severity';

/** What is said of every rule, also of those that only props can break. Its id is the name by which it is exported. */
export interface RuleBody {
  readonly severity: Severity;
  /** One line for the list of rules: what must hold. */
  readonly title: string;
  /** What happens where it does not hold, for somebody who has just met it. */
  readonly why: string;
  /** Where that can be looked up: upstream's source or documentation, by version. */
  readonly source: string;
  /** What breaks it. */
  readonly bad: RuleExample;
  /** The nearest that does not. */
  readonly good: RuleExample;
  /**
   * Rules whose finding about the same object says all that one of this rule would: one mistake is told once,
   * also where that one is suppressed.
   */
  readonly explainedBy?: readonly RuleId[];
  /** Whether it says nothing of a place of which, or of whose contents, an error of another rule tells: that one says more. */
  readonly yields?: true;
  /**
   * Whether it tells of what is missing: nothing of a place where something stands that cannot be read, or where a field
   * belongs that stands elsewhere or under a wrong name.
   */
  readonly tellsOfAbsence?: true;
  /** Of which operators it holds: of any of these; of all that the rules know where absent. */
  readonly operators?: readonly OperatorScope[];
  /** Whether a finding can say how it is put right without asking, where what was meant is certain. */
  readonly hasFix?: true;
  /** The setting of which the rule assumes something where nobody has told it. */
  readonly assumes?: keyof Settings;
}

/** A rule that is called for each part of an app of one sort. */
export interface RuleOn<V extends Visited> extends RuleBody {
  readonly on: V;
  /** For a rule on parts: whether it looks at a type; it does at all of them where absent. */
  readonly looksAt?: (type: PartType) => boolean;
  /** For a rule on parts: whether it says nothing of a part whose fields are ordinary. */
  readonly skipsOrdinary?: true;
  /** For a rule on parts of a few types: its check for each. */
  readonly of?: PartChecks;
  readonly check: (visited: Visits[V], report: ReportOn<V>, app: AppModel) => void;
}

export function ruleOn<V extends Visited>(on: V, rule: Omit<RuleOn<V>, 'on'>): RuleOn<V> {
  return { on, ...rule };
}

type PartCheck = (part: Visits['part'], report: PartReport, app: AppModel) => void;
type PartChecks = { readonly [T in PartType]?: PartCheck };

/** A rule on parts of a few types, with a check for each: `of: { Container: …, Probe: … }`. */
export function ruleOnParts(rule: RuleBody & { readonly of: PartChecks }): RuleOn<'part'> {
  const { of } = rule;
  const check: PartCheck = (part, report, app) => of[part.type]?.(part, report, app);
  return { on: 'part', looksAt: (type) => of[type] !== undefined, ...rule, check };
}

export interface RuleText extends RuleBody {
  readonly id: RuleId;
}

/** One invariant of Infisical-backed workloads. */
export type Rule = { [V in Visited]: RuleOn<V> & RuleText }[Visited];

export function withIds<R extends { readonly [id in RuleId]?: RuleBody }>(rules: R) {
  const named = Object.entries(rules).map(([id, rule]) => [id, { ...rule, id }]);
  return Object.fromEntries(named) as { readonly [id in keyof R]: R[id] & RuleText };
}

/** Tells that a resource breaks the rule: where, and with the offending value and the remedy in the message. */
export type Report = (resource: Resource, at: At, message: string, fix?: Fix, meant?: Path) => void;
/** The same of the resource of the part that the rule was called for. */
export type PartReport = (at: At, message: string, fix?: Fix, meant?: Path) => void;
/** A rule for the whole app says which resource breaks it. */
type ReportOn<V extends Visited> = V extends 'app' ? Report : PartReport;
type At = Field | Path | PlaceInText;

/** A place in an object, and the line of the text that stands there, counted from 0. */
interface PlaceInText {
  readonly at: Path;
  readonly lineInText?: number;
}

/** How a mistake is put right without asking: what the cluster does today stays, or it does nothing today. */
export interface Fix {
  /** What is then otherwise, for people: `address is now "…", without /api`. */
  readonly message: string;
  readonly edits: readonly Edit[];
}

/** A value that is put at a path; the path is removed where there is none. */
export interface Edit {
  readonly path: Path;
  readonly value?: unknown;
}

export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly resource: Resource;
  /** Where in the object. */
  readonly at: Path;
  /** The line that is meant of a text which itself is YAML or a template, counted from 0. */
  readonly lineInText?: number;
  readonly message: string;
  readonly fix?: Fix;
  /**
   * Where what stands there belongs, or what is missing there: that something is missing where another name was written for
   * it is no other mistake.
   */
  readonly meant?: Path;
}
