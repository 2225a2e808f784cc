import type { PodManagementPolicy, StatefulSetUpdateStrategy } from 'cdk8s-plus-28';
import type { ReloadedWorkloadProps } from '../reloaded-workload-props';
import type { ReplicatedWorkloadProps } from '../replicated-workload-props';
import type { VolumeClaimTemplate } from './volume-claim-template';

/**
 * Properties of a `SecretSyncedStatefulSet`.
 */
export interface SecretSyncedStatefulSetProps extends ReplicatedWorkloadProps, ReloadedWorkloadProps {
  /**
   * Name of the Service that gives each pod an address of its own, `<pod>.<serviceName>`. With `port` that Service is made,
   * headless, under this name; without, it is one that stands elsewhere.
   *
   * @default - the name of the StatefulSet where it has a `port`; else not written, and the pods have no address
   */
  readonly serviceName?: string;

  /**
   * Volumes that each pod has of its own.
   *
   * @default - none
   */
  readonly volumeClaimTemplates?: VolumeClaimTemplate[];

  /**
   * Whether pods start and stop one after the other, or all at once.
   *
   * @default - not written: one after the other
   */
  readonly podManagementPolicy?: PodManagementPolicy;

  /**
   * How old pods are replaced by new ones.
   *
   * @default - not written: a rolling update, from the last pod to the first
   */
  readonly strategy?: StatefulSetUpdateStrategy;
}
