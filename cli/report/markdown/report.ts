import { counted } from '../../../lib/text/counted';
import type { AccessReport } from '../../access-report/access-report';
import { type AccessRow, keyName, targetName } from '../../access-report/access-row';
import { projectFolderName } from '../../access-report/folder';
import { type Holder, scopesOf } from '../../access-report/scopes';
import { limitToRead, UNREAD_EFFECT } from '../../access-report/unread';
import { code, codeTag, kindTag } from '../../languages/markdown';
import { countsOf } from '../counts';
import { noticesOf, pushNotices, scopesByText } from '../notices';
import { unreadInMarkdown } from '../unread';
import { quotedItems, withinComment } from './limit';

/** The report as a comment on a pull request. */
export function markdownReport(report: AccessReport): string {
  const { environments, workloads, keys, folders } = countsOf(report);
  const size = [
    counted(workloads, 'workload'),
    counted(environments, 'environment'),
    counted(keys, 'key'),
    counted(folders, 'folder'),
  ].join(', ');
  const parts = scopesOf(report).flatMap(({ title, holders }) =>
    holders.map((holder, i) => (i === 0 ? `### ${code(title)}\n\n` : '') + holderPart(holder)),
  );
  const unread = unreadInMarkdown(report.unread, UNREAD_EFFECT);
  const title = `## Who gets which key\n\n${unread}`;
  if (parts.length === 0)
    return `${title}${limitToRead('No workload gets a secret key.', report.unread)}\n${pushesPart(report, '\n')}`;
  const head = `${title}${size}. Names only: no value was read.\n\n${attention(report)}${pushesPart(report)}`;
  return withinComment(
    head,
    parts,
    (left) =>
      `${counted(left, 'workload')} cut off here, because a comment has its limit: see \`cdk8s-infisical report --format html\`.\n`,
  );
}

function attention(report: AccessReport): string {
  const notices = scopesByText(noticesOf(report));
  if (notices.length === 0) return '';
  const items = notices.map(({ text, scopes }) => `${code(text)} (${scopes.map(code).join(', ')})`);
  return `> [!WARNING]\n> More than what is named:\n${quotedItems(items)}\n`;
}

function pushesPart(report: AccessReport, before = ''): string {
  const notices = scopesByText(pushNotices(report));
  if (notices.length === 0) return '';
  const items = notices.map(({ text, scopes }) => `${code(text)} (${scopes.map(code).join(', ')})`);
  return `${before}> [!NOTE]\n> Into Infisical:\n${quotedItems(items)}\n`;
}

function holderPart({ holder, rows }: Holder): string {
  const where = holder.namespace === undefined ? '' : ` in ${codeTag(holder.namespace)}`;
  const title = `${codeTag(holder.name)} ${kindTag(holder.kind)}${where}: ${counted(rows.length, 'key')}`;
  const lines = rows.map((row) => `| ${cellsOf(row).join(' | ')} |\n`).join('');
  return `<details><summary>${title}</summary>\n\n| key | arrives as | container | from | by |\n|---|---|---|---|---|\n${lines}\n</details>\n\n`;
}

function cellsOf(row: AccessRow): string[] {
  const lease = row.lease === undefined ? '' : ` of the lease ${code(row.lease)}`;
  const isNamed = row.key !== undefined || row.renamedTo !== undefined;
  const name = isNamed ? code(keyName(row)) : `**every key**${lease}`;
  return [
    `${name}${row.optional ? ' (optional)' : ''}`,
    code(targetName(row)),
    row.container === undefined ? '' : code(row.container),
    row.folders.map((folder) => code(projectFolderName(folder))).join(', '),
    `${row.managed.kind} ${code(row.managed.name)}`,
  ];
}
