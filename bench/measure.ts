import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** One run of a whole process. */
export interface Run {
  readonly wallMs: number;
  /** User and system time, also of what it starts; 0 where the system does not tell. */
  readonly cpuMs: number;
  /** Largest resident set; 0 where the system does not tell. */
  readonly peakMib: number;
  /** Whether it took longer than anybody would wait. */
  readonly cut: boolean;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Where its standard output goes. */
  readonly stdout: string;
}

const PATIENCE_MS = 60_000;
const TICK_MS = 10;

/** Runs a command and looks at it from outside, so that nothing has to be added to it. */
export function measure({ program, args, cwd, stdout }: Command): Promise<Run> {
  return new Promise((resolve, reject) => {
    const out = openSync(stdout, 'w');
    const start = performance.now();
    const before = cpuOfChildren();
    // Nothing of what runs the benchmark: tsx would load itself into every Node.
    const env = { PATH: process.env.PATH, HOME: process.env.HOME };
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', out, 'pipe'] });
    let [peakMib, cut, stderr] = [0, false, ''];
    child.stderr?.on('data', (text) => {
      stderr += text;
    });
    const look = setInterval(() => {
      peakMib = Math.max(peakMib, peakOf(child.pid));
      cut ||= performance.now() - start > PATIENCE_MS;
      if (cut) child.kill('SIGKILL');
    }, 4);
    child.on('error', reject);
    child.on('exit', (status) => {
      const wallMs = performance.now() - start;
      const cpuMs = cpuOfChildren() - before;
      clearInterval(look);
      closeSync(out);
      if (status !== 0 && !cut) reject(new Error(`${program} failed: ${stderr}`));
      else resolve({ wallMs, cpuMs, peakMib, cut });
    });
  });
}

/** The time of all processes that have ended so far. */
function cpuOfChildren(): number {
  // The name of the program, in parentheses, may have blanks.
  const fields = read('/proc/self/stat')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) * TICK_MS;
}

function peakOf(pid: number | undefined): number {
  return Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
