import { COLOUR_SEQUENCE } from '../../lib/text/colour-sequence';
import { wrappedLine } from '../terminal/wrapped-line';

const COLOURS = new RegExp(COLOUR_SEQUENCE, 'g');
const USUAL_INDENT = 4;

/** A report on a terminal of so many columns: what goes on in a further line begins below the words of its first one. */
export function wrappedReport(text: string, columns: number): string {
  return text
    .split('\n')
    .flatMap((line) => wrappedLine(line, columns, ' '.repeat(wordsOf(line))))
    .join('\n');
}

/** Where the words of a line begin, behind blanks or a mark such as `note`. */
function wordsOf(line: string): number {
  const [before = ''] = /^ *(?:\S+ {2})?/.exec(line.replaceAll(COLOURS, '')) ?? [];
  return before.length || USUAL_INDENT;
}
