/** What was typed: the applications, and the command behind `--`. */
export interface GivenWords {
  readonly apps: readonly string[];
  readonly command: readonly string[];
}

/**
 * The words on both sides of the first `--`, which the parser has taken away.
 *
 * @param all the words without options
 * @param typed all that was typed
 */
export function givenWords(all: readonly string[], typed: readonly string[]): GivenWords {
  const at = typed.indexOf('--');
  const count = at < 0 ? 0 : typed.length - at - 1;
  const from = Math.max(0, all.length - count);
  return { apps: all.slice(0, from), command: all.slice(from) };
}
