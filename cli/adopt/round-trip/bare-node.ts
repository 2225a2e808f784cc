import { type LimitedRun, type RunLimits, runLimited } from '../../processes/limited-run';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it was ended; absent where it ended by itself. */
  readonly stopped?: 'it took too long' | 'it printed too much';
}

export interface RunOptions {
  readonly cwd: string;
  /** Variables on top of the few that Node needs. */
  readonly env?: NodeJS.ProcessEnv;
  readonly stdin?: string;
  readonly limits?: RunLimits;
}

const LIMITS: RunLimits = { seconds: 120, bytes: 8 * 1024 * 1024 };

const STOPPED = { time: 'it took too long', size: 'it printed too much' } as const satisfies Record<
  NonNullable<LimitedRun['stopped']>,
  string
>;

/** What a process gets to see of the environment: nothing that anybody could want to have. */
const VARIABLES = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'LC_ALL', 'TZ', 'SYSTEMROOT', 'SystemRoot', 'windir'];

function bareEnvironment(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const known = VARIABLES.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...Object.fromEntries(known), ...more };
}

/**
 * Runs Node with these arguments: without a shell, without the variables of whoever runs this, with a limit to its time
 * and to what it prints.
 */
export async function runNode(args: readonly string[], options: RunOptions): Promise<Ended> {
  const { cwd, env = {}, stdin, limits = LIMITS } = options;
  const run = await runLimited(process.execPath, args, { cwd, env: bareEnvironment(env), stdin, limits });
  return {
    status: run.status,
    stdout: run.stdout.toString('utf8'),
    stderr: run.stderr,
    ...(run.stopped !== undefined && { stopped: STOPPED[run.stopped] }),
  };
}
