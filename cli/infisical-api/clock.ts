import { setTimeout as delay } from 'node:timers/promises';

/** Time and chance, so that tests can do without either. */
export interface Clock {
  /** Milliseconds since some fixed moment. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 to 1. */
  readonly random: () => number;
}

export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
  random: Math.random,
};
