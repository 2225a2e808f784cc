/** A text between quotes of bash, zsh and sh, in which nothing means anything. */
export function posixQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A text between quotes of fish, in which nothing means anything. */
export function fishQuoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}
