import { asLine } from './shown';
import type { Subject } from './subject';
import type { AppView, Settings } from './view/app-view';

/** What a broken rule does: an error stops the synthesis, a warning is printed. */
export enum Severity {
  /** Refused by the API server, the operator or Argo CD, or silently misread by one of them. */
  ERROR = 'error',
  /** Works, but is unwise. */
  WARNING = 'warning',
}

/** One invariant of Infisical-backed workloads. */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** One line for the list of rules: what must hold. */
  readonly title: string;
  readonly check: (app: AppView, report: Report) => void;
  /**
   * Rules whose finding about the same object says all that one of this rule would: one mistake is told once,
   * also where that one is suppressed.
   */
  readonly explainedBy?: readonly string[];
  /** The setting of which the rule assumes something where nobody has told it. */
  readonly assumes?: keyof Settings;
}

/** Tells that the subject breaks the rule being checked; the message has the offending value and the remedy. */
export type Report = (subject: Subject, message: string) => void;

/** A broken rule. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly subject: Subject;
}

export function findingsOf(rules: readonly Rule[], app: AppView): Finding[] {
  const findings: Finding[] = [];
  const broken = new Map<Subject, Set<string>>();
  for (const { id, severity, check } of rules) {
    check(app, (subject, message) => {
      if (subject.explainedRules?.includes(id)) return;
      findings.push({ rule: id, severity, message: asLine(message), subject });
      broken.set(subject, (broken.get(subject) ?? new Set()).add(id));
    });
  }
  const explainedBy = new Map(rules.map(({ id, explainedBy: others = [] }) => [id, others]));
  return findings.filter(
    ({ rule, subject }) => !explainedBy.get(rule)?.some((other) => broken.get(subject)?.has(other)),
  );
}
