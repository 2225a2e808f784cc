import type { TextPlace } from '../../text/place-in-text';
import { asLine } from '../../text/shown';
import { Severity } from '../../validation/severity';

/** One thing that is wrong, or unwise, as it is reported: plain data, so that it can leave the process. */
export interface FindingRecord extends Partial<TextPlace> {
  readonly severity: Severity;
  /** Id of the rule; what another library's construct says of itself has none. */
  readonly rule?: string;
  /** The environment, where the app is one. */
  readonly environment?: string;
  /** Path of the construct; a file and its object, where there are only manifests. */
  readonly path?: string;
  /** Kind of the object, where it is one object. */
  readonly kind?: string;
  /** Namespace of the object. */
  readonly namespace?: string;
  /** Name of the object. */
  readonly name?: string;
  /**
   * Where in the finished object: `spec.template.spec.containers[0].env[2].name`. What is missing has the place where it
   * would stand. Absent where it is about the whole object, or about something else, such as props.
   */
  readonly at?: string;
  /** The file that the object was read from, in the output folder; with line and column where somebody keeps it. */
  readonly file?: string;
  /** What is wrong and what to write instead, without the rule. */
  readonly message: string;
  /** Why it does not count. */
  readonly suppressedBecause?: string;
}

/** An error in the form in which cdk8s puts them together: `[path] message`. */
export function recordOfLine(line: string, environment?: string): FindingRecord {
  const [, path, message = line] = /^\[([^\]]*)\] (.*)$/s.exec(line) ?? [];
  const [, text = message, rule] = /^(.*) \(([A-Z]\d+)\)$/s.exec(message) ?? [];
  return {
    severity: Severity.ERROR,
    ...(rule !== undefined && { rule }),
    ...(environment !== undefined && { environment }),
    ...(path && { path }),
    message: asLine(text),
  };
}

/** Whether a finding stops the synthesis. */
export function isError({ severity, suppressedBecause }: FindingRecord): boolean {
  return severity === Severity.ERROR && suppressedBecause === undefined;
}

/** The findings, equal ones once. */
export function distinctFindings(findings: readonly FindingRecord[]): FindingRecord[] {
  return [...new Map(findings.map((finding) => [findingKey(finding), finding])).values()];
}

/** Equal findings have the same one. */
export function findingKey(finding: FindingRecord): string {
  const { severity, rule, environment, path, kind, namespace, at, message, suppressedBecause } = finding;
  return JSON.stringify([severity, rule, environment, path, kind, namespace, at, message, suppressedBecause]);
}
