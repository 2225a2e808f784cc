import { printable } from '../terminal/printable';

/** Text in HCL, where `${` and `%{` begin a template; a CI that shows it would obey `##[`. */
export function hclText(text: string): string {
  const escaped = text
    .replaceAll(/["\\]/g, '\\$&')
    .replaceAll(/[$%]+(?=\{)/g, withoutTemplate)
    .replaceAll(/(?<=#)#(?=\w*\[)/g, escapeByNumber)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, escapeByNumber);
  return `"${escaped}"`;
}

export function hclComment(text: string): string {
  return `# ${printable(text)}`;
}

/** The name of a block, of letters that every HCL takes. */
export function hclName(text: string): string {
  const plain = text.replaceAll(/[^A-Za-z0-9_]+/g, '_');
  return /^[A-Za-z_]/.test(plain) ? plain : `_${plain}`;
}

/** `$${` is a way to write `${`; but `$$${` would be `$$` and the beginning of a template. */
function withoutTemplate(signs: string): string {
  return signs.length === 1 ? signs + signs : signs.replaceAll(/./g, escapeByNumber);
}

function escapeByNumber(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  // Half a character cannot be written.
  if (point >= 0xd800 && point <= 0xdfff) return '\ufffd';
  const hex = point.toString(16);
  return point > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}
