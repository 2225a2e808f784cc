import { type ChildProcess, spawn } from 'node:child_process';

export interface ProgramRun {
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

export interface RunIn {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly limits: RunLimits;
  /** Done when this process is told to end meanwhile. */
  readonly onEnd: () => void;
}

/**
 * Runs a program without a shell, with nothing to read, to its end or to one of the limits; what it has started goes
 * with it, as it does when this process is told to end.
 *
 * @throws if it cannot be started
 */
export function runProgram(
  program: string,
  args: readonly string[],
  { cwd, env, limits, onEnd }: RunIn,
): Promise<ProgramRun> {
  const detached = process.platform !== 'win32';
  const child = spawn(program, args, { cwd, env, detached, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  const release = endWithUs(child, onEnd);
  return new Promise<ProgramRun>((resolve, reject) => {
    const read = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    let [size, stopped]: [number, ProgramRun['stopped']] = [0, undefined];
    const stop = (reason: 'time' | 'size') => {
      stopped ??= reason;
      kill(child);
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
    };
    const timer = setTimeout(() => stop('time'), limits.seconds * 1_000);
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > limits.bytes) stop('size');
        else read[name].push(chunk);
      });
    }
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (status) => {
      clearTimeout(timer);
      kill(child);
      const [stdout, stderr] = [Buffer.concat(read.stdout), Buffer.concat(read.stderr).toString('utf8')];
      resolve({ status, stdout, stderr, ...(stopped !== undefined && { stopped }) });
    });
  }).finally(release);
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
    process.kill(process.pid, signal);
  };
  const release = () => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return release;
}
