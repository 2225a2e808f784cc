import { type ImageReference, referenceText } from '../../lib/images/image-reference';
import type { ImageFile } from '../image-files/image-files';
import { sideBySide } from '../image-files/shown-reference';
import { colours } from '../terminal/colours';
import { printable } from '../terminal/printable';

const ABSENT = '-';

/**
 * What stands where, environments side by side; a block for each image where that is wider than the terminal. Images that
 * are not the same everywhere are marked.
 *
 * @param columns how wide the terminal is
 */
export function imageTable(files: readonly ImageFile[], columns: number): string {
  const names = [...new Set(files.flatMap(({ images }) => images.map(({ name }) => name)))];
  if (names.length === 0) return `${files.map(({ file }) => `${printable(file)} has no image`).join('\n')}\n`;
  const rows = names.map((name) => rowOf(name, files));
  const heads = files.map(({ environment }) => printable(environment));
  const nameWidth = Math.max(...rows.map(({ name }) => name.length));
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map(({ cells }) => cells[column].length)));
  const width = widths.reduce((sum, one) => sum + GAP.length + one, MARK.length + nameWidth);
  return width <= columns ? asTable(rows, heads, nameWidth, widths) : asBlocks(rows, heads);
}

/** Whether environments are compared, and have the same images. */
export function areEqual(files: readonly ImageFile[]): boolean {
  const names = files.flatMap(({ images }) => images.map(({ name }) => name));
  return files.length > 1 && names.length > 0 && names.every((name) => rowOf(name, files).isEqual);
}

interface Row {
  readonly name: string;
  readonly cells: readonly string[];
  readonly isEqual: boolean;
}

const GAP = '   ';
const MARK = '  ';

function rowOf(name: string, files: readonly ImageFile[]): Row {
  const references = files.map(({ images }) => images.find((image) => image.name === name)?.reference);
  const there = references.filter((reference): reference is ImageReference => reference !== undefined);
  const shown = sideBySide(there).map(printable);
  return {
    name: printable(name),
    cells: references.map((reference) => (reference === undefined ? ABSENT : (shown.shift() ?? ''))),
    isEqual: new Set(there.map(referenceText)).size === 1 && there.length === files.length,
  };
}

function asTable(rows: readonly Row[], heads: readonly string[], nameWidth: number, widths: readonly number[]): string {
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => `${GAP}${cell.padEnd(widths[column])}`).join('');
  const head = `${MARK}${' '.repeat(nameWidth)}${line(heads)}`.trimEnd();
  const body = rows.map(({ name, cells, isEqual }) => {
    const text = `${name.padEnd(nameWidth)}${line(cells)}`.trimEnd();
    return isEqual ? `${MARK}${text}` : `${colours.yellow('~')} ${text}`;
  });
  return `${[colours.bold(head), ...body].join('\n')}\n`;
}

function asBlocks(rows: readonly Row[], heads: readonly string[]): string {
  const width = Math.max(...heads.map(({ length }) => length));
  const blocks = rows.map(({ name, cells, isEqual }) => [
    `${isEqual ? ' ' : colours.yellow('~')} ${colours.bold(name)}`,
    ...cells.map((cell, column) => `    ${heads[column].padEnd(width)}  ${cell}`),
  ]);
  return `${blocks.flat().join('\n')}\n`;
}
