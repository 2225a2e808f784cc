import type { ApiObjectMetadata, Duration } from 'cdk8s';
import type { HostAlias, ISecret, IServiceAccount, k8s, PodDnsProps, PodSecurityContextProps } from 'cdk8s-plus-28';
import type { KeyedContainerProps } from './keyed-container-props';
import type { KeyedSidecarProps } from './keyed-sidecar-props';
import type { PodSecurityLevel } from './pod-security';

/**
 * The pod of a workload: its main container, others beside it, and what they share. Nothing is written that is not asked
 * for, but for `automountServiceAccountToken` and what `podSecurity` demands.
 */
export interface KeyedPodProps extends KeyedContainerProps {
  /**
   * Containers beside the main one.
   *
   * @default - none
   */
  readonly containers?: KeyedSidecarProps[];

  /**
   * Containers that run before the others, one after the other.
   *
   * @default - none
   */
  readonly initContainers?: KeyedSidecarProps[];

  /**
   * Volumes of the pod, in Kubernetes' own words: `{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }`.
   * Containers have them by `volumeMounts`.
   *
   * @default - none
   */
  readonly volumes?: k8s.Volume[];

  /**
   * Pod Security Standard that all containers follow. What contradicts it is an error (rule C15).
   *
   * @default PodSecurityLevel.RESTRICTED; with `takeOver` PodSecurityLevel.PRIVILEGED
   */
  readonly podSecurity?: PodSecurityLevel;

  /**
   * Security context of the pod.
   *
   * @default - not written
   */
  readonly securityContext?: PodSecurityContextProps;

  /**
   * Which system calls the containers of the pod may make, in Kubernetes' own words: `{ type: 'RuntimeDefault' }`. Containers
   * may have another one by `containerSecurityContext`.
   *
   * @default - what `podSecurity` demands, the profile of the runtime; with `takeOver` not written
   */
  readonly seccompProfile?: k8s.SeccompProfile;

  /**
   * Name of the service account that the pod runs as. Give it or `serviceAccount`, not both.
   *
   * @default - the one of `serviceAccount`, or else that of the namespace, named `default`
   */
  readonly serviceAccountName?: string;

  /**
   * The service account that the pod runs as, as a construct.
   *
   * @default - the one of `serviceAccountName`, or else that of the namespace, named `default`
   */
  readonly serviceAccount?: IServiceAccount;

  /**
   * Whether containers get a token of the service account, with which they can ask the API server.
   *
   * @default false; with `takeOver` not written
   */
  readonly automountServiceAccountToken?: boolean;

  /**
   * Whether containers get variables with the addresses of all Services of the namespace.
   *
   * @default - not written: Kubernetes gives them
   */
  readonly enableServiceLinks?: boolean;

  /**
   * Name of the priority class.
   *
   * @default - not written
   */
  readonly priorityClassName?: string;

  /**
   * Labels that a node must have.
   *
   * @default - any node
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * Taints of nodes that do not keep the pod away, in Kubernetes' own words.
   *
   * @default - none
   */
  readonly tolerations?: k8s.Toleration[];

  /**
   * Which nodes and neighbours the pod wants, or keeps away from, in Kubernetes' own words.
   *
   * @default - none
   */
  readonly affinity?: k8s.Affinity;

  /**
   * How the pods are spread over nodes and zones, in Kubernetes' own words.
   *
   * @default - not written: Kubernetes decides
   */
  readonly topologySpread?: k8s.TopologySpreadConstraint[];

  /**
   * How long containers may take to stop before they are killed, in whole seconds.
   *
   * @default - not written: 30 seconds
   */
  readonly terminationGracePeriod?: Duration;

  /**
   * Whether the pod uses the network of its node.
   *
   * @default - not written: the pod has a network of its own
   */
  readonly hostNetwork?: boolean;

  /**
   * How names are resolved, and the host name of the pod.
   *
   * @default - not written: names of the cluster first
   */
  readonly dns?: PodDnsProps;

  /**
   * Entries of `/etc/hosts` in all containers.
   *
   * @default - none
   */
  readonly hostAliases?: HostAlias[];

  /**
   * Names of the Secrets with which images are pulled.
   *
   * @default - none
   */
  readonly imagePullSecrets?: string[];

  /**
   * A Secret with which images are pulled, as a construct. It comes before those of `imagePullSecrets`.
   *
   * @default - none
   */
  readonly dockerRegistryAuth?: ISecret;

  /**
   * Labels and annotations of the pods.
   *
   * @default - the labels of the workload
   */
  readonly podMetadata?: ApiObjectMetadata;

  /**
   * All else that a pod can have: a PodSpec in Kubernetes' own words, as in YAML, which is merged last, as
   * `kubectl patch` merges. Entries of `containers`, `initContainers`, `volumes`, `env` and `imagePullSecrets` are found by
   * their `name`, those of `volumeMounts` by `mountPath`, those of `ports` by `containerPort` and `protocol`; what is new
   * comes last, and other lists are replaced as a whole. `null` removes a field, `$patch: 'delete'` an entry.
   *
   * The rules judge what comes out. `addJsonPatch` of the workload's `ApiObject` still comes after it.
   *
   * @example
   *
   * podSpec: { runtimeClassName: 'gvisor', containers: [{ name: 'orders', tty: true }] }
   *
   * @default - nothing
   * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec
   */
  // biome-ignore lint/suspicious/noExplicitAny: jsii has no other word for JSON
  readonly podSpec?: { [field: string]: any };
}
