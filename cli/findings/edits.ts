import type { Edit } from '../../lib/validation/rule';

/** Changes an object in place; what has no place in it is left out. */
export function applyEdits(object: object, edits: readonly Edit[]): void {
  for (const { path, value } of edits) {
    const holder = path.slice(0, -1).reduce<unknown>((place, part) => Object(place)[part], object);
    if (typeof holder !== 'object' || holder === null) continue;
    const fields = holder as Record<string | number, unknown>;
    const field = path[path.length - 1];
    if (value === undefined) delete fields[field];
    else fields[field] = value;
  }
}
