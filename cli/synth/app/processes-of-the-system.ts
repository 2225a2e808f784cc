import { readlinkSync } from 'node:fs';
import { textAt } from '../../../lib/files/entry';

/** Sends a signal; tells whether there was somebody to get it. Somebody else's process may not be asked, but is there. */
export function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether the numbers in `/proc` are those of here: what is mounted there may count in another set of processes. */
export function isOwnProc(): boolean {
  return linkAt('/proc/self') === String(process.pid);
}

/** What Linux tells of a process, from its state on. */
export function statFieldsOf(process: number | string): string[] {
  const stat = textAt(`/proc/${process}/stat`);
  // The name of the program, in parentheses, may hold anything.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Where a link leads to; empty where nobody can tell. */
export function linkAt(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
