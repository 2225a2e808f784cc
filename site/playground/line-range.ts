/** Where a line begins in a text, and where it ends; the last one for a line that there is not. */
export function lineRange(text: string, line: number): { start: number; end: number } {
  let start = 0;
  for (let left = line - 1; left > 0; left--) {
    const next = text.indexOf('\n', start);
    if (next < 0) break;
    start = next + 1;
  }
  const end = text.indexOf('\n', start);
  return { start, end: end < 0 ? text.length : end };
}
