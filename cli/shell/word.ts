import { printable } from '../terminal/printable';

/** A text as one word of a command for a POSIX shell. What cannot be seen is spelled out: it names nothing that exists. */
export function shellWord(text: string): string {
  const seen = printable(text);
  return /^[\w./@%+][\w./:@%+=,-]*$/.test(seen) ? seen : `'${seen.replaceAll("'", "'\\''")}'`;
}
