import type { Path } from '../../../lib/model/field';
import { inOrder, matchItems } from './items';

/** A part of the place of a field: its name, its place in a list, or what an item of a list is called. */
export type Step = string | number | { readonly item: string };

/**
 * A field that is not as it was. Applied to the old tree, those of a tree give the new one: in a list, what is gone is
 * taken out, what has come or moved stands at the place that `to` ends with, and all else follows in the order that it had.
 */
export interface FieldChange {
  readonly change: 'added' | 'changed' | 'removed' | 'moved';
  /** The place for people. */
  readonly steps: readonly Step[];
  /** The place in the old tree; absent where it was in none. */
  readonly from?: Path;
  /** The place in the new tree; absent where it is in none. */
  readonly to?: Path;
  readonly was?: unknown;
  readonly is?: unknown;
}

interface Place {
  readonly steps: readonly Step[];
  readonly from: Path;
  readonly to: Path;
}

type Tree = Readonly<Record<string, unknown>>;

/** In what two trees differ, as deep down as possible, with the items of lists matched. */
export function fieldChanges(was: unknown, is: unknown): FieldChange[] {
  const changes: FieldChange[] = [];
  addChangesAt({ steps: [], from: [], to: [] }, was, is, changes);
  return changes;
}

function addChangesAt(place: Place, was: unknown, is: unknown, changes: FieldChange[]): void {
  if (Object.is(was, is)) return;
  if (Array.isArray(was) && Array.isArray(is)) addChangesOfLists(place, was, is, changes);
  else if (isObject(was) && isObject(is)) addChangesOfObjects(place, was, is, changes);
  else changes.push({ change: 'changed', ...place, was, is });
}

function isObject(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function addChangesOfObjects(place: Place, was: Tree, is: Tree, changes: FieldChange[]): void {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  for (const name of names) {
    const { steps, from, to } = inside(place, name, { from: name, to: name });
    if (!Object.hasOwn(was, name)) changes.push({ change: 'added', steps, to, is: is[name] });
    else if (!Object.hasOwn(is, name)) changes.push({ change: 'removed', steps, from, was: was[name] });
    else addChangesAt({ steps, from, to }, was[name], is[name], changes);
  }
}

function inside({ steps, from, to }: Place, step: Step, at: Record<'from' | 'to', string | number>): Place {
  return { steps: [...steps, step], from: [...from, at.from], to: [...to, at.to] };
}

function addChangesOfLists(
  place: Place,
  was: readonly unknown[],
  is: readonly unknown[],
  changes: FieldChange[],
): void {
  const list = place.steps.findLast((step) => typeof step === 'string');
  const { pairs, nameOf } = matchItems(was, is, String(list));
  const step = (item: unknown, index: number): Step => {
    const name = nameOf(item);
    return name === undefined ? index : { item: name };
  };
  const kept = new Set(pairs.map(({ from }) => from));
  for (const [index, item] of was.entries()) {
    if (kept.has(index)) continue;
    const { steps, from } = inside(place, step(item, index), { from: index, to: index });
    changes.push({ change: 'removed', steps, from, was: item });
  }
  const inPlace = new Set(inOrder(pairs));
  const origins = new Map(pairs.map((pair) => [pair.to, pair]));
  for (const [index, item] of is.entries()) {
    const pair = origins.get(index);
    const at = inside(place, step(item, index), { from: pair?.from ?? index, to: index });
    if (pair === undefined) changes.push({ change: 'added', steps: at.steps, to: at.to, is: item });
    else {
      if (!inPlace.has(pair)) changes.push({ change: 'moved', ...at });
      addChangesAt(at, was[pair.from], item, changes);
    }
  }
}
