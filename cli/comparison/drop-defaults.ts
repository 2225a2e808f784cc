import type { DefaultList } from './default-list';
import { diffTrees } from './difference';

type Tree = Record<string, unknown>;

/**
 * Takes each field off that has its default, in place, the inner ones first. A default without a value is taken off
 * whatever it holds.
 */
export function dropDefaults(tree: Tree, fields: DefaultList): void {
  takeOff(tree, placesIn(fields));
}

/** What is known of a place: the values with which it goes, and the places in it. */
interface Place {
  readonly values: unknown[];
  readonly fields: Map<string, Place>;
  /** Of fields whose names start so. */
  readonly starting: Map<string, Place>;
  items?: Place;
}

const KNOWN = new WeakMap<DefaultList, Place>();

function placesIn(fields: DefaultList): Place {
  const known = KNOWN.get(fields);
  if (known !== undefined) return known;
  const root = place();
  for (const { at, value } of fields) at.split('.').reduce(placeCalled, root).values.push(value);
  KNOWN.set(fields, root);
  return root;
}

function place(): Place {
  return { values: [], fields: new Map(), starting: new Map() };
}

/** A dot inside a name is written as %; a name that ends with * stands for all that start so. */
function placeCalled(holder: Place, part: string): Place {
  const name = part.replaceAll('%', '.');
  if (name.endsWith('[]')) {
    const list = ownPlace(holder.fields, name.slice(0, -2));
    list.items ??= place();
    return list.items;
  }
  return name.endsWith('*') ? ownPlace(holder.starting, name.slice(0, -1)) : ownPlace(holder.fields, name);
}

function ownPlace(places: Map<string, Place>, name: string): Place {
  const known = places.get(name) ?? place();
  places.set(name, known);
  return known;
}

function takeOff(tree: unknown, { fields, starting, items }: Place): void {
  if (typeof tree !== 'object' || tree === null) return;
  if (Array.isArray(tree)) {
    if (items !== undefined) for (const item of tree) takeOff(item, items);
    return;
  }
  const own = tree as Tree;
  for (const [name, inside] of fields) if (Object.hasOwn(own, name)) takeOffField(own, name, inside);
  for (const [start, inside] of starting) {
    for (const name of Object.keys(own)) if (name.startsWith(start)) takeOffField(own, name, inside);
  }
}

function takeOffField(tree: Tree, name: string, inside: Place): void {
  takeOff(tree[name], inside);
  if (inside.values.some((value) => value === undefined || diffTrees(tree[name], value).length === 0))
    delete tree[name];
}
