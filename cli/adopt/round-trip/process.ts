import { type ChildProcess, spawn } from 'node:child_process';

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
  readonly seconds?: number;
  /** How much it may print. */
  readonly characters?: number;
}

const MOST_SECONDS = 120;
const MOST_CHARACTERS = 8 * 1024 * 1024;

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
export function runNode(args: readonly string[], options: RunOptions): Promise<Ended> {
  const { cwd, env = {}, stdin = '', seconds = MOST_SECONDS, characters = MOST_CHARACTERS } = options;
  const hasGroup = process.platform !== 'win32';
  const child = spawn(process.execPath, args, { cwd, env: bareEnvironment(env), detached: hasGroup });
  const release = endWithUs(child);
  return new Promise<Ended>((resolve, reject) => {
    const read = { stdout: '', stderr: '' };
    let stopped: Ended['stopped'];
    const stop = (reason: Ended['stopped']) => {
      stopped ??= reason;
      kill(child);
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
    };
    const timer = setTimeout(() => stop('it took too long'), seconds * 1_000);
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        read[name] += text;
        if (read.stdout.length + read.stderr.length > characters) stop('it printed too much');
      });
    }
    child.stdin.on('error', () => undefined).end(stdin);
    child.on('error', reject);
    child.on('close', (status) => {
      clearTimeout(timer);
      // What it started in the background goes with it.
      kill(child);
      resolve({ status, ...read, stopped });
    });
  }).finally(release);
}

/** Ends the process with all that it started. */
function kill(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It is gone.
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A group of its own hears nothing of Ctrl-C. */
function endWithUs(child: ChildProcess): () => void {
  const onSignal = (signal: NodeJS.Signals) => {
    kill(child);
    release();
    process.kill(process.pid, signal);
  };
  const release = () => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return release;
}
