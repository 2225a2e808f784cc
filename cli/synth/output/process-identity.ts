import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Tells one process from all others, also from a later one that gets its number. */
export interface ProcessIdentity {
  readonly host: string;
  readonly pid: number;
  /** When it started, in whatever form the system tells it; empty where it does not. */
  readonly start: string;
}

export function thisProcess(): ProcessIdentity {
  return processIdentity(process.pid);
}

export function processIdentity(pid: number): ProcessIdentity {
  return { host: hostname(), pid, start: startOf(pid) };
}

/** Who is named in a text; undefined if nobody is. */
export function parsedIdentity(text: string): ProcessIdentity | undefined {
  try {
    const { host, pid, start } = JSON.parse(text);
    return typeof host === 'string' && Number.isInteger(pid) ? { host, pid, start } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it still runs. What runs on another host cannot be asked, and counts as running. */
export function isRunning({ host, pid, start }: ProcessIdentity): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process may not be asked, but is there.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return startOf(pid) === start;
}

function startOf(pid: number): string {
  if (process.platform === 'linux') return linuxStart(pid);
  if (process.platform === 'win32') return '';
  return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '';
}

function linuxStart(pid: number): string {
  try {
    // The name of the program, in parentheses, may have blanks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const [state, start] = [fields[0], fields[19]];
    if (state === 'Z' || state === 'X') return 'ended';
    return `${start} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`;
  } catch {
    return '';
  }
}
