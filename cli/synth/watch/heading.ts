import { relative } from 'node:path';
import { entryAt } from '../../../lib/files/entry';
import { colours } from '../../terminal/colours';
import { printable } from '../../terminal/printable';

const MOST_NAMES = 3;
const USUAL_COLUMNS = 80;

/** What stands above a run: which files were saved, and for who watches, when. */
export function headingOf(saved: readonly string[], folder: string, width: number | undefined): string {
  const names = saved.slice(0, MOST_NAMES).map((path) => {
    const name = printable(relative(folder, path));
    return entryAt(path) === undefined ? `${name} (removed)` : name;
  });
  const left = saved.length - names.length;
  const what = [...names, ...(left > 0 ? [`and ${left} more`] : [])].join(', ');
  if (width === undefined) return `${what}:\n`;
  const time = new Date().toTimeString().slice(0, 'hh:mm:ss'.length);
  const room = (width || USUAL_COLUMNS) - what.length - time.length - '── '.length - 2 * ' '.length - ' ──'.length;
  const rule = '─'.repeat(Math.max(2, room));
  return `\n${colours.dim('──')} ${colours.bold(what)} ${colours.dim(`${rule} ${time} ──`)}\n`;
}
