import type { InfisicalProject } from '../gitops';
import type { InfisicalHost } from '../infisical';

/**
 * What `ArgoCdOperatorRelease` and `FluxOperatorRelease` have in common.
 */
export interface OperatorReleaseProps {
  /**
   * Name of the release in Helm, and of the object that makes it. Of two releases in one cluster the first 15 characters
   * differ (rule X36).
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Namespace in which the operator runs. It is made if it is not there.
   *
   * @default "infisical-operator-system"
   */
  readonly namespace?: string;

  /**
   * Version of the operator, which is that of its chart, for example `v0.11.5`. The rules go by it in all environments of
   * `projects`, where `InfisicalOperator.configure` and `cdk8s-infisical.yaml` say nothing; something else is an error (rule
   * X45).
   *
   * @default - the newest that this library knows, v0.11.17
   */
  readonly version?: string;

  /**
   * The projects of Infisical that this operator serves. It watches the namespaces of their environments that are deployed
   * to its `cluster`, and those that their resources name, and no others. They may be given before the environments are
   * declared.
   *
   * @default - none: it watches `watchedNamespaces`, or without these the whole cluster
   */
  readonly projects?: InfisicalProject[];

  /**
   * Further namespaces that it watches, for example those of other repositories.
   *
   * @default - those of `projects`
   */
  readonly watchedNamespaces?: string[];

  /**
   * Watch the whole cluster, whatever `projects` are given: it may then read and write every Secret. A push with
   * generators needs it (rule X4).
   *
   * @default false
   */
  readonly watchesCluster?: boolean;

  /**
   * The cluster that it is for, as environments name theirs. Environments of other clusters are not its business.
   *
   * @default - the cluster in which Argo CD or Flux runs
   */
  readonly cluster?: string;

  /**
   * Where v1alpha1 resources without a host log in, which are none of this library: `hostAPI` of the chart.
   *
   * @default - the host of the environments, where they have one only; or else that of the chart, Infisical Cloud in the
   * United States
   */
  readonly host?: InfisicalHost;

  /**
   * Where the connection `default` of the operator leads, which it uses for an InfisicalAuth without one, from v0.11.8 on
   * (rule X6). A Secret with the certificate of a private authority is in the namespace of the operator, unless `ca` names
   * another.
   *
   * @default - the host of environments that have `InfisicalHost.ofOperator`, or else no such connection
   */
  readonly defaultConnection?: InfisicalHost;

  /**
   * Install the CRDs with the chart. One release of a cluster does (rule X7). To turn it off later is to delete them, with
   * all resources of the operator and the Secrets that these own.
   *
   * @default true
   */
  readonly installCrds?: boolean;

  /**
   * Number of pods. One of them works, the others wait to take over.
   *
   * @default - that of the chart, 1
   */
  readonly replicas?: number;

  /**
   * Name of the ServiceAccount that the operator runs as, for bindings of your own.
   *
   * @default - `<name>-controller-manager`; the chart itself would cut the name to 15 characters first
   */
  readonly serviceAccountName?: string;

  /**
   * Where the chart is: the URL of a Helm repository, or `oci://…` without the name of the chart, for example of a mirror.
   *
   * @default "https://dl.cloudsmith.io/public/infisical/helm-charts/helm/charts/"
   */
  readonly chartRepository?: string;

  /**
   * Further values of the chart, for example `{ controllerManager: { manager: { resources: … } } }`. What other props say is
   * not said here. No secret belongs here: it would be in git.
   *
   * @default - none
   * @see https://github.com/Infisical/kubernetes-operator/blob/main/helm-charts/secrets-operator/values.yaml
   */
  readonly values?: { [name: string]: unknown };
}
