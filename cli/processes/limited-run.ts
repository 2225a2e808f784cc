import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

export interface LimitedRun {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
  /** Why it was ended; absent where it ended by itself. */
  readonly stopped?: 'time' | 'size';
}

export interface RunLimits {
  readonly seconds: number;
  /** How much it may print. */
  readonly bytes: number;
}

export interface LimitedRunOptions {
  readonly cwd: string;
  /** All that it gets to see. */
  readonly env: NodeJS.ProcessEnv;
  /** What it reads: nothing where absent. */
  readonly stdin?: string;
  readonly limits: RunLimits;
  /** That its time is over, as nobody waits for it any more. */
  readonly until?: AbortSignal;
  /** Done when this process is told to end meanwhile. */
  readonly onEnd?: () => void;
}

/**
 * Runs a program without a shell, to its end or to one of the limits; what it has started goes with it, as it does when
 * this process is told to end.
 *
 * @throws if it cannot be started
 */
export function runLimited(
  program: string,
  args: readonly string[],
  { cwd, env, stdin, limits, until, onEnd = () => undefined }: LimitedRunOptions,
): Promise<LimitedRun> {
  // Windows has no groups of processes.
  const detached = process.platform !== 'win32';
  const child = spawn(program, args, { cwd, env, detached, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  // Who reads nothing may be gone before it is written.
  child.stdin.on('error', () => undefined).end(stdin);
  const release = endWithUs(child, onEnd);
  return endOf(child, limits, until).finally(release);
}

function endOf(
  child: ChildProcessByStdio<Writable, Readable, Readable>,
  limits: RunLimits,
  until?: AbortSignal,
): Promise<LimitedRun> {
  return new Promise((resolve, reject) => {
    const read = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    let [size, stopped]: [number, LimitedRun['stopped']] = [0, undefined];
    const stop = (reason: 'time' | 'size') => {
      stopped ??= reason;
      kill(child);
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
    };
    const timer = setTimeout(() => stop('time'), limits.seconds * 1_000);
    const leave = () => stop('time');
    until?.addEventListener('abort', leave);
    const settle = () => {
      clearTimeout(timer);
      until?.removeEventListener('abort', leave);
    };
    if (until?.aborted) leave();
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > limits.bytes) stop('size');
        else read[name].push(chunk);
      });
    }
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    child.on('close', (status) => {
      settle();
      // What it started in the background goes with it.
      kill(child);
      const [stdout, stderr] = [Buffer.concat(read.stdout), Buffer.concat(read.stderr).toString('utf8')];
      resolve({ status, stdout, stderr, ...(stopped !== undefined && { stopped }) });
    });
  });
}

/** Ends the process with all that it has started. */
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
function endWithUs(child: ChildProcess, onEnd: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals) => {
    kill(child);
    onEnd();
    release();
    // Whoever else listens has heard it too, and ends this process when that is due.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const release = () => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return release;
}
