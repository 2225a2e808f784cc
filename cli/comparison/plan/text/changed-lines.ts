import { colours } from '../../../terminal/colours';
import { printable } from '../../../terminal/printable';
import { inOrder, matchItems } from '../items';
import { fittedText, shortText } from './values';

/** So many lines of a text are shown. */
const MOST = 12;

/** The lines of a text that are otherwise: those that are gone before those that have come in their place. */
export function changedLines(was: unknown, is: unknown, columns: number): string[] {
  const [before, after] = [linesOf(was), linesOf(is)];
  const { pairs } = matchItems(before, after, '');
  const same = inOrder(pairs.filter(({ from, to }) => before[from] === after[to]));
  const changed: string[] = [];
  let [from, to] = [0, 0];
  for (const next of [...same, { from: before.length, to: after.length }]) {
    for (const line of before.slice(from, next.from)) changed.push(colours.red(lineText('-', line, columns)));
    for (const line of after.slice(to, next.to)) changed.push(colours.green(lineText('+', line, columns)));
    [from, to] = [next.from + 1, next.to + 1];
  }
  if (changed.length === 0) return ['changed in where its last line ends'];
  const rest = changed.length - MOST;
  return rest > 1 ? [...changed.slice(0, MOST), `… and ${rest} more lines`] : changed;
}

function linesOf(value: unknown): string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? value.trimEnd().split('\n') : [shortText(value)];
}

function lineText(sign: string, line: string, columns: number): string {
  return fittedText(`${sign} ${printable(line)}`.trimEnd(), columns);
}
