import { relative } from 'node:path';
import { entryAt } from '../../../lib/files/entry';
import { colours } from '../../terminal/colours';
import { printable } from '../../terminal/printable';

const MOST_NAMES = 3;
const USUAL_COLUMNS = 80;
const SHORTEST_RULE = 2;

/** What stands above a run: which files were saved, and for who watches, when. */
export function headingOf(saved: readonly string[], folder: string, width: number | undefined): string {
  const names = saved.slice(0, MOST_NAMES).map((path) => {
    const name = printable(relative(folder, path));
    return entryAt(path) === undefined ? `${name} (removed)` : name;
  });
  if (width === undefined) return `${namesText(names, saved.length)}:\n`;
  const time = new Date().toTimeString().slice(0, 'hh:mm:ss'.length);
  const room = (width || USUAL_COLUMNS) - time.length - '── '.length - 2 * ' '.length - ' ──'.length;
  while (names.length > 1 && namesText(names, saved.length).length > room - SHORTEST_RULE) names.pop();
  const what = namesText(names, saved.length);
  const rule = '─'.repeat(Math.max(SHORTEST_RULE, room - what.length));
  return `\n${colours.dim('──')} ${colours.bold(what)} ${colours.dim(`${rule} ${time} ──`)}\n`;
}

function namesText(names: readonly string[], all: number): string {
  const left = all - names.length;
  return [...names, ...(left > 0 ? [`and ${left} more`] : [])].join(', ');
}
