import { type Code, isPlainText, nodesIn, rewritten, TextAround, type Variable } from '../../typescript/code';
import { isEqualCode } from './alike';
import { Hole, valuesInHoles } from './hole';

/** What differs between pieces of code that are otherwise alike, by one name. */
export interface Column {
  readonly variable: Variable;
  /** Names on the way to it, the nearest one last. */
  readonly at: readonly string[];
  readonly type: string;
  /** A value for each piece; undefined where it has none. */
  readonly values: readonly Code[];
}

/** Pieces of code as one with variables, and what these are in each piece. */
export interface Table {
  readonly code: Code;
  readonly columns: readonly Column[];
}

export function tableOf(merged: Code, pieces: readonly Code[]): Table {
  const { kept, replaced } = differencesIn(merged, pieces);
  return {
    code: rewritten(merged, (node) => (node instanceof Hole ? (replaced.get(node) ?? node) : undefined)),
    columns: kept.map((cells) => ({
      variable: cells.hole,
      at: placeOf(cells),
      type: cells.hole.type,
      values: cells.values,
    })),
  };
}

/** How many columns their table has. */
export function columnsBetween(merged: Code, pieces: readonly Code[]): number {
  return differencesIn(merged, pieces).kept.length;
}

interface Differences {
  readonly kept: readonly Cells[];
  /** What stands in the place of holes of which no column is made. */
  readonly replaced: ReadonlyMap<Hole, Code>;
}

/** What is equal in all pieces is one column, and so is what differs by fixed texts around it only. */
function differencesIn(merged: Code, pieces: readonly Code[]): Differences {
  const values = pieces.map((piece) => valuesInHoles(merged, piece));
  const holes = [...new Set(nodesIn(merged).filter((node) => node instanceof Hole))];
  const columns = holes.map((hole) => ({ hole, values: values.map((of) => of.get(hole)) }));
  const cores = new Map(columns.map((column) => [column, coreOf(column.values)]));
  const kept: Cells[] = [];
  const replaced = new Map<Hole, Code>();
  for (const column of columns) {
    const same = kept.find((other) => isEqualCode([...other.values], [...column.values]));
    if (same !== undefined) {
      replaced.set(column.hole, same.hole);
      continue;
    }
    const core = cores.get(column);
    const alike = core && columns.find((other) => other !== column && hasCore(cores.get(other), core));
    if (core === undefined || alike === undefined) {
      kept.push(column);
      continue;
    }
    const known = kept.find((other) => isEqualCode([...other.values], [...core.values]));
    if (known === undefined) kept.push({ hole: column.hole, values: core.values, core });
    const { hole } = known ?? column;
    const isWhole = core.before === '' && core.after === '';
    replaced.set(column.hole, isWhole ? hole : new TextAround(core.before, hole, core.after));
  }
  return { kept, replaced };
}

interface Cells {
  readonly core?: Core;
  readonly hole: Hole;
  readonly values: readonly Code[];
}

/** What stands behind the colon of an image is its tag. */
function placeOf({ hole, core }: Cells): readonly string[] {
  return hole.at.at(-1) === 'image' && core?.before.endsWith(':') ? [...hole.at.slice(0, -1), 'tag'] : hole.at;
}

interface Core {
  readonly before: string;
  readonly after: string;
  readonly values: readonly string[];
}

function hasCore(core: Core | undefined, { values }: Core): boolean {
  return core !== undefined && isEqualCode([...core.values], [...values]);
}

/** What is left of texts without the words that all of them begin and end with; undefined where that is nothing. */
function coreOf(values: readonly Code[]): Core | undefined {
  const texts = values.filter((value) => typeof value === 'string');
  if (texts.length < values.length) return undefined;
  const before = commonStart(texts).replace(/[a-zA-Z0-9.]+$/, '');
  const rests = texts.map((text) => text.slice(before.length));
  const after = reversedText(commonStart(rests.map(reversedText))).replace(/^[a-zA-Z0-9.]+/, '');
  const cores = rests.map((text) => text.slice(0, text.length - after.length));
  const isWhole = [before, after].every(isPlainText) && cores.every((core) => core !== '');
  return isWhole ? { before, after, values: cores } : undefined;
}

function commonStart(texts: readonly string[]): string {
  const [first, ...others] = texts;
  let length = 0;
  while (length < first.length && others.every((text) => text[length] === first[length])) length++;
  return first.slice(0, length);
}

function reversedText(text: string): string {
  return [...text].reverse().join('');
}
