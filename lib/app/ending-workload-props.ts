import type { Duration } from 'cdk8s';
import type { RestartPolicy } from 'cdk8s-plus-28';
import type { SecretSyncedWorkloadProps } from './secret-synced-workload-props';

/**
 * A workload whose pods end by themselves: Job, CronJob. The operator restarts neither, so there is no `autoReload`: the
 * next run starts with the new values.
 */
export interface EndingWorkloadProps extends SecretSyncedWorkloadProps {
  /**
   * What happens to a container that fails: `NEVER` has the Job make another pod, `ON_FAILURE` starts it again in its pod.
   * A Job knows no `ALWAYS`.
   *
   * @default RestartPolicy.NEVER
   */
  readonly restartPolicy?: RestartPolicy;

  /**
   * How often a run is tried again before it has failed.
   *
   * @default - not written: 6
   */
  readonly backoffLimit?: number;

  /**
   * How long a run may take, all tries together, in whole seconds.
   *
   * @default - not written: as long as it takes
   */
  readonly activeDeadline?: Duration;

  /**
   * How long a finished Job stays before Kubernetes deletes it, with its pods and their logs, in whole seconds. Leave it
   * out for a Job that Argo CD deploys and that is no hook: Argo CD makes a Job that is gone anew, and it runs again.
   *
   * @default - not written: until somebody deletes it
   */
  readonly ttlAfterFinished?: Duration;

  /**
   * How many pods have to succeed.
   *
   * @default - not written: one
   */
  readonly completions?: number;

  /**
   * How many pods run at once.
   *
   * @default - not written: one
   */
  readonly parallelism?: number;

  /**
   * Whether it waits: a Job starts no pods, a CronJob no Jobs.
   *
   * @default - not written: it does not
   */
  readonly suspend?: boolean;
}
