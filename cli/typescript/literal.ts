import { escapeCodeUnits } from '../../lib/text/code-units';

/** What nobody sees in a review, or sees in another place than it stands: control, direction, lone surrogates, fillers. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]|\u034f/gu;

/** What would end the script or begin a comment if a page carried the file. */
const MARKUP = /<(?=\/script|!--)/gi;

/** A text as a string literal, whatever is in it, in the quotes of which it has fewer. */
export function stringLiteral(value: string): string {
  const text = JSON.stringify(value).slice(1, -1).replaceAll(UNSEEN, escapeCodeUnits).replaceAll(MARKUP, '\\x3C');
  const isDouble = countOf("'", value) > countOf('"', value);
  return isDouble ? `"${text}"` : `'${text.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function countOf(quote: string, text: string): number {
  return text.split(quote).length - 1;
}

/** Whether a text can stand as the name of a property without quotes. */
export function isPlainName(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name);
}

/** The name of a property as it stands in an object literal. */
export function propertyName(name: string): string {
  // Written in any other way, this one would set the prototype.
  if (name === '__proto__') return "['__proto__']";
  return isPlainName(name) ? name : stringLiteral(name);
}

/** Texts as string literals, in one line. */
export function stringLiteralList(texts: readonly string[]): string {
  return texts.map(stringLiteral).join(', ');
}

/** Text inside a comment, which it cannot end. */
export function commentText(text: string): string {
  return text
    .replaceAll(/\s/g, ' ')
    .replaceAll('*/', '*\\/')
    .replaceAll(UNSEEN, escapeCodeUnits)
    .replaceAll(MARKUP, '\\x3C');
}
