/** The text as escapes (`\u00e9`) of its code units, as JSON and JavaScript have them. */
export function escapeCodeUnits(text: string): string {
  return text.replaceAll(/./gs, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
