import { futimesSync } from 'node:fs';

const BEAT_MS = 1_000;

/**
 * Gives a sign of life again and again: the lock gets another time. That is told to a server at once, where what is written
 * may wait for half a minute, and it needs no room on the disk. It goes by the open file: one that somebody else has put in
 * its place is not touched.
 */
export function startBeating(lock: number): { readonly stop: () => void } {
  const timer = setInterval(() => {
    try {
      futimesSync(lock, new Date(), new Date());
    } catch {
      // The next one may come through.
    }
  }, BEAT_MS).unref();
  return { stop: () => clearInterval(timer) };
}

/** A holder that does nothing but compose large folders may be late for some of them. */
export const SILENCE_MS = 10_000;

const MAKING_MS = 1_000;

/** Who has not looked for longer than that was stopped, as the holder may have been: that says nothing about it. */
const LONGEST_PAUSE_MS = 1_000;

interface Look {
  readonly seen: string;
  /** By the clock of this process, which never jumps. */
  at: number;
  /** For how long nothing has changed while somebody looked. */
  silence: number;
}

/** What was seen of locks while they were waited for. */
export class SignsOfLife {
  private readonly looks = new Map<string, Look>();

  public constructor(private readonly silence: number) {}

  /** Whether a lock has stood still for so long that its holder has ended, is stopped or cut off. */
  public isSilent(lock: string, text: string, written: bigint): boolean {
    const [seen, at] = [`${written} ${text}`, performance.now()];
    const look = this.looks.get(lock);
    if (look?.seen !== seen) {
      this.looks.set(lock, { seen, at, silence: 0 });
      return false;
    }
    look.silence += Math.min(at - look.at, LONGEST_PAUSE_MS);
    look.at = at;
    // An empty one is just being made.
    return look.silence > (text === '' ? Math.min(MAKING_MS, this.silence) : this.silence);
  }
}
