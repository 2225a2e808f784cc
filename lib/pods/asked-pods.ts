import type { ApiObjectMetadata } from 'cdk8s';
import type { EnvValue, RestartPolicy } from 'cdk8s-plus-28';
import type { KeyedContainerProps } from './keyed-container-props';
import type { KeyedPodProps } from './keyed-pod-props';
import type { KeyedSidecarProps } from './keyed-sidecar-props';
import type { PodSecurityLevel } from './pod-security';

/** What is asked of a workload as far as its pods go, whatever its kind. */
export interface AskedPods {
  /** Of the workload itself. */
  readonly metadata: ApiObjectMetadata;
  readonly podMetadata: ApiObjectMetadata;
  /** The labels by which Services, network policies and neighbours find the pods. */
  readonly foundBy: { readonly [name: string]: string };
  /** Whether the workload finds its own pods by them, too: other kinds do it in a way of their own. */
  readonly selects: boolean;
  readonly podSecurity: PodSecurityLevel;
  /** Whether only what was asked for is written, and no safer default. */
  readonly takeOver: boolean;
  readonly spread?: boolean;
  readonly isolate?: boolean;
  /** Where the kind has a choice. */
  readonly restartPolicy?: RestartPolicy;
  readonly pod: PodParts;
  /** The main one first. */
  readonly containers: readonly AskedContainer[];
  readonly initContainers: readonly AskedContainer[];
}

/** The props of a pod beside its containers. */
export type PodParts = Omit<KeyedPodProps, keyof KeyedContainerProps | 'containers' | 'initContainers' | 'podMetadata'>;

export interface AskedContainer extends Omit<KeyedSidecarProps, 'envVariables'> {
  /** The one that probes ask, where they name none. */
  readonly portNumber?: number;
  /** All of its variables, those from secret keys too. */
  readonly variables: { readonly [variable: string]: EnvValue };
}
