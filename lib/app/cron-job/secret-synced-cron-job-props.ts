import type { Duration } from 'cdk8s';
import type { ConcurrencyPolicy } from 'cdk8s-plus-28';
import type { EndingWorkloadProps } from '../ending-workload-props';

/**
 * Properties of a `SecretSyncedCronJob`. Its name has at most 52 characters (rule N1).
 */
export interface SecretSyncedCronJobProps extends EndingWorkloadProps {
  /**
   * When it runs, as cron has it: minute, hour, day, month, weekday, such as `0 4 * * *`, or `@hourly` (rule W9).
   */
  readonly schedule: string;

  /**
   * The time zone of the schedule, such as `Europe/Berlin` (rule W10).
   *
   * @default - not written: that of the control plane, mostly UTC
   */
  readonly timeZone?: string;

  /**
   * What happens when the last run has not ended.
   *
   * @default - not written: both run
   */
  readonly concurrencyPolicy?: ConcurrencyPolicy;

  /**
   * How late a run may start, in whole seconds, at least 10: the controller looks every ten seconds.
   *
   * @default - not written: as late as need be
   */
  readonly startingDeadline?: Duration;

  /**
   * How many Jobs that succeeded are kept.
   *
   * @default - not written: 3
   */
  readonly successfulJobsRetained?: number;

  /**
   * How many Jobs that failed are kept.
   *
   * @default - not written: 1
   */
  readonly failedJobsRetained?: number;
}
