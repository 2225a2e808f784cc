import type { ServiceType } from 'cdk8s-plus-28';
import type { RunningWorkloadProps } from './running-workload-props';

/**
 * A workload of several pods that are alike, and that a Service can stand before: Deployment, StatefulSet, Rollout.
 */
export interface ReplicatedWorkloadProps extends RunningWorkloadProps {
  /**
   * How many pods run.
   *
   * @default - not written: one, or what an autoscaler says
   */
  readonly replicas?: number;

  /**
   * Port that the main container listens on. Also makes a Service of the workload's name. With `ports` it need not stand
   * there again.
   *
   * @default - no port and no Service
   */
  readonly port?: number;

  /**
   * Port of the Service.
   *
   * @default - the same as `port`
   */
  readonly servicePort?: number;

  /**
   * Type of the Service, any but `EXTERNAL_NAME`, which has no pods.
   *
   * @default ServiceType.CLUSTER_IP
   */
  readonly serviceType?: ServiceType;
}
