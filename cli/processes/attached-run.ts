import { spawn } from 'node:child_process';
import { hearsTerminal } from './terminal-signals';

export interface AttachedRun {
  /** Null where a signal has ended it. */
  readonly status: number | null;
  /** What it printed, where that was asked for. */
  readonly stdout: string;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a program in the terminal of this process, to its end. What tells this process to end meanwhile is for the program,
 * and this process goes on when that has ended: it may have something to put right.
 *
 * @param isRead whether what it prints to standard output is read, and not shown
 * @throws if it cannot be started
 */
export function runAttached(program: string, args: readonly string[], isRead: boolean): Promise<AttachedRun> {
  const child = spawn(program, args, { stdio: ['inherit', isRead ? 'pipe' : 'inherit', 'inherit'] });
  const pass = (signal: NodeJS.Signals) => {
    // A terminal gives it to both.
    if (signal !== 'SIGINT' || !hearsTerminal()) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, pass);
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise<AttachedRun>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout: Buffer.concat(chunks).toString('utf8') }));
  }).finally(() => {
    for (const signal of SIGNALS) process.off(signal, pass);
  });
}
