import type { ReloadedWorkloadProps } from '../reloaded-workload-props';
import type { RunningWorkloadProps } from '../running-workload-props';

/**
 * Properties of a `SecretSyncedDaemonSet`.
 */
export interface SecretSyncedDaemonSetProps extends RunningWorkloadProps, ReloadedWorkloadProps {
  /**
   * How old pods are replaced by new ones, in Kubernetes' own words:
   * `{ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } }`.
   *
   * @default - not written: a rolling update, one node after the other
   */
  // biome-ignore lint/suspicious/noExplicitAny: jsii has no other word for JSON
  readonly updateStrategy?: { [field: string]: any };
}
