import type { InfisicalProject } from '../gitops';
import type { InfisicalAuth, InfisicalHost } from '../infisical';
import type { CreationPolicy } from './creation-policy';

/**
 * Properties of every resource by which the operator reads a folder of Infisical, or writes to one.
 */
export interface InfisicalResourceProps {
  /**
   * Where Infisical runs.
   *
   * @default - that of the environment that the construct stands in; InfisicalHost.cloudUs() outside of one
   */
  readonly host?: InfisicalHost;

  /**
   * How the operator logs in. For a `PushedSecret` the identity needs to write.
   *
   * @default - as the environment says that the construct stands in; required outside of one (rule S11)
   */
  readonly auth?: InfisicalAuth;

  /**
   * The folder in Infisical, in the project and the environment that the construct stands in: short for the `source` of a
   * `SyncedSecret`, the `location` of a `DynamicSecret` and the `destination` of a `PushedSecret` with nothing but a
   * `path`. Give one of both (rule S11).
   *
   * @default - as `source`, `location` or `destination` says
   */
  readonly secretPath?: string;

  /**
   * Another project to read from or to push to: its host, its login, its keys. It is the environment of the same name
   * that was added to it before, and else the one with the slug of the environment that the construct stands in.
   *
   * @default - the project whose environment the construct stands in
   */
  readonly project?: InfisicalProject;

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
   * Labels of the Infisical resource. The operator copies all of them to a managed Secret, unless the `secretLabels` or
   * the `secretAnnotations` of a `SyncedSecret` say what that one has.
   *
   * @default - the labels of the chart
   */
  readonly labels?: { [name: string]: string };

  /**
   * Annotations of the Infisical resource. The operator copies most of them to a managed Secret, unless the
   * `secretLabels` or the `secretAnnotations` of a `SyncedSecret` say what that one has.
   *
   * @default - none; where the creation policy of a `DynamicSecret` is ORPHAN, those that keep Argo CD from pruning the
   * Secret are added
   */
  readonly annotations?: { [name: string]: string };
}

/**
 * Properties of every resource that has the operator write a Kubernetes Secret.
 */
export interface ManagedSecretProps extends InfisicalResourceProps {
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
   * Keep Argo CD from pruning the managed Secret where nobody owns it, by metadata of its own: instead of that of the
   * resource of a `SyncedSecret`, and copied from the resource of a `DynamicSecret`. Turn it off to leave a live Secret as
   * it is.
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
}
