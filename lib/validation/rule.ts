import type { AppModel, Settings } from '../model/app-model';
import type { Resource } from '../model/resource';
import { asLine } from '../text/shown';

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
  readonly check: (app: AppModel, report: Report) => void;
  /**
   * Rules whose finding about the same object says all that one of this rule would: one mistake is told once,
   * also where that one is suppressed.
   */
  readonly explainedBy?: readonly string[];
  /** The setting of which the rule assumes something where nobody has told it. */
  readonly assumes?: keyof Settings;
}

/** Tells that the resource breaks the rule being checked; the message has the offending value and the remedy. */
export type Report = (resource: Resource, message: string) => void;

/** A broken rule. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly resource: Resource;
}

export function findingsOf(rules: readonly Rule[], app: AppModel): Finding[] {
  const findings: Finding[] = [];
  const broken = new Map<Resource, Set<string>>();
  for (const { id, severity, check } of rules) {
    check(app, (resource, message) => {
      if (resource.explainedRules?.includes(id)) return;
      findings.push({ rule: id, severity, message: asLine(message), resource });
      broken.set(resource, (broken.get(resource) ?? new Set()).add(id));
    });
  }
  const explainedBy = new Map(rules.map(({ id, explainedBy: others = [] }) => [id, others]));
  return findings.filter(
    ({ rule, resource }) => !explainedBy.get(rule)?.some((other) => broken.get(resource)?.has(other)),
  );
}
