import type { Duration } from 'cdk8s';

const UNITS: readonly [string, number][] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
];

/**
 * The duration in the operator's notation: one number, one unit, the largest that fits. What the notation cannot
 * express comes out in milliseconds, which rule T1 then refuses by the value that the user gave.
 */
export function operatorDuration(duration: Duration): string {
  const milliseconds = duration.toMilliseconds({ integral: false });
  if (milliseconds === 0) return '0s';
  const [unit, size] = UNITS.find(([, size]) => milliseconds % size === 0) ?? ['ms', 1];
  return `${milliseconds / size}${unit}`;
}
