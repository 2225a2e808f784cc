/** The name of a property as it stands in an object literal. */
export function property(name: string): string {
  // Written as it is, this one would set the prototype.
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
}

/** A string literal. */
export function literal(text: string): string {
  const quoted = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${invisible(quoted)}'`;
}

/** A list of string literals, in one line. */
export function literals(texts: readonly string[]): string {
  return texts.map(literal).join(', ');
}

/** Text inside a comment, which it cannot end. */
export function comment(text: string): string {
  return invisible(text.replaceAll(/\s/g, ' ').replaceAll('*/', '*\\/'));
}

/** With escapes for what nobody sees in a review: it could also end a line, or turn its direction. */
function invisible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (one) =>
    [...Array(one.length).keys()].map((index) => `\\u${one.charCodeAt(index).toString(16).padStart(4, '0')}`).join(''),
  );
}
