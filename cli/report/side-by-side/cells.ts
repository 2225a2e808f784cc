import { type AccessRow, arrivalText } from '../../access-report/access-row';
import type { Cell, TableRow, WorkloadTable } from './side-by-side';

export const THERE = '✓';
export const MISSING = '–';

/** Only what is different is told in a cell. */
export function cellText(cell: Cell | undefined, row: TableRow): string {
  if (cell === undefined) return MISSING;
  const text = cell.from === row.from ? THERE : cell.from;
  return cell.optional && !isOptional(row) ? `${text} optional` : text;
}

/** Whether whoever gets it does without it everywhere: then it is told with the key. */
export function isOptional({ cells }: TableRow): boolean {
  return cells.every((cell) => cell === undefined || cell.optional);
}

/** Whether one column says it all: each environment has the workload, and gives it the same. */
export function isSameEverywhere({ isAlike, absent, columns }: WorkloadTable): boolean {
  return isAlike && absent.length === 0 && columns.length > 1;
}

/** Where a key arrives, as short as a table has room: a variable that is called like its key has no name of its own. */
export function shortArrival(row: AccessRow): string {
  const text = arrivalText(row);
  return row.variable !== undefined && row.variable === row.key
    ? text.replace(`variable ${row.variable}`, () => 'variable')
    : text;
}

/** Where everything comes from, if that is one place. */
export function commonFrom({ rows }: WorkloadTable): string | undefined {
  const [from, ...others] = new Set(rows.map((row) => row.from));
  return others.length === 0 && from !== '' ? from : undefined;
}

/** What is different, in words, where there is no room for columns. */
export function differenceTexts(row: TableRow, { columns }: WorkloadTable): string[] {
  const titles = columns.map(({ title }) => title);
  const missing = titles.filter((_, i) => row.cells[i] === undefined);
  const there = titles.filter((_, i) => row.cells[i] !== undefined);
  const absent = there.length <= missing.length ? `only in ${there.join(', ')}` : `not in ${missing.join(', ')}`;
  const others = row.cells.flatMap((cell, i) => {
    const text = cellText(cell, row);
    return text === THERE || text === MISSING ? [] : [`${titles[i]}: ${text.replace(`${THERE} `, '')}`];
  });
  return [...(missing.length > 0 ? [absent] : []), ...others];
}
