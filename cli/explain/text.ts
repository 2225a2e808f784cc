import type { colours } from '../terminal/colours';
import { differingLines } from './differing-lines';
import type { Example, Explanation } from './explanation';
import { FAMILIES } from './families';
import { wrappedCode, wrappedLines } from './wrapped-lines';

export interface TextStyle {
  readonly colours: typeof colours;
  readonly width: number;
}

/** All that is known of something, for people. */
export function explanationText(explanation: Explanation, style: TextStyle): string {
  const { why, example, settings, remedy, isRule } = explanation;
  const notes: readonly (readonly [string, string | undefined])[] = [
    ['Remedy', remedy],
    ['Operators', explanation.operators],
    ...settings.map((sentence) => ['Settings', sentence] as const),
    ['Source', explanation.source],
    ['Found by', explanation.foundBy.map((command) => `cdk8s-infisical ${command}`).join(', ')],
  ];
  const blocks = [
    headLines(explanation, style),
    wrappedLines(why, style.width),
    ...(example === undefined ? [] : exampleBlocks(example, style)),
    notes.flatMap(([name, text]) => (text === undefined ? [] : noteLines(name, text, style))),
    ...(isRule ? [suppressionLines(explanation, style)] : []),
    [style.colours.dim(explanation.page)],
  ];
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function headLines({ id, severity, title }: Explanation, { colours, width }: TextStyle): string[] {
  const { bold, cyan } = colours;
  const [first, ...rest] = wrappedLines(`${id} ${severity}: ${title}`, width);
  const begin = `${id} ${severity}`;
  const painted = `${cyan(bold(id))} ${bold(painterOf(severity, colours)(severity))}`;
  return [`${painted}${bold(first.slice(begin.length))}`, ...rest.map(bold)];
}

function painterOf(severity: Explanation['severity'], { red, yellow, dim }: TextStyle['colours']) {
  return { error: red, warning: yellow, note: dim }[severity];
}

const GUTTER = '  ✗ │ '.length;
const PARTS = 'Only what differs from an object that is in order is shown; ✗ and ✓ mark the lines that differ.';
const ABSENCE = `${PARTS} null takes a field away.`;
const PROGRAMS = 'chart is one of an app; stagingChart and prodChart belong to two environments of one project.';

function exampleBlocks({ language, bad, good }: Example, style: TextStyle): string[][] {
  const { red, green, dim } = style.colours;
  const room = style.width - GUTTER;
  const [broken, right] = [bad(room), good(room)].map((text) => text.split('\n'));
  const [inBad, inGood] = differingLines(broken, right);
  const hasNull = [...broken, ...right].some((line) => /\bnull\b/.test(line));
  const about = language === 'typescript' ? PROGRAMS : hasNull ? ABSENCE : PARTS;
  return [
    [red('✗ This breaks it:'), ...codeLines(broken, inBad, { sign: '✗', paint: red, room, dim })],
    [green('✓ This is in order:'), ...codeLines(right, inGood, { sign: '✓', paint: green, room, dim })],
    wrappedLines(about, style.width).map(dim),
  ];
}

interface CodeStyle {
  readonly sign: string;
  readonly paint: (text: string) => string;
  readonly dim: (text: string) => string;
  /** Columns. */
  readonly room: number;
}

function codeLines(lines: readonly string[], differ: readonly boolean[], style: CodeStyle): string[] {
  const { sign, paint, dim, room } = style;
  return lines.flatMap((line, index) =>
    wrappedCode(line, room).map((part) =>
      differ[index] ? `  ${paint(sign)} ${dim('│')} ${paint(part)}` : `    ${dim('│')} ${part}`,
    ),
  );
}

const NAMES = 'Operators '.length;

function noteLines(name: string, text: string, { colours: { bold }, width }: TextStyle): string[] {
  const [first = '', ...rest] = wrappedLines(text, width - NAMES);
  return [`${bold(name.padEnd(NAMES))}${first}`, ...rest.map((line) => `${' '.repeat(NAMES)}${line}`)];
}

function suppressionLines({ id }: Explanation, { colours: { dim }, width }: TextStyle): string[] {
  return [
    ...wrappedLines('Where it does not fit, suppress it with the reason, in one of these places:', width),
    `  ${dim('in the program        ')}  InfisicalRules.suppress(chart, '${id}', 'the reason');`,
    `  ${dim('cdk8s-infisical.yaml  ')}  suppressions: [{ rule: ${id}, reason: the reason }]`,
    `  ${dim('on the object, in YAML')}  cdk8s-infisical/ignore: "${id}: the reason"`,
  ];
}

/** The ids with their titles. */
export function listText(list: readonly Explanation[], { colours, width }: TextStyle): string {
  const ids = Math.max(...list.map(({ id }) => id.length));
  const indent = ids + 'warning'.length + 4;
  return list
    .flatMap(({ id, severity, title }) => {
      const [first = '', ...rest] = wrappedLines(title, width - indent);
      const head = `${colours.cyan(id.padEnd(ids))}  ${painterOf(severity, colours)(severity.padEnd('warning'.length))}  ${first}`;
      return [head, ...rest.map((line) => `${' '.repeat(indent)}${line}`)];
    })
    .map((line) => `${line}\n`)
    .join('');
}

const USES = [
  ['explain C2', 'what a rule says, and why'],
  ['explain C', 'the rules of a family'],
  ['explain auto-reload', 'what says these words'],
  ['explain --list', 'all of them'],
];

/** What there is to explain, in short. */
export function familiesText(list: readonly Explanation[], { colours: { cyan, bold, dim }, width }: TextStyle): string {
  const rules = list.filter(({ isRule }) => isRule);
  const counted = Object.entries(FAMILIES).map(([letter, about]) => {
    const ids = rules.filter(({ id }) => id.startsWith(letter)).map(({ id }) => id);
    return { letter, about, range: `${ids[0]} to ${ids.at(-1)}` };
  });
  const room = Math.max(...counted.map(({ range }) => range.length));
  const families = counted.flatMap(({ letter, about, range }) => {
    const [first = '', ...rest] = wrappedLines(about, width - room - 5);
    return [
      `${cyan(letter)}  ${dim(range.padEnd(room))}  ${first}`,
      ...rest.map((line) => `${' '.repeat(room + 5)}${line}`),
    ];
  });
  const others = [...new Set(list.filter(({ isRule }) => !isRule).map(({ id }) => id))].join(', ');
  const uses = USES.map(([command, what]) => `  $ npx cdk8s-infisical ${command.padEnd(21)}${dim(what)}`);
  const heads = [`${rules.length} rules:`, 'What check and synth say beside them:'].map(bold);
  return [heads[0], ...families, '', heads[1], ...wrappedLines(others, width), '', ...uses]
    .map((line) => `${line}\n`)
    .join('');
}
