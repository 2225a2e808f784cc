import { grouped } from '../../../lib/collections/grouped';
import type { colours as terminalColours } from '../../terminal/colours';
import { printable } from '../../terminal/printable';
import { AREAS, type Area, countOf, type Line, type State } from '../line';

const HEADINGS: { readonly [area in Area]: string } = {
  folder: 'This folder',
  packages: 'Packages',
  laptop: 'The laptop',
  infisical: 'Infisical',
  cluster: 'The cluster',
};
const WORDS: { readonly [state in State]: string } = { ok: 'ok', wrong: 'wrong', 'not-known': 'not known' };
const INDENT = ' '.repeat(13);

export interface TextStyle {
  readonly colours: typeof terminalColours;
  readonly columns: number;
}

/** The lines for people: in groups, with what to do below what is not right. */
export function doctorText(lines: readonly Line[], style: TextStyle): string {
  const byArea = grouped(lines, ({ area }) => area);
  const groups = AREAS.flatMap((area) => {
    const own = byArea.get(area) ?? [];
    return own.length === 0
      ? []
      : [[style.colours.bold(HEADINGS[area]), ...own.map((line) => lineText(line, style))].join('\n')];
  });
  return `${[...groups, summaryText(lines)].join('\n\n')}\n`;
}

function lineText({ what, state, detail, next }: Line, { colours, columns }: TextStyle): string {
  const paint = { ok: colours.green, wrong: colours.red, 'not-known': colours.yellow }[state];
  const room = Math.max(columns, 40) - INDENT.length;
  const [first, ...rest] = wrapText(`${printable(what)}: ${printable(detail)}`, room);
  const texts = [`  ${paint(WORDS[state].padEnd(9))}  ${first}`, ...rest.map((text) => `${INDENT}${text}`)];
  const todo = next === undefined ? [] : nextLines(printable(next), room - ARROW.length);
  const arrows = todo.map((text, index) => `${INDENT}${colours.cyan(`${index === 0 ? ARROW : BELOW}${text}`)}`);
  return [...texts, ...arrows].join('\n');
}

const ARROW = '-> ';
const BELOW = ' '.repeat(ARROW.length);
const COMMAND = /^(?:npx|npm|pnpm|yarn|node|git|docker|curl|kubectl|helm) /;

/** What to type can be copied, in however many lines: a shell joins those that end so. */
function nextLines(next: string, columns: number): string[] {
  if (!COMMAND.test(next)) return wrapText(next, columns);
  if (/['"#]/.test(next)) return [next];
  const lines = wrapText(next, columns - CONTINUED.length);
  return lines.map((line, index) => (index < lines.length - 1 ? `${line}${CONTINUED}` : line));
}

const CONTINUED = ' \\';

/** The words of a text in lines that fit; a word that is longer than that has a line of its own. */
export function wrapText(text: string, columns: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.length - 1;
    if (lines[last] === '') lines[last] = word;
    else if (lines[last].length + 1 + word.length <= columns) lines[last] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}

function summaryText(lines: readonly Line[]): string {
  const [wrong, unknown, right] = (['wrong', 'not-known', 'ok'] as const).map((state) => countOf(lines, state));
  const untold = unknown === 0 ? '' : `, ${unknown} not known`;
  return wrong === 0 ? `nothing is wrong${untold}, ${right} ok` : `${wrong} wrong${untold}, ${right} ok`;
}
