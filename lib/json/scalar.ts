/** A text, number or truth value as text; empty for anything else, which may have a `toString` of its own. */
export function scalarText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
