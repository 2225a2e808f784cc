import { printable } from '../../../terminal/printable';
import type { Step } from '../field-changes';
import { matchItems } from '../items';
import { placeText } from '../place-text';
import { fittedText, shortText } from './values';

/** So many fields of a tree are shown. */
const MOST = 12;

/** What stands in a tree, a line for each field that has nothing in it. */
export function leafLines(value: unknown, columns: number): string[] {
  if (typeof value !== 'object' || value === null) return [fittedText(shortText(value), columns)];
  const lines: string[] = [];
  let rest = 0;
  for (const { steps, leaf } of leavesOf(value, [])) {
    if (lines.length < MOST) lines.push(fittedText(`${printable(placeText(steps))}: ${shortText(leaf)}`, columns));
    else rest++;
  }
  return rest > 0 ? [...lines, `… and ${rest} more`] : lines;
}

interface Leaf {
  readonly steps: readonly Step[];
  readonly leaf: unknown;
}

function* leavesOf(value: unknown, steps: readonly Step[]): Generator<Leaf> {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0 || isReference(value)) {
    yield { steps, leaf: value };
    return;
  }
  if (!Array.isArray(value)) {
    for (const [name, item] of Object.entries(value)) yield* leavesOf(item, [...steps, name]);
    return;
  }
  const list = steps.findLast((step) => typeof step === 'string');
  const { nameOf } = matchItems([], value, String(list));
  for (const [index, item] of value.entries()) {
    const name = nameOf(item);
    yield* leavesOf(item, [...steps, name === undefined ? index : { item: name }]);
  }
}

/** Whether it is told in words, or is a list of texts. */
function isReference(value: object): boolean {
  if (Array.isArray(value)) return value.every((item) => typeof item !== 'object' || item === null);
  return 'name' in value && 'valueFrom' in value;
}
