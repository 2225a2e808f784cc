import { keyName } from '../../access-report/access-row';
import { colours } from '../../terminal/colours';
import { cellText, commonFrom, differenceTexts, isOptional, isSameEverywhere, shortArrival, THERE } from './cells';
import { presenceText } from './differences';
import type { SideBySide, TableRow, WorkloadTable } from './side-by-side';

/** As wide as the narrowest terminal that people have. */
const WIDTH = 80;
/** What environments may take of it; where they need more, the differences stand in words. */
const MOST_FOR_CELLS = 40;
const INDENT = '  ';
const GAP = '  ';

/** A workload in texts. */
interface Block {
  readonly table: WorkloadTable;
  readonly heading: string;
  readonly titles: readonly string[];
  readonly lines: readonly Line[];
}

interface Line {
  readonly key: string;
  readonly rest: string;
  readonly cells: readonly string[];
  readonly notes: readonly string[];
}

/** The workloads with their environments beside each other, for a terminal. */
export function textTables({ columns, workloads }: SideBySide): string {
  const blocks = workloads.map((table) => blockOf(table, columns.length > 1));
  const room = WIDTH - Math.max(0, ...blocks.map(({ titles, lines }) => sum(cellWidths(titles, lines))));
  const width = Math.max(0, ...blocks.flatMap((block) => widthsOf(block).filter((one) => one <= room)));
  return blocks.map((block) => blockText(block, width, room)).join('\n');
}

function blockOf(table: WorkloadTable, isCompared: boolean): Block {
  const { holder, namespaces, columns } = table;
  const from = commonFrom(table);
  const where = namespaces.length === 0 ? '' : ` in ${namespaces.join(', ')}`;
  const block = {
    table,
    heading: `${holder.name} ${holder.kind}${where}${from === undefined ? '' : `, from ${from}`}`,
  };
  const isOne = isSameEverywhere(table);
  const titles = isOne ? ['all'] : columns.map(({ title }) => title);
  const textsOf = restsOf(table, from === undefined);
  const lines = table.rows.map((row, i): Line => {
    const cells = row.cells.map((cell) => cellText(cell, row));
    return { key: keyName(row.row), rest: textsOf[i], cells: isOne ? cells.slice(0, 1) : cells, notes: [] };
  });
  if (isCompared && sum(cellWidths(titles, lines)) <= MOST_FOR_CELLS) return { ...block, titles, lines };
  const inWords = lines.map((line, i) => ({ ...line, cells: [], notes: differenceTexts(table.rows[i], table) }));
  return { ...block, titles: [], lines: inWords };
}

/** Where the keys arrive, and where they come from unless that is told for all. */
function restsOf({ rows }: WorkloadTable, withFrom: boolean): string[] {
  const arrivals = rows.map((row) => `${shortArrival(row.row)}${isOptional(row) ? ', optional' : ''}`);
  const width = Math.max(...arrivals.map(({ length }) => length));
  return rows.map(({ from }: TableRow, i) =>
    withFrom ? `${arrivals[i].padEnd(width)}${GAP}from ${from}` : arrivals[i],
  );
}

/** What its lines need, in the order of what is more readable. */
function widthsOf({ table, heading, lines }: Block): number[] {
  const keys = keyWidth(lines);
  const presence = presenceText(table);
  const whole = INDENT.length + keys + GAP.length + Math.max(...lines.map(({ rest }) => rest.length));
  return [whole, INDENT.length + keys, heading.length + (presence === '' ? 0 : presence.length + GAP.length)];
}

function blockText(block: Block, width: number, room: number): string {
  const { titles, lines } = block;
  const keys = keyWidth(lines);
  const widths = cellWidths(titles, lines);
  const isOneLine = widthsOf(block)[0] <= Math.max(width, titles.length === 0 ? room : 0);
  const texts = lines.flatMap(({ key, rest, cells, notes }) => {
    const left = isOneLine ? `${INDENT}${key.padEnd(keys)}${GAP}${rest}` : `${INDENT}${key}`;
    const first = titles.length === 0 ? left : `${left.padEnd(width)}${rowOf(cells, widths)}`;
    return [
      first,
      ...(isOneLine ? [] : [`${INDENT.repeat(3)}${rest}`]),
      ...notes.map((note) => `${INDENT.repeat(3)}${colours.yellow(note)}`),
    ];
  });
  return [...headLines(block, width), ...texts].map((line) => `${line.trimEnd()}\n`).join('');
}

function headLines({ table, heading, titles, lines }: Block, width: number): string[] {
  const { name } = table.holder;
  const presence = presenceText(table);
  const mark = presence === '' ? '' : `${GAP}${presence}`;
  const text = `${colours.cyan(name)}${colours.dim(heading.slice(name.length))}${colours.yellow(mark)}`;
  const widths = cellWidths(titles, lines);
  const row = titles.map((title, i) => `${GAP}${colours.bold(title.padEnd(widths[i] - GAP.length))}`).join('');
  const { length } = heading + mark;
  return length <= width || titles.length === 0
    ? [`${text}${' '.repeat(Math.max(0, width - length))}${row}`]
    : [text, `${' '.repeat(width)}${row}`];
}

function rowOf(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, i) => {
      const text = cell.padEnd(widths[i] - GAP.length);
      if (cell === THERE) return `${GAP}${colours.green(text)}`;
      return `${GAP}${colours.yellow(text)}`;
    })
    .join('');
}

function keyWidth(lines: readonly Line[]): number {
  return Math.max(...lines.map(({ key }) => key.length));
}

function sum(widths: readonly number[]): number {
  return widths.reduce((all, one) => all + one, 0);
}

function cellWidths(titles: readonly string[], lines: readonly Line[]): number[] {
  return titles.map((title, i) => GAP.length + Math.max(title.length, ...lines.map(({ cells }) => cells[i].length)));
}
