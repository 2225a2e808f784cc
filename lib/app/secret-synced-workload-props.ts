import type { ApiObjectMetadata } from 'cdk8s';
import type { ISecret } from 'cdk8s-plus-28';
import type { LocalAppProps } from '../local';
import type { KeyedPodProps } from '../pods';
import type { SyncedSecretProps } from '../sync';

/**
 * What all workloads that take secret keys have in common, whatever their kind.
 */
export interface SecretSyncedWorkloadProps extends KeyedPodProps {
  /**
   * Name of the workload: of its object, main container and Service, and of the Infisical resource that `sync` makes. At
   * most 63 characters (rules N1, N3, N4).
   *
   * @default - `metadata.name`, or the id of the construct
   */
  readonly name?: string;

  /**
   * Name of the main container.
   *
   * @default - the name of the workload
   */
  readonly containerName?: string;

  /**
   * This takes over a workload that is already running: nothing is written that the props do not ask for, so that no pod
   * restarts. There is then no `app.kubernetes.io/name` label, no security context, no `automountServiceAccountToken` and
   * no `optional: false` unless one is asked for, and `selectorLabels` stay off the workload itself and its Service. Drop
   * it when you want the defaults of new workloads: the pods restart once.
   *
   * @default false
   */
  readonly takeOver?: boolean;

  /**
   * Whether `optional: false` is written beside each secret key. Kubernetes takes its absence for the same, a missing key
   * stops the pod in both cases; but adding it to a running workload restarts the pods.
   *
   * @default true; with `takeOver` false
   */
  readonly writeOptional?: boolean;

  /**
   * Namespace of the workload. Must be that of the managed Secret (rule C1).
   *
   * @default - `metadata.namespace`, or the namespace of the chart
   */
  readonly namespace?: string;

  /**
   * The secret to take keys from: a `SyncedSecret` that several workloads share, or any other cdk8s-plus secret. Give
   * exactly one of `secret`, `sync` and `secretPath` (rule C14).
   *
   * @default - the secret that `sync` or `secretPath` declares
   */
  readonly secret?: ISecret;

  /**
   * Declares a `SyncedSecret` of the workload's own. Its resource and its managed Secret have the name of the workload
   * unless told otherwise. What it does not say is that of the environment that the workload stands in.
   *
   * @default - the workload uses `secret`, or a secret of its own at `secretPath`
   */
  readonly sync?: SyncedSecretProps;

  /**
   * Declares a `SyncedSecret` of the workload's own for this folder in the project and the environment that the workload
   * stands in: short for `sync: { secretPath }`. Two workloads with the same path have a sync each, which asks Infisical
   * each; let them share one `SyncedSecret` by `secret` where that is too much.
   *
   * @default - the workload uses `secret`, or the secret that `sync` declares
   */
  readonly secretPath?: string;

  /**
   * Labels of the workload, its pods and its Service. They never take part in the selector.
   *
   * @default - `app.kubernetes.io/name` and the selector's labels; with `takeOver` none
   */
  readonly labels?: { [name: string]: string };

  /**
   * Further metadata of the workload: annotations, labels that its pods do not have.
   *
   * @default - name, namespace and `labels`
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * How the workload runs on a laptop, in a `LocalStack`.
   *
   * @default - not at all
   */
  readonly local?: LocalAppProps;
}
