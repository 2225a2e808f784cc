import { counted } from '../../../lib/text/counted';
import { keyName } from '../../access-report/access-row';
import { code, codeTag, kindTag } from '../../languages/markdown';
import { cellText, isOptional, isSameEverywhere, MISSING, shortArrival, THERE } from '../side-by-side/cells';
import { presenceText } from '../side-by-side/differences';
import type { TableRow, WorkloadTable } from '../side-by-side/side-by-side';

/** A workload with its environments beside each other; it is open where they differ. */
export function tablePart(table: WorkloadTable, isCompared: boolean): string {
  const { holder, namespaces, rows, columns, isAlike, absent } = table;
  const isOne = isSameEverywhere(table);
  const titles = isOne ? ['all'] : isCompared ? columns.map(({ title }) => code(title)) : [];
  const where = namespaces.length === 0 ? '' : ` in ${namespaces.map(codeTag).join(', ')}`;
  const differs = isAlike ? '' : ', <b>differs</b>';
  const mark = absent.length === 0 ? differs : `${differs}, ${codeTag(presenceText(table))}`;
  const title = `${codeTag(holder.name)} ${kindTag(holder.kind)}${where}: ${counted(rows.length, 'key')}${mark}`;
  const heads = `| key | arrives as | from | by | ${titles.map((one) => `${one} | `).join('')}`.trimEnd();
  const rule = `|---|---|---|---|${titles.map(() => ':-:|').join('')}`;
  const lines = rows.map((row) => rowLine(row, titles.length)).join('');
  return `<details${isAlike ? '' : ' open'}><summary>${title}</summary>\n\n${heads}\n${rule}\n${lines}\n</details>\n\n`;
}

function rowLine(row: TableRow, columns: number): string {
  const { row: one, from, cells } = row;
  const isNamed = one.key !== undefined || one.renamedTo !== undefined;
  const lease = one.lease === undefined ? '' : ` of the lease ${code(one.lease)}`;
  const name = isNamed ? code(keyName(one)) : `**every key**${lease}`;
  const shown = cells.slice(0, columns).map((cell) => {
    const text = cellText(cell, row);
    return text === THERE || text === MISSING ? text : code(text);
  });
  const key = `${name}${isOptional(row) ? ' (optional)' : ''}`;
  return `| ${[key, code(shortArrival(one)), code(from), `${one.managed.kind} ${code(one.managed.name)}`, ...shown].join(' | ')} |\n`;
}
