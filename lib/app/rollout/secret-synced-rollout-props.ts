import type { Duration } from 'cdk8s';
import type { ReplicatedWorkloadProps } from '../replicated-workload-props';

/**
 * Properties of a `SecretSyncedRollout`.
 */
export interface SecretSyncedRolloutProps extends ReplicatedWorkloadProps {
  /**
   * How new pods replace old ones, in Argo Rollouts' own words: `{ canary: { steps: [{ setWeight: 20 }, { pause: {} }] } }`
   * or `{ blueGreen: { activeService: 'api' } }`.
   *
   * @see https://argo-rollouts.readthedocs.io/en/stable/features/specification/
   */
  // biome-ignore lint/suspicious/noExplicitAny: jsii has no other word for JSON
  readonly strategy: { [field: string]: any };

  /**
   * How long a step may make no progress before the Rollout counts as degraded, in whole seconds.
   *
   * @default - not written: 10 minutes
   */
  readonly progressDeadline?: Duration;
}
