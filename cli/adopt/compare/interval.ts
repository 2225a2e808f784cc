import { scalarText } from './scalar';

const SECONDS: { readonly [unit: string]: number } = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** Seconds of an interval in the operator's notation; undefined if it is none that the operator takes. */
export function secondsOf(interval: unknown): number | undefined {
  const [, digits, unit] = /^(\d+)([smhdw])$/.exec(scalarText(interval)) ?? [];
  if (digits === undefined) return undefined;
  const seconds = Number(digits) * SECONDS[unit];
  return seconds > 0 && (unit !== 's' || seconds >= 5) ? seconds : undefined;
}

/** The interval in the notation that this library writes: the largest unit that fits. */
export function interval(seconds: number): string {
  const unit = ['d', 'h', 'm'].find((one) => seconds % SECONDS[one] === 0) ?? 's';
  return `${seconds / SECONDS[unit]}${unit}`;
}
