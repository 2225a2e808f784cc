import type { AccessReport } from '../access-report/access-report';
import { type AccessRow, arrivalText, keyName } from '../access-report/access-row';
import { projectFolderName } from '../access-report/folder';
import { type Holder, scopesOf } from '../access-report/scopes';
import { limitToRead, UNREAD_EFFECT } from '../access-report/unread';
import { colours } from '../terminal/colours';
import { noticesOf, pushNotices, scopesByText } from './notices';

const SHOWN_NOTICES = 20;

export function textReport(report: AccessReport): string {
  const unread = report.unread.map(
    (folder) => `${colours.yellow('?')} ${colours.cyan(folder)} is unread: ${UNREAD_EFFECT}\n`,
  );
  const pushes = scopesByText(pushNotices(report)).map(
    ({ text, scopes }) => `${colours.cyan('pushed')}  ${text} (${scopes.join(', ')})\n`,
  );
  if (report.rows.length === 0 && report.wholeFolders.length === 0) {
    const nobody = `${unread.join('')}${limitToRead('No workload gets a secret key.', report.unread)}\n`;
    return [nobody, ...(pushes.length > 0 ? [pushes.join('')] : [])].join('\n');
  }
  const all = scopesByText(noticesOf(report));
  const notices = all
    .slice(0, SHOWN_NOTICES)
    .map(({ text, scopes }) => `${colours.yellow('attention')}  ${text} (${scopes.join(', ')})\n`);
  if (all.length > SHOWN_NOTICES) notices.push(`${all.length - SHOWN_NOTICES} more: see --json\n`);
  const scopes = scopesOf(report).map(
    ({ title, holders }) => `${colours.bold(title)}\n${holders.map(holderText).join('\n')}`,
  );
  return [
    ...(unread.length > 0 ? [unread.join('')] : []),
    ...scopes,
    ...(notices.length > 0 ? [notices.join('')] : []),
    ...(pushes.length > 0 ? [pushes.join('')] : []),
  ].join('\n');
}

function holderText({ holder, rows }: Holder): string {
  const where = holder.namespace === undefined ? '' : ` in ${holder.namespace}`;
  const cells = rows.map(cellsOf);
  const widths = cells[0].map((_, column) => cells.reduce((width, row) => Math.max(width, row[column].length), 0));
  const lines = cells.map((row) => `    ${row.map((cell, i) => cell.padEnd(widths[i])).join('  ')}`.trimEnd());
  return `  ${colours.cyan(holder.name)} ${colours.dim(`${holder.kind}${where}`)}\n${lines.join('\n')}\n`;
}

function cellsOf(row: AccessRow): string[] {
  const notes = row.optional ? ', optional' : '';
  return [keyName(row), arrivalText(row), `from ${row.folders.map(projectFolderName).join(', ')}${notes}`];
}
