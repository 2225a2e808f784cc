import { asLine } from '../shown';
import { type FindingRecord, recordOfLine } from './finding-record';
import { handOver } from './hand-over';
import { findingsOfError } from './report-error';
import { type ReportStyle, reportText } from './report-text';
import { takeFindings, thisRun } from './run-findings';
import { isTest } from './test-run';
import { thrownAt } from './thrown-at';

/**
 * Has what was found in this process told at its end, in one write, and an error of this library that nobody catches
 * told as a report, without the code and the stack that Node shows. All other errors stay Node's own. A test looks at
 * what is thrown, and nothing is told.
 */
export function tellAtEnd(): void {
  const run = thisRun();
  if (run.isTold || isTest()) return;
  run.isTold = true;
  process.once('exit', () => tellNow(takeFindings()));
  // Unlike a listener for uncaught exceptions, this changes nothing for any other error.
  process.on('uncaughtExceptionMonitor', (error) => {
    if (process.listenerCount('uncaughtException') > 0 || process.hasUncaughtExceptionCaptureCallback()) return;
    const findings = findingsOfError(error) ?? refusal(error);
    if (findings === undefined) return;
    tellNow([...takeFindings(), ...findings]);
    if (isVerbose()) write(`${framesOf(error)}\n`);
    process.exit(1);
  });
}

/** An error with which this library refuses something, at the line of the program that asked for it. */
function refusal(error: unknown): FindingRecord[] | undefined {
  if (!(error instanceof Error) || Object.getPrototypeOf(error) !== Error.prototype || 'code' in error)
    return undefined;
  const place = thrownAt(error);
  if (place === undefined) return undefined;
  const record = recordOfLine(error.message);
  return [place.caller === undefined || record.path !== undefined ? record : { ...record, path: asLine(place.caller) }];
}

/** Tells findings in one write, or leaves them to the command that has started this process. */
export function tellNow(findings: readonly FindingRecord[]): void {
  if (findings.length === 0 || handOver(findings)) return;
  write(reportText(findings, styleHere()));
}

function styleHere(): ReportStyle {
  const verbose = isVerbose();
  return { isColoured: hasColours(), isVerbose: verbose, showsSilenced: verbose, outcome: 'nothing is written' };
}

/** Neither a pipe of manifests nor cdk8s-cli takes it for itself. */
function write(text: string): void {
  if (text !== '') process.stderr.write(text);
}

function isVerbose(): boolean {
  return Boolean(process.env.CDK8S_INFISICAL_VERBOSE);
}

function hasColours(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return process.stderr.isTTY === true && TERM !== 'dumb';
}

function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .join('\n');
}
