import { jsonText } from '../languages/json';
import type { AccessReport } from './access-report';
import { countsOf } from './counts';
import { noticesOf } from './notices';

/** The report for other programs. */
export function jsonReport(report: AccessReport): string {
  const { rows, wholeFolders, unread } = report;
  return jsonText({ counts: countsOf(report), notices: noticesOf(report), rows, wholeFolders, unread });
}
