/** A list takes each key under its own name; a map has what it becomes as its keys and secret keys as its values. */
export function targetsAndKeys(
  secretKeys: string[] | { [target: string]: string } = [],
): [target: string, key: string][] {
  return Array.isArray(secretKeys) ? secretKeys.map((key) => [key, key]) : Object.entries(secretKeys);
}
