import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isError } from '../../lib/evaluation/report/finding-record';
import { writeOutputFile } from '../files/write-files';
import type { FindingsFormat } from '../formats/document';
import { jsonText } from '../languages/json';
import { ExitCode } from '../terminal/exit-code';
import { failureText } from '../terminal/failure-text';
import { type Reported, tellFindings } from '../terminal/findings';
import { withTrace } from '../terminal/output-guard';
import { showProgress } from '../terminal/progress';
import { asTerminalText, lines } from '../terminal/terminal-text';
import { print, printDocument, printSummary, tell as write } from '../terminal/writer';
import type { AppFailure } from './app/run-app';
import { commandFor } from './command-line';
import type { EndOfSynth } from './findings-document';
import { runInterruptibly } from './interruption';
import type { Course, SynthResult } from './new-output';
import type { Format } from './options';
import { summary } from './summary';
import { type SynthOptions, synth } from './synth';
import { findingOf } from './validations/violation-finding';

export interface RunOptions extends SynthOptions {
  readonly format: Format;
  /** The same as the format `json`. */
  readonly json?: boolean;
  /** The file for the document, in place of standard output. */
  readonly report?: string;
  readonly showSuppressed?: boolean;
  /** Whether it runs with each save. */
  readonly watch?: boolean;
}

/** Runs a synth, and tells what it has found and done. */
export async function run(options: RunOptions): Promise<void> {
  const course: Course = { findings: [] };
  const result = await resultOf(options, course);
  if (result === undefined) {
    process.exitCode = ExitCode.FAILURE;
    return;
  }
  const { violations } = result;
  const outcome = violations.length > 0 ? outcomeOf(options, course) : undefined;
  tell([...course.findings, ...violations.map(findingOf)], options, outcome);
  if (options.showSuppressed) {
    const { unusedSuppressionsHere } = await import('./unused-suppressions.js');
    write(lines(unusedSuppressionsHere(course.findings)));
  }
  const stale = options.check === true ? staleFiles(result) : [];
  const isStale = stale.length > 0;
  const isText = formatOf(options) === 'text';
  if ((isText || options.report !== undefined) && violations.length === 0)
    (isStale || options.diff ? print : printSummary)(
      asTerminalText(summary(result, options.check ? commandFor(options) : undefined, await diffTextOf(result))),
    );
  if (!isText) {
    const findings = [...course.findings, ...violations.map(findingOf)];
    const isWritten = violations.length === 0 && !isStale;
    const diff = await diffDocumentOf(result);
    const json = () => ({ ...result, ...diff, findings: course.findings });
    await writeDocument(options, json, { output: result.output, findings, isWritten, stale });
  }
  if (isStale || violations.length > 0) process.exitCode = ExitCode.FINDINGS;
}

/** Undefined if it has failed with what was found, which then is told. */
async function resultOf(options: RunOptions, course: Course): Promise<SynthResult | undefined> {
  const progress = showProgress();
  try {
    return await runInterruptibly(
      (interruption) => synth(process.cwd(), options, { progress, course, interruption }),
      progress.end,
    );
  } catch (error) {
    const { output, findings, withCaught = findings } = course;
    tell(findings, options, outcomeOf(options, course));
    const failure = failureText(error, withTrace()).text.trimEnd();
    const { said } = error as Partial<AppFailure>;
    const json = () => ({
      ...(output !== undefined && { output }),
      failure,
      ...(said !== undefined && { said }),
      findings: withCaught,
    });
    const whole = said === undefined ? failure : `${failure}: ${said}`;
    await writeDocument(options, json, { output, findings: withCaught, failure: whole });
    // What the app has found says more than that it has failed.
    if ((error as Partial<AppFailure>).isOfApp && findings.some(isError)) return undefined;
    throw error;
  }
}

async function diffTextOf({ diff }: SynthResult): Promise<string | undefined> {
  if (diff === undefined) return undefined;
  const { diffText } = await import('./diff/diff-text.js');
  return diffText(diff, process.stdout.columns || undefined);
}

async function diffDocumentOf({ diff }: SynthResult): Promise<{ readonly diff?: object }> {
  if (diff === undefined) return {};
  const { diffDocument } = await import('./diff/diff-text.js');
  return { diff: diffDocument(diff) };
}

function staleFiles({ output, changes, localFiles }: SynthResult): string[] {
  return [...changes.map(({ file }) => join(output, file)), ...localFiles.map(({ file }) => file)];
}

function formatOf({ format, json }: RunOptions): Format {
  return json ? 'json' : format;
}

/** The document of a format for programs; nothing for people. */
async function writeDocument(options: RunOptions, json: () => object, end: EndOfSynth): Promise<void> {
  const format = formatOf(options);
  if (format === 'text') return;
  const text = format === 'json' ? jsonText(json()) : await findingsText(format, end);
  if (options.report === undefined) printDocument(text);
  else writeOutputFile(options.report, text);
}

/** What only these formats need is loaded for them. */
async function findingsText(format: FindingsFormat, end: EndOfSynth): Promise<string> {
  const { synthText } = await import('./findings-document.js');
  return synthText(format, end);
}

function tell(findings: Reported, { verbose, showSuppressed }: RunOptions, outcome: string | undefined): void {
  tellFindings(findings, { isVerbose: verbose, showsSuppressed: showSuppressed, whole: '--verbose', outcome });
}

/** What comes of a synth that has failed. */
function outcomeOf({ check }: RunOptions, { output }: Course): string {
  const keeps = output !== undefined && !check && existsSync(resolve(output));
  return keeps ? `${output} is left as it was` : 'nothing is written';
}
