import { type FindingRecord, recordOfLine } from './finding-record';
import { isHosted } from './host-language';
import { reportText } from './report-text';
import { keptFindings } from './run-findings';
import { showCaller } from './thrown-at';

const REPORT = Symbol.for('cdk8s-infisical.report');

/** What an error reports. */
export interface ErrorReport {
  readonly findings: readonly FindingRecord[];
  /** What comes of it, where that is known. */
  readonly outcome?: string;
}

/** An error whose message is the whole report, for whoever catches it. */
export function reportError(findings: readonly FindingRecord[], outcome: string): Error {
  const error = new Error(reportText(findings, { outcome }).trimEnd());
  showCaller(error);
  // A host of another language puts the name before the message.
  if (isHosted()) error.name = '';
  return Object.defineProperty(error, REPORT, { value: { findings, outcome } });
}

const LISTED = /^[^\n]* the following errors:\n {2}/;

/** The report of an error: of this library, or put together by cdk8s. Undefined for any other error. */
export function reportOf(error: unknown): ErrorReport | undefined {
  if (!(error instanceof Error)) return undefined;
  const { [REPORT]: report } = error as { [REPORT]?: ErrorReport };
  if (report !== undefined) return report;
  if (!LISTED.test(error.message)) return undefined;
  const known = new Map(keptFindings().map((finding) => [lineOf(finding), finding]));
  const lines = error.message.replace(LISTED, '').split('\n  ');
  return { findings: lines.map((line) => known.get(line) ?? recordOfLine(line)) };
}

function lineOf({ path = '', message, rule }: FindingRecord): string {
  return `[${path}] ${message} (${rule})`;
}
