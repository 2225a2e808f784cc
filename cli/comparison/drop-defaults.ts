import type { DefaultList } from './defaults';
import { diffTrees } from './difference';

type Tree = Record<string, unknown>;

/** Takes each field off that has its default, in place. A default without a value is taken off whatever it holds. */
export function dropDefaults(tree: Tree, fields: DefaultList): void {
  for (const { at, value } of fields) takeOff(tree, pathOf(at), value);
}

const PATHS = new Map<string, string[]>();

/** A dot inside a name is written as %; a name that ends with * stands for all that start so. */
function pathOf(at: string): string[] {
  const known = PATHS.get(at);
  if (known !== undefined) return known;
  const path = at.split('.').map((name) => name.replaceAll('%', '.'));
  PATHS.set(at, path);
  return path;
}

function takeOff(tree: unknown, [name, ...rest]: string[], value: unknown): void {
  if (typeof tree !== 'object' || tree === null) return;
  const fields = tree as Tree;
  if (name === '*') {
    for (const item of Object.values(fields)) takeOff(item, rest, value);
  } else if (name.endsWith('[]')) {
    const list = fields[name.slice(0, -2)];
    if (Array.isArray(list)) for (const item of list) takeOff(item, rest, value);
  } else if (rest.length > 0) {
    takeOff(fields[name], rest, value);
  } else if (name.endsWith('*')) {
    for (const field of Object.keys(fields)) if (field.startsWith(name.slice(0, -1))) delete fields[field];
  } else if (Object.hasOwn(fields, name) && (value === undefined || diffTrees(fields[name], value).length === 0)) {
    delete fields[name];
  }
}
