import { writeSync } from 'node:fs';

const BEAT_MS = 1_000;

/**
 * Gives a sign of life again and again: the lock is written anew with what it says, so that its time changes by the clock
 * of its file system. It goes by the open file: one that somebody else has put in its place is not touched.
 */
export function startBeating(lock: number, text: string): { readonly stop: () => void } {
  const timer = setInterval(() => {
    try {
      writeSync(lock, text, 0);
    } catch {
      // A full disk: the next one may come through.
    }
  }, BEAT_MS).unref();
  return { stop: () => clearInterval(timer) };
}

/** A holder that does nothing but compose large folders may be late for some of them. */
export const SILENCE_MS = 10_000;

const MAKING_MS = 1_000;

interface Look {
  readonly seen: string;
  /** By the clock of this process, which never jumps and does not go on while the machine sleeps. */
  readonly since: number;
}

/** What was seen of locks while they were waited for. */
export class SignsOfLife {
  private readonly looks = new Map<string, Look>();

  public constructor(private readonly silence: number) {}

  /** Whether a lock has stood still for so long that its holder has ended, is stopped or cut off. */
  public isSilent(lock: string, text: string, written: bigint): boolean {
    const seen = `${written} ${text}`;
    const before = this.looks.get(lock);
    if (before?.seen === seen) {
      // An empty one is just being made.
      return performance.now() - before.since > (text === '' ? Math.min(MAKING_MS, this.silence) : this.silence);
    }
    this.looks.set(lock, { seen, since: performance.now() });
    return false;
  }
}
