import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isError } from '../../lib/evaluation/report/finding-record';
import { jsonText } from '../languages/json';
import { ExitCode } from '../terminal/exit-code';
import { failureText } from '../terminal/failure-text';
import { type Reported, tellFindings } from '../terminal/findings';
import { withTrace } from '../terminal/output-guard';
import { showProgress } from '../terminal/progress';
import { asTerminalText, lines } from '../terminal/terminal-text';
import { print, printDocument, tell as write } from '../terminal/writer';
import type { AppFailure } from './app/run-app';
import { commandFor } from './command-line';
import { runInterruptibly } from './interruption';
import type { Course, SynthResult } from './new-output';
import { summary } from './summary';
import { type SynthOptions, synth } from './synth';
import { findingOf } from './validations/violation-finding';

export interface RunOptions extends SynthOptions {
  readonly json?: boolean;
  readonly showSuppressed?: boolean;
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
  if (options.json) printDocument(jsonText({ ...result, findings: course.findings }));
  else if (violations.length === 0)
    print(asTerminalText(summary(result, options.check ? commandFor(options) : undefined)));
  const isStale = options.check === true && result.changes.length + result.localFiles.length > 0;
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
    if (options.json)
      printDocument(jsonText({ ...(output !== undefined && { output }), failure, findings: withCaught }));
    // What the app has found says more than that it has failed.
    if ((error as Partial<AppFailure>).isOfApp && findings.some(isError)) return undefined;
    throw error;
  }
}

function tell(findings: Reported, { verbose, showSuppressed }: RunOptions, outcome: string | undefined): void {
  tellFindings(findings, { isVerbose: verbose, showsSuppressed: showSuppressed, whole: '--verbose', outcome });
}

/** What comes of a synth that has failed. */
function outcomeOf({ check }: RunOptions, { output }: Course): string {
  const keeps = output !== undefined && !check && existsSync(resolve(output));
  return keeps ? `${output} is left as it was` : 'nothing is written';
}
