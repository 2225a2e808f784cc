/** How a strategic merge patch says what is to happen with a part of an object: no object has such a field. */
const DIRECTIVE = /^\$(?:patch|retainKeys|(?:setElementOrder|deleteFromPrimitiveList)\/[\w.-]+)$/;

export function isPatchDirective(name: string): boolean {
  return DIRECTIVE.test(name);
}
