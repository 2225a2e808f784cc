import type { ReadProblem } from '../manifests/read-manifests';
import { isSuppressed, type LintFinding } from './lint-finding';
import type { FailOn } from './options';

export interface LintReport {
  /** In the order of the files; what is suppressed too. */
  readonly findings: readonly LintFinding[];
  /** What nobody has allowed to be unread, here and at the ref of `--previous`. */
  readonly unread: readonly ReadProblem[];
  /** What was read, as whoever opens it knows it. */
  readonly files: readonly string[];
  readonly objects: number;
}

export interface LintCounts {
  readonly errors: number;
  readonly warnings: number;
  readonly suppressed: number;
}

export function lintCounts({ findings }: LintReport): LintCounts {
  const open = findings.filter((finding) => !isSuppressed(finding));
  const errors = open.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: open.length - errors, suppressed: findings.length - open.length };
}

/** Whether there is anything at or above a severity. */
export function isFailing(report: LintReport, failOn: FailOn): boolean {
  const { errors, warnings } = lintCounts(report);
  if (failOn === 'never') return false;
  return errors > 0 || (failOn === 'warning' && warnings > 0);
}
