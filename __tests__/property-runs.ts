declare global {
  /** Set by `npm run test:fuzz`. */
  var isLongRun: boolean | undefined;
}

/** How often a property is tried: so many times by `npm run test:fuzz`, a small part of that by `npm test`. */
export function runs(many: number): number {
  return globalThis.isLongRun ? many : Math.ceil(many / 400);
}

/** For how long `npm run test:fuzz` tries one property; FUZZ_SECONDS sets another time. */
export const LONGEST_MS = Number(process.env.FUZZ_SECONDS ?? 20) * 1_000;

/** As many of them as there is time for, in `npm run test:fuzz`. */
export function* inTime<T>(examples: Iterable<T>): Generator<T> {
  const start = performance.now();
  for (const example of examples) {
    if (globalThis.isLongRun && performance.now() - start > LONGEST_MS) return;
    yield example;
  }
}

/**
 * For a property whose examples take seconds each: its first one is tried however slow the machine is, others as long as
 * there is time, and none is left in the middle. It has `NO_INTERRUPTION`.
 */
export function triedInTime<T>(tried: (example: T) => Promise<void>): (example: T) => Promise<void> {
  let end: number | undefined;
  return async (example) => {
    const now = performance.now();
    end ??= now + LONGEST_MS;
    if (now <= end) await tried(example);
  };
}

export const NO_INTERRUPTION = { interruptAfterTimeLimit: undefined };

/** Which of many examples are tried: all of them by `npm run test:fuzz`, each third by `npm test`. */
export function sampled<T>(examples: readonly T[]): T[] {
  return examples.filter((_, i) => globalThis.isLongRun || i % 3 === 0);
}
