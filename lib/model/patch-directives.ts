/** How a strategic merge patch says what is to happen with a part of an object: no object has such a field. */
const DIRECTIVE = /^\$(?:patch|retainKeys|(?:setElementOrder|deleteFromPrimitiveList)\/[\w.-]+)$/;

export function isPatchDirective(name: string): boolean {
  return DIRECTIVE.test(name);
}

/** So deep no patch is, and what nests deeper may hold itself. */
const DEEPEST = 50;

/** Where a patch has the first of its directives; undefined where there is none, so that it is none. */
export function directiveIn(value: unknown, path: readonly (string | number)[] = []): typeof path | undefined {
  if (typeof value !== 'object' || value === null || path.length > DEEPEST) return undefined;
  for (const [name, item] of Object.entries(value)) {
    const place = [...path, Array.isArray(value) ? Number(name) : name];
    const found = isPatchDirective(name) ? place : directiveIn(item, place);
    if (found !== undefined) return found;
  }
  return undefined;
}
