/**
 * The one place where text becomes part of a Makefile: first a word of the shell, then text of make.
 */

export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

export function shellWords(texts: readonly string[]): string {
  return texts.map(shellWord).join(' ');
}

/**
 * A line of the shell as make has to read it to hand it on unchanged, in a recipe or as the value of a variable.
 *
 * @throws if the text has several lines
 */
export function makeText(text: string): string {
  if (/[\r\n\0]/.test(text)) throw new Error('what has several lines cannot stand in a line of a Makefile');
  // Make counts the backslashes before a "#"; what a variable brings is left alone.
  return text.replaceAll('$', '$$$$').replaceAll('#', '$(INFISICAL_HASH)');
}

/** `name := text`. */
export function makeVariable(name: string, text: string): string {
  return `${name} := ${makeText(text)}`;
}

/** A variable that make expands where it is used, in as many lines as it has parts: make joins them with blanks. */
export function makeLines(name: string, lines: readonly string[]): string {
  return `${name} = ${lines.join(' \\\n\t')}`;
}

/** A target with its prerequisites and the lines of its recipe, each one shell. */
export function makeRule(target: string, needs: readonly string[], recipe: readonly string[]): string {
  return [`${[`${target}:`, ...needs].join(' ')}`, ...recipe.map((line) => `\t${line}`)].join('\n');
}

/** What tells a user why nothing goes on, as text of make. */
export function echoCommand(message: string): string {
  return `echo ${makeText(shellWord(message))} >&2`;
}
