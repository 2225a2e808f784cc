import { readFileSync } from 'node:fs';

/**
 * Whether what is typed to interrupt reaches this process and what it starts alike: a terminal gives it to all processes of
 * the group in its foreground, whatever their streams are.
 */
export function hearsTerminal(): boolean {
  const { stdin, stdout, stderr } = process;
  return isInForeground() ?? [stdin, stdout, stderr].some(({ isTTY }) => isTTY);
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
