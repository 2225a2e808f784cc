import { readdirSync, readFileSync } from 'node:fs';

/*
 * What the system tells of processes. Where it does not, figures are 0.
 */

const TICK_MS = 10;
/** Of the fields behind the name of the program in `stat`. */
const [PARENT, USER, SYSTEM, USER_OF_CHILDREN, SYSTEM_OF_CHILDREN] = [1, 11, 12, 13, 14];

/** User and system time of all processes that this one has started and that have ended so far. */
export function cpuOfChildrenMs(): number {
  return timeOf('self', [USER_OF_CHILDREN, SYSTEM_OF_CHILDREN]);
}

/** User and system time of processes, and of what they have started and what has ended so far. */
export function cpuOfMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + timeOf(pid, [USER, SYSTEM, USER_OF_CHILDREN, SYSTEM_OF_CHILDREN]), 0);
}

/** The sum of the largest resident sets that processes have had so far. */
export function peakOfMib(pids: readonly number[]): number {
  const peaks = pids.map((pid) => Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0));
  return peaks.reduce((sum, peak) => sum + peak, 0) / 1024;
}

/** A process, and all that it starts. */
export class ProcessTree {
  private readonly parents = new Map<number, number>();

  public constructor(private readonly root: number) {}

  /** Those that are there now. */
  public pids(): number[] {
    const tree = new Set([this.root]);
    const all = listed().sort((a, b) => a - b);
    for (const pid of all) if (tree.has(this.parentOf(pid))) tree.add(pid);
    return [...tree];
  }

  private parentOf(pid: number): number {
    const known = this.parents.get(pid) ?? Number(statOf(pid)[PARENT] ?? 0);
    this.parents.set(pid, known);
    return known;
  }
}

function listed(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Boolean);
  } catch {
    return [];
  }
}

function timeOf(pid: number | 'self', fields: readonly number[]): number {
  const stat = statOf(pid);
  return fields.reduce((sum, field) => sum + Number(stat[field] ?? 0), 0) * TICK_MS;
}

function statOf(pid: number | 'self'): string[] {
  // The name of the program, in parentheses, may have blanks.
  return read(`/proc/${pid}/stat`)
    .replace(/^.*\) /, '')
    .split(' ');
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
