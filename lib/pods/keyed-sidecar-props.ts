import type { ContainerRestartPolicy } from 'cdk8s-plus-28';
import type { KeyedContainerProps } from './keyed-container-props';

/**
 * A container beside the main one, or an init container, with the secret keys that it gets.
 */
export interface KeyedSidecarProps extends KeyedContainerProps {
  /**
   * Name of the container: a DNS label of at most 63 characters, which no other container of the pod has.
   */
  readonly name: string;

  /**
   * `ContainerRestartPolicy.ALWAYS` makes an init container a sidecar, which runs as long as the pod does and may have
   * probes.
   *
   * @default - an init container that must end before the next one starts
   * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
   */
  readonly restartPolicy?: ContainerRestartPolicy;
}
