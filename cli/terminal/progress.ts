import { printable } from './printable';

/** One line on stderr that is written over; nothing where nobody looks on. */
export interface Progress {
  readonly show: (text: string) => void;
  readonly clear: () => void;
}

export function progress(): Progress {
  if (!process.stderr.isTTY || process.env.CI) return { show: () => undefined, clear: () => undefined };
  return {
    show: (text) => void process.stderr.write(`\r${printable(text)}\u001b[K`),
    clear: () => void process.stderr.write('\r\u001b[K'),
  };
}
