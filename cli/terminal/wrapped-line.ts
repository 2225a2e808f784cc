import { COLOUR_SEQUENCE } from '../../lib/text/colour-sequence';

const COLOURS = new RegExp(COLOUR_SEQUENCE, 'g');

/** A line of words, in colours or not, on as many lines of so many columns as it takes, the further ones behind blanks. */
export function wrappedLine(line: string, columns: number, indent: string): string[] {
  const lines: string[] = [];
  let room = 0;
  for (const word of line.split(/(?<=\S) (?=\S)/)) {
    const width = word.replaceAll(COLOURS, '').length;
    if (lines.length > 0 && width < room) {
      lines[lines.length - 1] += ` ${word}`;
      room -= width + 1;
    } else {
      lines.push(lines.length === 0 ? word : `${indent}${word}`);
      room = columns - width - (lines.length === 1 ? 0 : indent.length);
    }
  }
  return lines;
}
