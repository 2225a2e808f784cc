import { asLine } from '../../text/shown';
import { hasColours } from './colours';
import { distinctFindings, type FindingRecord, recordOfLine } from './finding-record';
import { handOver } from './hand-over';
import { isMainThread } from './main-thread';
import { type ErrorReport, reportOf } from './report-error';
import { type ReportStyle, reportText } from './report-text';
import { takeFindings, thisRun } from './run-findings';
import { VERBOSE } from './run-variables';
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
  process.once('exit', tellKept);
  // Unlike one for uncaught exceptions, this changes nothing for any other error.
  process.on('uncaughtExceptionMonitor', (error) => {
    // A thread passes it on to whoever has started it.
    if (!isMainThread || isTest() || isHeard()) return;
    const report = reportOfUncaught(error);
    if (report === undefined) return;
    // In this order, as the others came first.
    tellNow([...takeFindings(), ...report.findings], report.outcome);
    if (isVerbose()) write(`${framesOf(error.cause instanceof Error ? error.cause : error)}\n`);
    process.exit(1);
  });
}

const LONGEST_SILENCE_MS = 60_000;

/** Has what is kept told soon, in a program that has no end anybody would wait for, such as a server. */
export function tellInTime(): void {
  if (!isTest()) thisRun().later ??= setTimeout(tellKept, LONGEST_SILENCE_MS).unref();
}

function tellKept(): void {
  const run = thisRun();
  clearTimeout(run.later);
  run.later = undefined;
  // What tests may be loaded after this library.
  if (!isTest()) tellNow(takeFindings());
}

/** Whether the program itself listens for what nobody catches. */
function isHeard(): boolean {
  return process.listenerCount('uncaughtException') > 0 || process.hasUncaughtExceptionCaptureCallback();
}

/** The report of an error, if it is one of this library; undefined for any other. */
export function reportOfUncaught(error: unknown): ErrorReport | undefined {
  return reportOf(error) ?? refusalReport(error);
}

/** An error with which this library refuses something, or the system does, at the line of the program that asked for it. */
function refusalReport(error: unknown): ErrorReport | undefined {
  if (!(error instanceof Error) || Object.getPrototypeOf(error) !== Error.prototype) return undefined;
  const thrown = thrownAt(error);
  if (thrown === undefined) return undefined;
  const record = recordOfLine(error.message);
  return { findings: [thrown.caller === undefined ? record : { path: asLine(thrown.caller), ...record }] };
}

/** Tells findings in one write, or leaves them to the command that has started this process. */
export function tellNow(found: readonly FindingRecord[], outcome?: string): void {
  const findings = distinctFindings(found);
  if (findings.length === 0 || handOver(findings)) return;
  write(reportText(findings, { ...styleHere(), outcome }));
}

function styleHere(): ReportStyle {
  const verbose = isVerbose();
  return { isColoured: hasColours(), isVerbose: verbose, showsSuppressed: verbose, whole: `${VERBOSE}=1` };
}

/** Neither a pipe of manifests nor cdk8s-cli takes it for itself. */
function write(text: string): void {
  if (text !== '') process.stderr.write(text);
}

function isVerbose(): boolean {
  return Boolean(process.env[VERBOSE]);
}

function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .join('\n');
}
