import type { Duration } from 'cdk8s';
import type { InfisicalProject } from '../gitops';
import type { InfisicalAuth, InfisicalHost, InfisicalSource } from '../infisical';
import type { ApiGeneration } from '../infisical/api-generation';
import type { CreationPolicy } from './creation-policy';
import type { ManagedSecretType } from './managed-secret-type';
import type { SecretProjection } from './secret-projection';
import type { SyncTarget } from './sync-target';
import type { TemplateValue } from './template-value';

/**
 * Properties of a `SyncedSecret`.
 */
export interface SyncedSecretProps {
  /**
   * Where Infisical runs.
   *
   * @default - that of the environment that the construct stands in; InfisicalHost.cloudUs() outside of one
   */
  readonly host?: InfisicalHost;

  /**
   * How the operator logs in.
   *
   * @default - as the environment says that the construct stands in; required outside of one (rule S11)
   */
  readonly auth?: InfisicalAuth;

  /**
   * The folder to read, in the project and the environment that the construct stands in: short for `source` with
   * nothing but a `path`. Give one of both (rule S11).
   *
   * @default - as `source` says
   */
  readonly secretPath?: string;

  /**
   * What to read: project, environment, secret path. What it does not say is that of the environment that the construct
   * stands in.
   *
   * @default - the root path of the environment that the construct stands in; required outside of one (rule S11)
   */
  readonly source?: InfisicalSource;

  /**
   * Another project to read from: its host, its login, its keys. It is read at the environment of the same name that was
   * added to it before, and else at the slug of the environment that the construct stands in.
   *
   * @default - the project whose environment the construct stands in
   */
  readonly project?: InfisicalProject;

  /**
   * Further folders to read from. The first source that has a key wins: `source`, then these in their order. Only
   * v1beta1 has it (rule A15).
   *
   * @default - none
   */
  readonly additionalSources?: InfisicalSource[];

  /**
   * Generation of the operator's resources. Changing it leaves the managed Secret and all workloads as they are.
   *
   * @default - as `InfisicalOperator.configure` says for the nearest scope, then as the project says;
   * ApiGeneration.V1ALPHA1 without
   */
  readonly generation?: ApiGeneration;

  /**
   * Name of the InfisicalConnection (v1beta1), which all syncs of the namespace with the same host share.
   *
   * @default - made of the host: `infisical-us`
   */
  readonly connectionName?: string;

  /**
   * Name of the InfisicalAuth (v1beta1), which all syncs of the namespace that log in alike share.
   *
   * @default - made of the host, the method and the credentials, service account or identity
   */
  readonly authName?: string;

  /**
   * Name of the Infisical resource.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Namespace of the Infisical resource.
   *
   * @default - the namespace of the chart
   */
  readonly namespace?: string;

  /**
   * Labels of the Infisical resource. The operator copies all of them to the managed Secret, unless `secretLabels` or
   * `secretAnnotations` say what that one has.
   *
   * @default - the labels of the chart
   */
  readonly labels?: { [name: string]: string };

  /**
   * Annotations of the Infisical resource. The operator copies most of them to the managed Secret, unless
   * `secretLabels` or `secretAnnotations` say what that one has.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };

  /**
   * Name of the managed Secret: the Kubernetes Secret that the operator writes.
   *
   * At most 48 characters where a workload uses auto-reload (rule M8).
   *
   * @default - the name of the Infisical resource
   */
  readonly secretName?: string;

  /**
   * Namespace of the managed Secret. Workloads that use it must run there (rule C1).
   *
   * @default - the namespace of the Infisical resource
   */
  readonly secretNamespace?: string;

  /**
   * Type of the managed Secret, with the keys that the type demands. Only takes effect when the Secret is created.
   *
   * @default - the operator's own default, `Opaque`
   */
  readonly secretType?: ManagedSecretType;

  /**
   * Values that the managed Secret holds under keys of their own, such as a connection URL made of several secrets.
   *
   * @default - none
   */
  readonly secretTemplate?: { [key: string]: TemplateValue };

  /**
   * Which secrets at the sources go into the managed Secret.
   *
   * @default SecretProjection.ALL
   */
  readonly projection?: SecretProjection;

  /**
   * Further Secrets and ConfigMaps that the operator writes from the same sources.
   *
   * @default - none
   */
  readonly additionalTargets?: SyncTarget[];

  /**
   * Labels of the managed Secret, instead of those of the Infisical resource. Needs operator v0.10.18.
   *
   * @default - copied from the Infisical resource; none where the creation policy is ORPHAN
   */
  readonly secretLabels?: { [name: string]: string };

  /**
   * Annotations of the managed Secret, instead of those of the Infisical resource. Needs operator v0.10.18.
   *
   * @default - copied from the Infisical resource; where the creation policy is ORPHAN, those that keep Argo CD from
   * pruning the Secret
   */
  readonly secretAnnotations?: { [name: string]: string };

  /**
   * Keep Argo CD from pruning the managed Secret where nobody owns it, by labels and annotations of its own instead of
   * those of the Infisical resource. Turn it off to leave a live Secret as it is.
   *
   * @default true
   */
  readonly pruneProtection?: boolean;

  /**
   * Who owns the managed Secret. OWNER cannot reach into another namespace (rule M3). Do not change it on a live
   * resource: the operator deletes the Secret when OWNER becomes ORPHAN.
   *
   * @default CreationPolicy.OWNER in one namespace, CreationPolicy.ORPHAN across namespaces
   */
  readonly creationPolicy?: CreationPolicy;

  /**
   * How often the operator looks for changes: a whole number of seconds, minutes, hours or days, at least 5 seconds
   * (rules T1, T2). Each look is a request to Infisical.
   *
   * @default - the operator's own default: 5 minutes, or 1 hour with `instantUpdates`
   */
  readonly resyncInterval?: Duration;

  /**
   * Let Infisical push changes as they happen. A paid feature of Infisical; without it the operator falls back to
   * the interval.
   *
   * @default false
   */
  readonly instantUpdates?: boolean;
}
