import { readFileSync } from 'node:fs';
import { isatty } from 'node:tty';

/**
 * Whether what is typed to interrupt reaches this process and what it starts alike: a terminal gives it to all processes of
 * the group in its foreground, whatever their streams are.
 */
export function hearsTerminal(): boolean {
  return isInForeground() ?? [0, 1, 2].some((descriptor) => isatty(descriptor));
}

/** Undefined where the system does not say it. */
function isInForeground(): boolean | undefined {
  try {
    // The name of the program may hold anything, also a bracket.
    const [, , group, , terminal, foreground] = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return terminal !== '0' && group === foreground;
  } catch {
    return undefined;
  }
}
