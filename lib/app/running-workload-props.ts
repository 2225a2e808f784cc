import type { Duration } from 'cdk8s';
import type { SecretSyncedWorkloadProps } from './secret-synced-workload-props';

/**
 * A workload that keeps its pods running, and finds them by their labels: Deployment, StatefulSet, DaemonSet, Rollout.
 */
export interface RunningWorkloadProps extends SecretSyncedWorkloadProps {
  /**
   * Labels by which the workload and its Service select the pods. Set this only to take over a workload that is already
   * running: Kubernetes does not allow a change.
   *
   * @default - `app.kubernetes.io/name` with the name of the workload
   */
  readonly selectorLabels?: { [name: string]: string };

  /**
   * How long a new pod must be ready before it counts as available, in whole seconds.
   *
   * @default - not written: at once
   */
  readonly minReady?: Duration;

  /**
   * How many old revisions are kept for a rollback.
   *
   * @default - not written: 10
   */
  readonly revisionHistoryLimit?: number;

  /**
   * Whether the pods are kept apart, one on each node and in each zone.
   *
   * @default false
   */
  readonly spread?: boolean;

  /**
   * Whether a NetworkPolicy, `<name>-isolated`, forbids all traffic of the pods that nothing else allows.
   *
   * @default false
   */
  readonly isolate?: boolean;
}
