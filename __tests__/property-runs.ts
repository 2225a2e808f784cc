declare global {
  /** Set by `npm run test:fuzz`. */
  var isLongRun: boolean | undefined;
}

/** How often a property is tried: so many times by `npm run test:fuzz`, a small part of that by `npm test`. */
export function runs(many: number): number {
  return globalThis.isLongRun ? many : Math.ceil(many / 400);
}

/** Which of many examples are tried: all of them by `npm run test:fuzz`, each third by `npm test`. */
export function sampled<T>(examples: readonly T[]): T[] {
  return examples.filter((_, i) => globalThis.isLongRun || i % 3 === 0);
}
