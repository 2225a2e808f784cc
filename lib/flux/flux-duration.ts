import { Duration } from 'cdk8s';

const UNITS = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const;

/** A duration as Flux reads it: no days, as Go knows none. */
export function fluxDuration(duration: Duration): string {
  const milliseconds = duration.toMilliseconds({ integral: false });
  const [unit, size] = UNITS.find(([, one]) => milliseconds % one === 0) ?? ['ms', 1];
  return `${milliseconds / size}${unit}`;
}

/** The controller reads what it applies so often where nobody says otherwise; a change of the source starts it at once. */
export const APPLIED_EVERY = Duration.minutes(10);
/** Without, what has failed waits for the whole interval. */
export const RETRIED_EVERY = Duration.minutes(1);
/** How long one that waits may block the next revision. */
export const WAITED_FOR = Duration.minutes(5);
/** How often a source asks for a new revision. */
export const FETCHED_EVERY = Duration.minutes(1);
