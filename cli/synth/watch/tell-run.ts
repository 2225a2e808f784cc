import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type FindingRecord, isError } from '../../../lib/evaluation/report/finding-record';
import { counted } from '../../../lib/text/counted';
import { planText } from '../../comparison/plan/text/plan-text';
import { failureText } from '../../terminal/failure-text';
import { tellFindings, tellGone } from '../../terminal/findings';
import { withTrace } from '../../terminal/output-guard';
import { asTerminalText, lines, say } from '../../terminal/terminal-text';
import { printSummary, tell, tellNote } from '../../terminal/writer';
import type { AppFailure } from '../app/run-app';
import type { Diff } from '../diff/diff';
import { diffText } from '../diff/diff-text';
import type { Course, SynthResult } from '../new-output';
import { summary } from '../summary';
import { findingOf } from '../validations/violation-finding';
import { findingChanges } from './finding-changes';

/** Tells of each run what is different from the one before it. */
export class ToldRuns {
  private findings: readonly FindingRecord[] = [];

  public constructor(private readonly isVerbose: boolean) {}

  public tellResult(result: SynthResult, { findings }: Course): void {
    const { violations, diff } = result;
    this.tellFound([...findings, ...violations.map(findingOf)], result.output);
    if (violations.length > 0) return;
    printSummary(asTerminalText(summary(result, undefined, diff && changesOf(diff))));
  }

  public tellFailure(error: unknown, { findings, output }: Course): void {
    // An app that fails before its constructs are there has found nothing: that does not mend what was found before.
    if (findings.length > 0) this.tellFound(findings, output);
    if ((error as Partial<AppFailure>).isOfApp && findings.some(isError)) return;
    tell(failureText(error, withTrace()));
    if (isKept(output)) tell(say`${output ?? ''} is left as it was\n`);
  }

  private tellFound(found: readonly FindingRecord[], output: string | undefined): void {
    const { told, gone, kept } = findingChanges(this.findings, found);
    this.findings = found;
    tellGone(gone);
    const outcome = isKept(output) ? `${output} is left as it was` : 'nothing is written';
    tellFindings(told, { isVerbose: this.isVerbose, whole: '--verbose', outcome });
    if (kept > 0) tellNote(lines([`${counted(kept, 'warning')} as before`]));
  }
}

/** That nobody gains or loses a key is not said each time. */
function changesOf(diff: Diff): string {
  const columns = process.stdout.columns || undefined;
  return diff.access.length + diff.unread.length > 0 ? diffText(diff, columns) : planText(diff.plan, columns);
}

function isKept(output: string | undefined): boolean {
  return output !== undefined && existsSync(resolve(output));
}
