import { posix } from 'node:path';

/** What make reads without being told to. */
const MAIN = ['GNUmakefile', 'makefile', 'Makefile'];

/** Whether a Makefile is read by the project's own: its default goal and its targets are not ours then. */
export function isIncluded(makefile: string): boolean {
  return !MAIN.includes(posix.basename(makefile));
}

/** The name of a target of ours in the Makefile. */
export function targetIn(makefile: string, name: string): string {
  return isIncluded(makefile) ? `infisical-${name}` : name;
}

/** A file of the stack, for the shell, wherever make is called: in a word of its own, as text of make. */
export function fileFrom(makefile: string, file: string): string {
  return `'$(INFISICAL_FOLDER)${posix.relative(posix.dirname(makefile), file)}'`;
}
