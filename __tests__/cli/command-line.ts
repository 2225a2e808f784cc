import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const COMMAND = join(__dirname, '../../build/cli/main.js');

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Variables on top of a bare environment: nothing of the developer's own reaches the command. */
  readonly env?: NodeJS.ProcessEnv;
  readonly stdin?: string;
  /** What runs the command, and how: a program with its arguments. */
  readonly within?: readonly string[];
}

/** Runs the bundled command line as a process of its own, as its users do. */
export function commandLine(args: readonly string[], { env, within = [], ...options }: RunOptions = {}): Promise<Ran> {
  const [program, ...rest] = [...within, process.execPath, COMMAND, ...args];
  const bare = { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR };
  return runProgram(program, rest, { ...options, env: { ...bare, ...env } });
}

/** Runs a program, which gets these variables and no others. */
export function runProgram(program: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  const { cwd, env, stdin = '' } = options;
  const child = spawn(program, args, { cwd, env });
  child.stdin.on('error', () => undefined).end(stdin);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}
