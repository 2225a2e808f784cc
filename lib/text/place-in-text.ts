/** A place in a text, counted from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** `shop.yaml:3:5`, as far as it is known. */
export function placeText(file: string, { line, column }: Partial<TextPlace> = {}): string {
  return line === undefined ? file : `${file}:${line}:${column}`;
}

/** What is wrong with a text, and where. */
export interface TextProblem extends TextPlace {
  readonly message: string;
}

export function placeOf(text: string, index: number): TextPlace {
  const before = text.lastIndexOf('\n', index - 1);
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) line++;
  return { line, column: index - (index === 0 ? -1 : before) };
}

/** What a parser of YAML 1.1 takes for a line break or for nothing at all, and one of YAML 1.2 for text. */
const READ_DIFFERENTLY =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)/;
const CONFLICT = /^(?:<{7}|>{7}|\|{7})(?: |\r?$)/m;

/**
 * Why a YAML text is not read, whatever its parser makes of it: a character that parsers read differently, or a conflict
 * of git.
 *
 * @param remedy what to do after the merge is resolved
 */
export function misreadProblem(text: string, remedy = ''): TextProblem | undefined {
  const odd = READ_DIFFERENTLY.exec(text);
  if (odd !== null) {
    const code = odd[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return {
      ...placeOf(text, odd.index),
      message: `it has the character U+${code}, which YAML parsers read differently`,
    };
  }
  const conflict = CONFLICT.exec(text);
  if (conflict === null) return undefined;
  const message = `it has conflict markers of git: resolve the merge${remedy}`;
  return { ...placeOf(text, conflict.index), message };
}
