import type { FindingRecord } from './finding-record';
import { recordOfLine } from './finding-record';
import { reportText } from './report-text';

const FINDINGS = Symbol.for('cdk8s-infisical.findings');

/** An error whose message is the whole report, for whoever catches it. */
export function reportError(findings: readonly FindingRecord[]): Error {
  const error = new Error(reportText(findings, { outcome: 'nothing is written' }).trimEnd());
  // A host of another language shows the stack with the message; it is one of this library and of jsii.
  if (process.env.JSII_AGENT) error.stack = '';
  return Object.defineProperty(error, FINDINGS, { value: findings });
}

const LISTED = /^[^\n]* the following errors:\n {2}/;

/** What an error reports: of this library, or put together by cdk8s. Undefined for any other error. */
export function findingsOfError(error: unknown): readonly FindingRecord[] | undefined {
  if (!(error instanceof Error)) return undefined;
  const { [FINDINGS]: findings } = error as { [FINDINGS]?: readonly FindingRecord[] };
  if (findings !== undefined) return findings;
  if (LISTED.test(error.message)) {
    return error.message
      .replace(LISTED, '')
      .split('\n  ')
      .map((line) => recordOfLine(line));
  }
  return undefined;
}
