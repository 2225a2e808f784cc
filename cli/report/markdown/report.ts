import { counted } from '../../../lib/text/counted';
import type { AccessReport } from '../../access-report/access-report';
import { limitToRead, UNREAD_EFFECT } from '../../access-report/unread';
import { code } from '../../languages/markdown';
import { NOTES_REMEDY, noticesByLevel, pushNotices, scopesByText } from '../notices';
import { sideBySide } from '../side-by-side/side-by-side';
import { summaryOf } from '../summary';
import { unreadInMarkdown } from '../unread';
import { quotedItems, withinComment } from './limit';
import { tablePart } from './table';

/** The report as a comment on a pull request. */
export function markdownReport(report: AccessReport): string {
  const title = `## Who gets which key\n\n${unreadInMarkdown(report.unread, UNREAD_EFFECT)}`;
  if (report.rows.length === 0)
    return `${title}${limitToRead('No workload gets a secret key.', report.unread)}\n${pushesPart(report, '\n')}`;
  const tables = sideBySide(report);
  const { size, points } = summaryOf(report, tables, code);
  const summary = `${size}. Names only: no value was read.\n\n${points.map((point) => `- ${point}\n`).join('')}`;
  const head = `${title}${summary}${points.length > 0 ? '\n' : ''}${attention(report)}${pushesPart(report)}`;
  return withinComment(
    head,
    tables.workloads.map((table) => tablePart(table, tables.columns.length > 1)),
    (left) =>
      `${counted(left, 'workload')} cut off here, because a comment has its limit: see \`cdk8s-infisical report --format html\`.\n`,
  );
}

function attention(report: AccessReport): string {
  const { attention: alarms, note: notes } = noticesByLevel(report);
  const itemsOf = (all: typeof notes) =>
    quotedItems(all.map(({ text, scopes }) => `${code(text)} (${scopes.map(code).join(', ')})`));
  const warning = alarms.length === 0 ? '' : `> [!WARNING]\n> More than what is named:\n${itemsOf(alarms)}\n`;
  return notes.length === 0 ? warning : `${warning}> [!NOTE]\n> ${NOTES_REMEDY}\n${itemsOf(notes)}\n`;
}

function pushesPart(report: AccessReport, before = ''): string {
  const notices = scopesByText(pushNotices(report));
  if (notices.length === 0) return '';
  const items = notices.map(({ text, scopes }) => `${code(text)} (${scopes.map(code).join(', ')})`);
  return `${before}> [!NOTE]\n> Into Infisical:\n${quotedItems(items)}\n`;
}
