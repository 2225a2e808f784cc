import { ExitCode } from '../terminal/exit-code';
import type { StatusReport } from './status-report';

/** Whether all that is known is as it should be. */
export function isWell({ groups }: StatusReport): boolean {
  return groups.every(
    ({ rows, workloads, differences }) =>
      rows.every(({ health }) => health.state === 'ok') &&
      workloads.length === 0 &&
      differences.every(({ is }) => !['missing', 'different'].includes(is)),
  );
}

/** What is not known is never well, and counts for more than what is wrong. */
export function exitCodeOf(report: StatusReport): number {
  const rows = report.groups.flatMap((group) => group.rows);
  const isUnsure = report.notKnown.length > 0 || rows.length === 0;
  const isUnknown = rows.some(({ health }) => health.state === 'not known');
  if (
    isUnsure ||
    isUnknown ||
    report.groups.some(({ differences }) => differences.some(({ is }) => is === 'not known'))
  )
    return ExitCode.FAILURE;
  return isWell(report) ? ExitCode.SUCCESS : ExitCode.FINDINGS;
}
