import type { IConstruct } from 'constructs';
import { Severity } from '../validation/rule';
import { fail } from '../yaml/unwritable-document';
import type { PartFinding as FindingRecord } from './project-part';

// SHIM until lib/validation/report is on main.
export type { FindingRecord };

export function recordOfLine(line: string, environment?: string): FindingRecord {
  const [, path, message = line] = /^\[([^\]]*)\] (.*)$/s.exec(line) ?? [];
  const [, text = message, rule] = /^(.*) \(([A-Z]\d+)\)$/s.exec(message) ?? [];
  return {
    severity: Severity.ERROR,
    ...(rule !== undefined && { rule }),
    ...(environment !== undefined && { environment }),
    ...(path && { path }),
    message: text,
  };
}

export function findingsOfApp(root: IConstruct, environment?: string): FindingRecord[] {
  return root.node
    .findAll()
    .flatMap(({ node }) =>
      node.validate().map((message) => ({ ...recordOfLine(`[${node.path}] ${message}`, environment) })),
    );
}

export function isError({ severity, silencedBecause }: FindingRecord): boolean {
  return severity === Severity.ERROR && silencedBecause === undefined;
}

export function errorLines(findings: readonly FindingRecord[]): string[] {
  return findings
    .filter(isError)
    .map(({ environment, path, message, rule }) =>
      [environment && `${environment}:`, path && `[${path}]`, message, rule && `(${rule})`].filter(Boolean).join(' '),
    );
}

export function reported(_owner: object, findings: readonly FindingRecord[]): void {
  refuse(findings);
}

export function refuse(findings: readonly FindingRecord[]): void {
  fail(errorLines(findings));
}

export function findingsOfError(error: unknown): readonly FindingRecord[] | undefined {
  const LISTED = /^[^\n]* the following errors:\n {2}/;
  if (!(error instanceof Error) || !LISTED.test(error.message)) return undefined;
  return error.message
    .replace(LISTED, '')
    .split('\n  ')
    .map((line) => recordOfLine(line));
}
