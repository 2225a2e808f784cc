import { listed } from '../../../../lib/text/listed';
import { colours } from '../../../terminal/colours';
import { printable } from '../../../terminal/printable';
import type { PlannedField } from '../planned-fields';
import { changedLines } from './changed-lines';
import type { FieldCase, FieldGroup } from './groups';
import { bothTexts, fitted, fittedTexts, shortText } from './values';

const SIGNS = { added: '+', changed: '~', removed: '-', moved: '~' };
const COLOURS = { added: colours.green, changed: colours.yellow, removed: colours.red, moved: colours.yellow };
const NOT_SHOWN = 'not shown: it may be a credential';
const INDENT = 4;
const STEP = 4;

/** A piece of a line, with how many columns it takes. */
interface Shown {
  readonly text: string;
  readonly width: number;
}

/**
 * The lines that tell of a field: one, if all fits.
 *
 * @param everywhere how many environments its object is told for
 */
export function fieldLines({ change, path, cases }: FieldGroup, everywhere: number, columns: number): string[] {
  const sign = COLOURS[change](SIGNS[change]);
  const named = cases.length > 1 || cases[0].environments.length < everywhere;
  const place = printable(path);
  const room = columns - INDENT - 2 - place.length - 2;
  const inline = inlineText(cases, named, room);
  const head = `${' '.repeat(INDENT)}${sign} ${place}`;
  if (inline !== undefined) return [inline === '' ? head : `${head}  ${inline}`];
  return [head, ...cases.flatMap((one) => caseLines(one, { cases, named, columns }))];
}

function inlineText(cases: readonly FieldCase[], named: boolean, room: number): string | undefined {
  const shown = cases.map(({ field, environments }) => {
    const value = oneLine(field);
    return value === undefined ? undefined : withNames(value, named ? listedNames(environments) : '');
  });
  if (shown.some((one) => one === undefined)) return undefined;
  const all = shown as Shown[];
  const width = all.reduce((sum, one) => sum + one.width, 2 * (all.length - 1));
  return width <= room ? all.map(({ text }) => text).join(', ') : undefined;
}

function listedNames(environments: readonly string[]): string {
  return printable(listed(environments));
}

function withNames({ text, width }: Shown, names: string): Shown {
  return names === '' ? { text, width } : { text: `${colours.cyan(names)} ${text}`, width: width + names.length + 1 };
}

/** What becomes of it, if that is a matter of one line. */
function oneLine(field: PlannedField): Shown | undefined {
  const { change, isHidden, moved = [] } = field;
  const plain = (text: string): Shown => ({ text, width: text.length });
  if (isHidden) return plain(NOT_SHOWN);
  if (change === 'moved') return plain(`in another order: ${moved.map(printable).join(', ')}`);
  if (isLong(field.was) || isLong(field.is)) return undefined;
  if (change === 'changed') {
    const [was, is] = bothTexts(field);
    if (was === is) return plain('changed in what is not shown');
    return { text: `${colours.red(was)} -> ${colours.green(is)}`, width: was.length + is.length + 4 };
  }
  return plain(shortText(change === 'added' ? field.is : field.was));
}

function isLong(value: unknown): boolean {
  return typeof value === 'string' && value.trimEnd().includes('\n');
}

interface Around {
  readonly cases: readonly FieldCase[];
  readonly named: boolean;
  readonly columns: number;
}

function caseLines({ field, environments }: FieldCase, { cases, named, columns }: Around): string[] {
  const indent = ' '.repeat(INDENT + STEP);
  const names = named ? listedNames(environments) : '';
  const longest = Math.max(...cases.map((one) => listedNames(one.environments).length));
  const value = oneLine(field);
  const label = names === '' ? '' : `${colours.cyan(names)}${' '.repeat(longest - names.length + 2)}`;
  const room = columns - indent.length - (names === '' ? 0 : longest + 2);
  if (value !== undefined && value.width <= room) return [`${indent}${label}${value.text}`];
  const inner = names === '' ? indent : `${indent}    `;
  const rest = longLines(field, columns - inner.length).map((line) => `${inner}${line}`);
  return names === '' ? rest : [`${indent}${colours.cyan(names)}`, ...rest];
}

/** What takes several lines, or is cut. */
function longLines(field: PlannedField, room: number): string[] {
  const { change, was, is, isHidden, moved = [] } = field;
  if (isHidden) return [fitted(NOT_SHOWN, room)];
  if (change === 'moved') return [fitted(`in another order: ${moved.map(printable).join(', ')}`, room)];
  if (isLong(was) || isLong(is)) return changedLines(was, is, room);
  if (change === 'changed') {
    const [before, after] = fittedTexts(bothTexts(field), room - 2);
    return [colours.red(`- ${before}`), colours.green(`+ ${after}`)];
  }
  return [fitted(shortText(change === 'added' ? is : was), room)];
}
