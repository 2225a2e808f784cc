import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';

/** How a program ended: by itself, by a signal, or before it began. */
export type ChildEnd =
  | { readonly status: number }
  | { readonly signal: NodeJS.Signals }
  /** The word of the system for why it could not be started. */
  | { readonly refused: string };

/** How long a program may take to end once it is asked to. */
const PATIENCE_MS = 10_000;

/** A program with the streams of this process, in its folder. */
export class AttachedChild {
  public readonly ended: Promise<ChildEnd>;
  private readonly child: ChildProcess | undefined;

  public constructor([program = '', ...args]: readonly string[], env: NodeJS.ProcessEnv) {
    try {
      const child = spawn(program, args, { env, stdio: 'inherit' });
      this.child = child;
      this.ended = new Promise((resolve) => {
        child.on('error', (error) => resolve({ refused: codeOf(error) }));
        child.on('exit', (status, signal) => resolve(signal === null ? { status: status ?? 0 } : { signal }));
      });
    } catch (error) {
      // Some refusals are thrown at once.
      this.ended = Promise.resolve({ refused: codeOf(error) });
    }
  }

  public pass(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Asks it to end, and ends it where it does not. */
  public async stop(): Promise<void> {
    this.pass('SIGTERM');
    const timer = setTimeout(() => this.pass('SIGKILL'), PATIENCE_MS);
    await this.ended;
    clearTimeout(timer);
  }
}

/** The number by which a shell tells a signal: 137 for one that was killed. */
export function statusOfSignal(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}

/** Never its message, which quotes variables. */
function codeOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return code ?? 'unknown';
}
