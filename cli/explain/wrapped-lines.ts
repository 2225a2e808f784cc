/** The text in lines of words, none of which is wider, but for a word that is. */
export function wrappedLines(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A line of code, which goes on further to the right where it is too wide. */
export function wrappedCode(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const indent = /^[\s#/]*/.exec(line)?.[0] ?? '';
  const further = `${indent}    `;
  const [first = '', ...rest] = wrappedLines(line.slice(indent.length), width - further.length);
  return [`${indent}${first}`, ...rest.map((part) => `${further}${part}`)];
}
