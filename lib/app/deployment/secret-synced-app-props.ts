import type { Duration } from 'cdk8s';
import type { DeploymentStrategy } from 'cdk8s-plus-28';
import type { ReloadedWorkloadProps } from '../reloaded-workload-props';
import type { ReplicatedWorkloadProps } from '../replicated-workload-props';

/**
 * Properties of a `SecretSyncedApp`: a Deployment.
 */
export interface SecretSyncedAppProps extends ReplicatedWorkloadProps, ReloadedWorkloadProps {
  /**
   * How old pods are replaced by new ones.
   *
   * @default - not written: a rolling update
   */
  readonly strategy?: DeploymentStrategy;

  /**
   * How long a rollout may make no progress before it counts as failed, in whole seconds. Must be longer than `minReady`.
   *
   * @default - not written: 10 minutes
   */
  readonly progressDeadline?: Duration;
}
