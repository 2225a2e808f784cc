import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { cpuOfChildrenMs, ProcessTree, peakOfMib } from './proc';

/** One run of a whole process. */
export interface Run {
  readonly wallMs: number;
  /** User and system time, also of what it starts; 0 where the system does not tell. */
  readonly cpuMs: number;
  /** Largest resident set, with those of what it starts at the same time; 0 where the system does not tell. */
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
const LOOK_MS = 4;
/** What it starts is looked for once in so many looks. */
const LOOKS_FOR_CHILDREN = 5;

/** Nothing of what runs the benchmark: tsx would load itself into every Node. */
export function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: process.env.HOME };
}

/** Runs a command and looks at it from outside, so that nothing has to be added to it. */
export function measure({ program, args, cwd, stdout }: Command, patienceMs = PATIENCE_MS): Promise<Run> {
  return new Promise((resolve, reject) => {
    const out = openSync(stdout, 'w');
    const start = performance.now();
    const before = cpuOfChildrenMs();
    const child = spawn(program, args, { cwd, env: environment(), stdio: ['ignore', out, 'pipe'] });
    const memory = new Memory(child.pid ?? 0);
    let [cut, stderr] = [false, ''];
    child.stderr?.on('data', (text) => {
      stderr += text;
    });
    const look = setInterval(() => {
      memory.look();
      if (cut || performance.now() - start < patienceMs) return;
      cut = true;
      memory.kill();
    }, LOOK_MS);
    child.on('error', reject);
    child.on('exit', (status) => {
      const wallMs = performance.now() - start;
      const cpuMs = cpuOfChildrenMs() - before;
      clearInterval(look);
      closeSync(out);
      if (status !== 0 && !cut) reject(new Error(`${program} ${args.join(' ')} failed: ${stderr}`));
      else resolve({ wallMs, cpuMs, peakMib: memory.peakMib, cut });
    });
  });
}

/** Looks at the memory of a process and of what it starts. */
export class Memory {
  public peakMib = 0;
  public readonly tree: ProcessTree;
  private pids: readonly number[] = [];
  private looks = 0;

  public constructor(root: number) {
    this.tree = new ProcessTree(root);
    this.pids = [root];
  }

  public look(): void {
    this.looks += 1;
    if (this.looks % LOOKS_FOR_CHILDREN === 0) this.pids = this.tree.pids();
    this.peakMib = Math.max(this.peakMib, peakOfMib(this.pids));
  }

  public kill(): void {
    for (const pid of this.tree.pids()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
  }
}
