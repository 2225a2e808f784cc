import { Cron } from 'cdk8s';
import { CronJob, type k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { AskedPods } from '../../pods/asked-pods';
import { CRON_JOB } from '../../pods/kubernetes-json';
import { PlainPods, workloadProps } from '../../pods/plain-pods';
import { runSpecOf } from '../ending-workload';
import type { SecretSyncedCronJobProps } from './secret-synced-cron-job-props';

/** A cdk8s-plus CronJob that writes what was asked for and nothing else, and takes a schedule as cron has it. */
export class PlainCronJob extends CronJob {
  private readonly pods: PlainPods;

  public constructor(
    scope: Construct,
    id: string,
    asked: AskedPods,
    private readonly asWritten: SecretSyncedCronJobProps,
  ) {
    const { schedule, timeZone, concurrencyPolicy, suspend } = asWritten;
    super(scope, id, {
      ...workloadProps(scope, asked),
      schedule: cronOf(schedule),
      timeZone,
      concurrencyPolicy,
      suspend,
    });
    this.pods = new PlainPods(this, asked);
    this.pods.writeLastInto(['spec', 'jobTemplate', 'spec', 'template', 'spec'], CRON_JOB);
  }

  /** @internal */
  public override _toKube(): k8s.CronJobSpec {
    const { schedule, timeZone, concurrencyPolicy, suspend, startingDeadline, ...rest } = this.asWritten;
    return {
      schedule,
      timeZone,
      concurrencyPolicy,
      suspend,
      startingDeadlineSeconds: startingDeadline?.toSeconds(),
      successfulJobsHistoryLimit: rest.successfulJobsRetained,
      failedJobsHistoryLimit: rest.failedJobsRetained,
      jobTemplate: { spec: { ...runSpecOf(rest), template: this.pods.template() } },
    };
  }
}

/** cdk8s makes one of five parts only; `@hourly` is none. */
function cronOf(schedule: string): Cron {
  return Object.assign(new Cron(), { expressionString: schedule });
}
