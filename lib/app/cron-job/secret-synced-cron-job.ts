import type { CronJob } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { WHOLE_SECONDS } from '../../pods/cdk8s-plus-words';
import { COUNT, TEXT } from '../../props/prop-types';
import { ENDING, ENDING_WORKLOAD_PROPS } from '../ending-workload';
import { unknownReloadProblems } from '../reload-problems';
import { SecretSyncedWorkload } from '../secret-synced-workload';
import { PlainCronJob } from './plain-cron-job';
import type { SecretSyncedCronJobProps } from './secret-synced-cron-job-props';

const PROPS = {
  ...ENDING_WORKLOAD_PROPS,
  schedule: TEXT,
  timeZone: TEXT,
  concurrencyPolicy: TEXT,
  startingDeadline: WHOLE_SECONDS,
  successfulJobsRetained: COUNT,
  failedJobsRetained: COUNT,
};

/**
 * A CronJob that gets exactly the secret keys that it names, and, unless it shares one, the Infisical resource that syncs
 * its secret. Each run starts with the values of its time.
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 */
export class SecretSyncedCronJob extends SecretSyncedWorkload {
  /**
   * The cdk8s-plus CronJob.
   */
  public readonly cronJob: CronJob;

  public constructor(scope: Construct, id: string, props: SecretSyncedCronJobProps) {
    super(scope, id);
    const declared = this._declare(props, PROPS, { ...ENDING, construct: 'SecretSyncedCronJob', runs: 'on demand' });
    this.cronJob = this._make(() => new PlainCronJob(this, 'CronJob', declared.pods, declared.checked));
    this._finish(this.cronJob, declared, unknownReloadProblems(props, 'CronJob'));
  }
}
