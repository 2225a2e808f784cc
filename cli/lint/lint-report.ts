import type { Suppression } from '../../lib/configuration/configuration';
import type { FoundInInput } from '../findings/input-findings';
import type { ReadManifests, ReadProblem } from '../manifests/read-manifests';
import { realPlaceOf } from '../manifests/real-file';
import { isSuppressed, type LintFinding, lintFinding } from './lint-finding';
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

/** What was read, and what the rules say of it. */
export interface Judged extends Pick<ReadManifests, 'manifests'> {
  readonly unread: readonly ReadProblem[];
  readonly found: readonly FoundInInput[];
}

/** @param environment what the folders are called where they are not called like their environment */
export function lintReport(
  { manifests, unread, found }: Judged,
  suppressions: readonly Suppression[],
  environment?: string,
): LintReport {
  const files = new Set(manifests.map(({ file }) => file));
  const order = new Map([...files].map((file, index) => [file, index]));
  const orderOf = ({ file }: LintFinding) => order.get(file) ?? 0;
  const findings = found
    .map((one) => lintFinding(one, suppressions, environment))
    .sort((a, b) => orderOf(a) - orderOf(b) || a.line - b.line || a.column - b.column);
  const shown = new Set(manifests.map((one) => realPlaceOf(one, { line: 1, column: 1 }).file));
  return { findings, unread, files: [...shown], objects: manifests.length };
}

/** Whether there is anything at or above a severity. */
export function isFailing(report: LintReport, failOn: FailOn): boolean {
  const { errors, warnings } = lintCounts(report);
  if (failOn === 'never') return false;
  return errors > 0 || (failOn === 'warning' && warnings > 0);
}
