import { quotedName } from '../../lib/text/key-name';
import { ProblemsError } from '../terminal/failure-text';
import type { Variables } from './values';

/** With which this command logs in, and nobody else has to. */
const LOGIN = /^INFISICAL_/i;

/** What one variable may take on Linux, with its name and the NUL at its end: a page of 4 KiB, 32 times. */
const LONGEST = 32 * 4096;

/**
 * The variables of the command: those of the shell without the login, and those that were declared, which win.
 *
 * @throws ProblemsError for what no program can be started with
 */
export function childVariables(shell: NodeJS.ProcessEnv, own: Variables): NodeJS.ProcessEnv {
  const problems = [...own].flatMap(([name, value]) => problemOf(name, value));
  if (problems.length > 0) throw new ProblemsError(problems);
  const others = Object.entries(shell).filter(([name]) => !LOGIN.test(name));
  return { ...Object.fromEntries(others), ...Object.fromEntries(own) };
}

function problemOf(name: string, value = ''): string[] {
  const shown = quotedName(name);
  if (value.includes('\0')) return [`${shown} has the character NUL, which no variable can have`];
  const size = Buffer.byteLength(`${name}=${value}`) + 1;
  if (process.platform !== 'linux' || size <= LONGEST) return [];
  return [
    `${shown} has ${Buffer.byteLength(value)} bytes: Linux starts no program with a variable of more than ${LONGEST / 1024} KiB, and no container of the cluster either. Give it as a file`,
  ];
}
