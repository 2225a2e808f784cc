import type { Duration } from 'cdk8s';
import type { InfisicalSource } from '../infisical';
import type { ApiGeneration } from '../infisical/api-generation';
import type { ManagedSecretProps } from './infisical-resource-props';
import type { ManagedSecretType } from './managed-secret-type';
import type { SecretProjection } from './secret-projection';
import type { SyncTarget } from './sync-target';
import type { TemplateValue } from './template-value';

/**
 * Properties of a `SyncedSecret`.
 */
export interface SyncedSecretProps extends ManagedSecretProps {
  /**
   * What to read: project, environment, secret path. What it does not say is that of the environment that the construct
   * stands in.
   *
   * @default - the root path of the environment that the construct stands in; required outside of one (rule S11)
   */
  readonly source?: InfisicalSource;

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
