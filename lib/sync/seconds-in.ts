import type { Duration } from 'cdk8s';

/** The seconds of a duration, which are not always whole. */
export function secondsIn(duration: Duration | undefined): number | undefined {
  return duration && duration.toMilliseconds({ integral: false }) / 1000;
}
