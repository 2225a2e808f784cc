import { listed } from '../../../../lib/text/listed';
import { colours } from '../../../terminal/colours';
import { printable } from '../../../terminal/printable';
import type { PlannedField } from '../planned-fields';
import { changedLines } from './changed-lines';
import type { FieldCase, FieldGroup } from './groups';
import { leafLines } from './leaf-lines';
import { bothTexts, fitted, fittedTexts, shortText, withoutCommonStart } from './values';

const SIGNS = { added: '+', changed: '~', removed: '-', moved: '~' };
const COLOURS = { added: colours.green, changed: colours.yellow, removed: colours.red, moved: colours.yellow };
const NOT_SHOWN = 'not shown: it may hold a credential';
const INDENT = ' '.repeat(4);
const DEEPER = ' '.repeat(8);

/** A piece of a line, with how many columns it takes. */
interface Shown {
  readonly text: string;
  readonly width: number;
}

/** What is around a field. */
interface Around {
  /** How many environments its object is told for. */
  readonly everywhere: number;
  /** The place that was told before: what both begin with is faint. */
  readonly before: string;
  readonly columns: number;
}

/** The lines that tell of a field: one, if all fits. */
export function fieldLines({ change, path, cases }: FieldGroup, { everywhere, before, columns }: Around): string[] {
  const isNamed = cases.length > 1 || cases[0].environments.length < everywhere;
  const named = cases.map(({ field, environments }) => ({
    field,
    names: isNamed ? `${printable(listed(environments))}:` : '',
  }));
  const place = printable(path);
  const head = `${INDENT}${COLOURS[change](SIGNS[change])} ${placeAfter(printable(before), place)}`;
  const used = INDENT.length + 2 + place.length + 2;
  const inline = inlineText(named, columns - used);
  if (inline !== undefined) return [`${head}  ${inline}`];
  const [only] = named;
  const withNames = named.length === 1 && only.names !== '' && used + only.names.length <= columns;
  if (withNames) return [`${head}  ${colours.cyan(only.names)}`, ...caseLines({ ...only, names: '' }, 0, columns)];
  const longest = Math.max(...named.map(({ names }) => names.length));
  return [head, ...named.flatMap((one) => caseLines(one, longest, columns))];
}

function placeAfter(before: string, place: string): string {
  let common = 0;
  while (common < place.length && place[common] === before[common]) common++;
  const end = Math.max(place.lastIndexOf('.', common - 1), place.lastIndexOf(']', common - 1)) + 1;
  return common === 0 || end === 0 ? place : `${colours.dim(place.slice(0, end))}${place.slice(end)}`;
}

interface NamedCase extends Pick<FieldCase, 'field'> {
  /** The environments; empty where they are told above. */
  readonly names: string;
}

function inlineText(cases: readonly NamedCase[], room: number): string | undefined {
  const shown = cases.flatMap(({ field, names }) => {
    const value = oneLine(field, room);
    return value === undefined ? [] : [withNames(value, names)];
  });
  const width = shown.reduce((sum, one) => sum + one.width, 2 * (shown.length - 1));
  return shown.length === cases.length && width <= room ? shown.map(({ text }) => text).join(', ') : undefined;
}

function withNames({ text, width }: Shown, names: string): Shown {
  return names === '' ? { text, width } : { text: `${colours.cyan(names)} ${text}`, width: width + names.length + 1 };
}

/** What becomes of it, if that is a matter of one line; shortened where that makes it fit. */
function oneLine(field: PlannedField, room: number): Shown | undefined {
  const { change, isHidden, moved = [] } = field;
  const plain = (text: string): Shown => ({ text, width: text.length });
  if (isHidden) return plain(NOT_SHOWN);
  if (change === 'moved') return plain(`in another order: ${moved.map(printable).join(', ')}`);
  if (isLong(field.was) || isLong(field.is)) return undefined;
  if (change !== 'changed') return plain(shortText(change === 'added' ? field.is : field.was));
  const [was, is] = bothTexts(field);
  if (was === is) return plain('changed in what is not shown');
  const whole = was.length + is.length + ARROW.length;
  const end = whole <= room ? is : withoutCommonStart(was, is);
  return { text: `${colours.red(was)}${ARROW}${colours.green(end)}`, width: was.length + end.length + ARROW.length };
}

const ARROW = ' -> ';

function isLong(value: unknown): boolean {
  return typeof value === 'string' && value.trimEnd().includes('\n');
}

/** @param longest how many columns the longest names take */
function caseLines({ field, names }: NamedCase, longest: number, columns: number): string[] {
  const label = names === '' ? '' : `${colours.cyan(names)}${' '.repeat(longest - names.length + 1)}`;
  const room = columns - DEEPER.length - (names === '' ? 0 : longest + 1);
  const value = oneLine(field, room);
  if (value !== undefined && value.width <= room) return [`${DEEPER}${label}${value.text}`];
  const inner = names === '' ? DEEPER : `${DEEPER}${INDENT}`;
  const rest = longLines(field, columns - inner.length).map((line) => `${inner}${line}`);
  return names === '' ? rest : [`${DEEPER}${colours.cyan(names)}`, ...rest];
}

/** What takes several lines, or is cut. */
function longLines(field: PlannedField, room: number): string[] {
  const { change, was, is, isHidden, moved = [] } = field;
  if (isHidden) return [fitted(NOT_SHOWN, room)];
  if (change === 'moved') return [fitted(`in another order: ${moved.map(printable).join(', ')}`, room)];
  if (isLong(was) || isLong(is)) return changedLines(was, is, room);
  if (change !== 'changed') return leafLines(change === 'added' ? is : was, room);
  const [before, after] = fittedTexts(bothTexts(field), room - 2);
  return [colours.red(`- ${before}`), colours.green(`+ ${after}`)];
}
