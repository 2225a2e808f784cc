import { constants } from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import { say } from '../terminal/terminal-text';
import { tell } from '../terminal/writer';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
export type EndingSignal = (typeof SIGNALS)[number];

/** What has to end before this process may. */
export interface Ending {
  /** Asks for the end, and waits for it. */
  ask(signal: EndingSignal): Promise<void>;
  /** Asks no longer. */
  force(): void;
}

class Interrupted extends Error {
  public constructor(public readonly signal: EndingSignal) {
    super(`ended by ${signal}`);
  }
}

/** One signal may come twice: from a terminal, or `timeout`, and from npm, which passes it on. */
const SAME_SIGNAL_MS = 300;

/** The signals that ask this process to end. */
export class Interruption {
  private received?: { readonly signal: EndingSignal; readonly at: number };
  private isCleaning = false;
  private readonly endings = new Set<Ending>();
  private stop: (error: Error) => void = () => undefined;

  /** @param end ends this process by a signal */
  public constructor(public readonly end: (signal: EndingSignal) => never) {}

  /** Runs what cleans up after itself: a signal no longer ends the process at once. */
  public async withCleanup<T>(work: () => Promise<T>): Promise<T> {
    this.isCleaning = true;
    try {
      const result = await work();
      if (this.received !== undefined) throw new Interrupted(this.received.signal);
      return result;
    } finally {
      this.isCleaning = false;
    }
  }

  /**
   * Runs a part of it that may be left at any time, for what cleans up, once all is ended that has to end first.
   *
   * @throws if a signal came meanwhile
   */
  public async runStoppable<T>(work: () => Promise<T>): Promise<T> {
    const stopped = new Promise<never>((_, reject) => {
      this.stop = reject;
    });
    return Promise.race([stopped, this.waitUntilHeard(work)]);
  }

  /** Has something end first; gives what to call when it has ended by itself. */
  public endsFirst(ending: Ending): () => void {
    this.endings.add(ending);
    return () => this.endings.delete(ending);
  }

  /** Whether something is at work that has to end first. */
  public get isHeld(): boolean {
    return this.endings.size > 0;
  }

  /** What is done when a signal comes. */
  public hear(signal: EndingSignal): void {
    if (!this.isCleaning) this.end(signal);
    if (this.received === undefined) {
      this.received = { signal, at: performance.now() };
      const ended = [...this.endings].map((ending) => ending.ask(signal));
      void Promise.allSettled(ended).then(() => this.stop(new Interrupted(signal)));
    } else if (performance.now() - this.received.at > SAME_SIGNAL_MS) {
      for (const ending of this.endings) ending.force();
    }
  }

  /** What has come while nobody could listen is heard before what comes next, which then never happens. */
  private async waitUntilHeard<T>(work: () => Promise<T>): Promise<T> {
    if (this.received !== undefined) throw new Interrupted(this.received.signal);
    const outcome = await Promise.allSettled([work()]);
    await turn();
    if (this.received !== undefined) return new Promise<never>(() => undefined);
    if (outcome[0].status === 'rejected') throw outcome[0].reason;
    return outcome[0].value;
  }
}

/**
 * Runs something that a signal may interrupt. Then this process ends by that signal, as whoever waits for it expects.
 *
 * @param tidy takes away what is shown while it runs
 */
export async function runInterruptibly<T>(
  run: (interruption: Interruption) => Promise<T>,
  tidy: () => void,
): Promise<T> {
  const interruption = new Interruption((signal) => {
    tidy();
    return endBy(signal);
  });
  const hear = (signal: EndingSignal) => interruption.hear(signal);
  for (const signal of SIGNALS) process.on(signal, hear);
  try {
    return await run(interruption);
  } catch (error) {
    if (error instanceof Interrupted) interruption.end(error.signal);
    throw error;
  } finally {
    tidy();
    for (const signal of SIGNALS) process.off(signal, hear);
  }
}

function endBy(signal: EndingSignal): never {
  tell(say`ended by ${signal}\n`);
  for (const one of SIGNALS) process.removeAllListeners(one);
  process.kill(process.pid, signal);
  // The first process of a container is not ended by its own signal.
  process.exit(128 + constants.signals[signal]);
}
