/** Deeper than any object of Kubernetes: a YAML alias can make one contain itself. */
const DEPTH = 40;

/** Whether two objects are one: the order of their fields does not count, nor what is absent. */
export function isSameContent(a: unknown, b: unknown, depth = 0): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || depth > DEPTH) return false;
  if (Array.isArray(a) !== Array.isArray(b) || a.constructor !== b.constructor) return false;
  const [left, right] = [withoutAbsent(a), withoutAbsent(b)];
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isSameContent(left[name], right[name], depth + 1))
  );
}

function withoutAbsent(object: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== null));
}
