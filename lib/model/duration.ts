/** The units in which the operator writes durations, the largest first. */
const UNITS: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1 };

/** The shortest time between two syncs, in seconds: what is shorter, the operator does not use. */
export const SHORTEST_INTERVAL = 5;

/** How often v1alpha1 syncs where nothing is said. */
export const DEFAULT_INTERVAL = 300;

/** How often v1alpha1 syncs where Infisical tells the operator of changes. */
export const INSTANT_INTERVAL = 3_600;

/** Whether a text is a duration as the operator reads it: one whole number and one unit. */
export function isDuration(text: string): boolean {
  return /^[1-9][0-9]*[smhdw]$/.test(text);
}

/** Whether the operator reads a duration as none at all. */
export function isNoDuration(text: string): boolean {
  return /^0+[mhdw]$/.test(text);
}

/** The seconds of a duration, `300` for `5m`; undefined where there is none. */
export function secondsOf(text: unknown): number | undefined {
  const [, count, unit] = (typeof text === 'string' && /^(\d+)([smhdw])$/.exec(text)) || [];
  return Number(count) > 0 ? Number(count) * UNITS[unit] : undefined;
}

/** The seconds of an interval between two syncs; undefined where it is none that the operator uses. */
export function intervalSeconds(text: unknown): number | undefined {
  const seconds = secondsOf(text) ?? 0;
  return seconds < SHORTEST_INTERVAL ? undefined : seconds;
}

/**
 * A duration as the operator writes it: one number, one unit, the largest up to days that fits. What the notation cannot
 * express comes out in milliseconds, which rule T1 then refuses by the value that the user gave.
 */
export function durationText(seconds: number): string {
  if (seconds === 0) return '0s';
  const unit = ['d', 'h', 'm', 's'].find((one) => seconds % UNITS[one] === 0);
  return unit === undefined ? `${Number((seconds * 1000).toPrecision(15))}ms` : `${seconds / UNITS[unit]}${unit}`;
}
