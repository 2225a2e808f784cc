import { objectIdentity } from '../findings/input-findings';
import { jsonText } from '../languages/json';
import { placeIn } from '../manifests/real-file';
import { rulePage } from './lint-document';
import type { LintFinding } from './lint-finding';
import { type LintReport, lintCounts } from './lint-report';

/** All findings, one by one. Fields may be added; none that are there change. */
export function lintJson(report: LintReport): string {
  const { findings, unread, files, objects } = report;
  return jsonText({
    findings: findings.map(findingJson),
    unread: unread.map(({ file, line, column, message }) => ({ file, line, column, message })),
    summary: { ...lintCounts(report), unread: unread.length, files: files.length, objects },
  });
}

function findingJson({ rule, severity, message, file, line, column, at, fix, suppressedBecause, read }: LintFinding) {
  return {
    rule,
    severity,
    message,
    file,
    line,
    column,
    ...(read.rendered !== undefined && { source: placeIn(read.rendered) }),
    object: objectIdentity(read.manifest),
    ...(at !== undefined && { at }),
    ...(fix !== undefined && { fix }),
    ...(suppressedBecause !== undefined && { suppressedBecause }),
    url: rulePage(rule),
  };
}
