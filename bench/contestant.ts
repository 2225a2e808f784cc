import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Command, measure, type Run } from './measure';

/** A way to do some work. */
export interface Contestant {
  readonly name: string;
  readonly run: () => Promise<Run>;
  /** Takes away what an earlier run left. */
  readonly reset?: () => void;
  /** The YAML that it has written: the objects of all who write some are the same. */
  readonly output?: () => string;
  /** Whether it writes defaults besides, which the others leave out. */
  readonly hasDefaults?: boolean;
  /** Fails if it has not done what it is measured for. */
  readonly verify?: () => void;
}

/** One that prints YAML. */
export function printing(name: string, command: Command): Contestant {
  return {
    name,
    run: () => measure(command),
    reset: () => rmSync(command.stdout, { force: true }),
    output: () => readFileSync(command.stdout, 'utf8'),
  };
}

/** One that says what it has done. */
export function saying(name: string, pattern: RegExp, command: Command, patienceMs?: number): Contestant {
  return {
    name,
    run: () => measure(command, patienceMs),
    verify: () => {
      const said = readFileSync(command.stdout, 'utf8');
      if (!pattern.test(said)) throw new Error(`${name} does not say ${pattern}: ${said.slice(-1_000)}`);
    },
  };
}

export function has(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

export function programOnPath(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync);
}
