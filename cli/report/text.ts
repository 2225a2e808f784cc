import type { AccessReport } from '../access-report/access-report';
import { limitToRead, UNREAD_EFFECT } from '../access-report/unread';
import { colours } from '../terminal/colours';
import { NOTES_REMEDY, noticesByLevel, pushNotices, scopesByText } from './notices';
import { type SideBySide, sideBySide } from './side-by-side/side-by-side';
import { textTables } from './side-by-side/text-tables';
import { summaryOf } from './summary';

const SHOWN_NOTICES = 20;

/** The summary first, then what deserves a look, then the workloads. */
export function textReport(report: AccessReport): string {
  const unread = report.unread.map(
    (folder) => `${colours.yellow('?')} ${colours.cyan(folder)} is unread: ${UNREAD_EFFECT}\n`,
  );
  const pushes = scopesByText(pushNotices(report)).map(
    ({ text, scopes }) => `${colours.cyan('pushed')}  ${text} (${scopes.join(', ')})\n`,
  );
  const tables = sideBySide(report);
  const parts = [unread.join('') + headOf(report, tables), attention(report), pushes.join(''), textTables(tables)];
  return parts.filter((part) => part !== '').join('\n');
}

function headOf(report: AccessReport, tables: SideBySide): string {
  if (report.rows.length === 0) {
    return report.wholeFolders.length > 0 ? '' : `${limitToRead('No workload gets a secret key.', report.unread)}\n`;
  }
  const { size, points } = summaryOf(report, tables);
  return [colours.bold(size), ...points].map((line) => `${line}\n`).join('');
}

function attention(report: AccessReport): string {
  const { attention: alarms, note: notes } = noticesByLevel(report);
  const linesOf = (mark: string, all: typeof notes) => {
    const shown = all.slice(0, SHOWN_NOTICES).map(({ text, scopes }) => `${mark}  ${text} (${scopes.join(', ')})\n`);
    return [...shown, ...(all.length > SHOWN_NOTICES ? [`${all.length - SHOWN_NOTICES} more: see --json\n`] : [])];
  };
  const remedy = notes.length > 0 ? [`      ${NOTES_REMEDY.replaceAll('`', '')}\n`] : [];
  return [...linesOf(colours.yellow('attention'), alarms), ...linesOf(colours.cyan('note'), notes), ...remedy].join('');
}
