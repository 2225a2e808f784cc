import { ApiObject, type Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { validateWithApp } from '../evaluation/app-validation';
import type { InfisicalProject } from '../gitops';
import type { InfisicalAuth, InfisicalFolder, InfisicalHost } from '../infisical';
import { renderDynamicSecret } from '../model/v1alpha1';
import { checkedProps } from '../props/prop-types';
import { authProblems } from './auth-problems';
import { chartOf } from './chart-of';
import { completed } from './completion';
import type { CreationPolicy } from './creation-policy';
import { ManagedSecret } from './managed-secret';
import { namespaceProblems } from './namespace-problems';
import { DYNAMIC_SECRET_PROPS } from './prop-types';
import { secondsIn } from './seconds-in';
import { common } from './target-declarations';

/**
 * What happens to the lease when the resource is deleted.
 */
export enum LeaseRevocationPolicy {
  /**
   * The lease is revoked and the managed Secret emptied.
   */
  REVOKE = 'Revoke',

  /**
   * The lease lives on until it expires.
   */
  NONE = 'None',
}

/**
 * Properties of a `DynamicSecret`.
 */
export interface DynamicSecretProps {
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
   * The folder in which the dynamic secret is defined, in the project and the environment that the construct stands in:
   * short for `location` with nothing but a `path`. Give one of both (rule S11).
   *
   * @default - as `location` says
   */
  readonly secretPath?: string;

  /**
   * Where the dynamic secret is defined. What it does not say is that of the environment that the construct stands in. Do
   * not change it on a live resource (rule X11).
   *
   * @default - the root path of the environment that the construct stands in; required outside of one (rule S11)
   */
  readonly location?: InfisicalFolder;

  /**
   * Another project to read from: its host, its login. It is the environment of the same name that was added to it before, and
   * else the one with the slug of the environment that the construct stands in.
   *
   * @default - the project whose environment the construct stands in
   */
  readonly project?: InfisicalProject;

  /**
   * Name of the dynamic secret in Infisical.
   */
  readonly dynamicSecretName: string;

  /**
   * How long a lease lasts. The operator renews it in time.
   *
   * @default - as the dynamic secret in Infisical says
   */
  readonly leaseTtl?: Duration;

  /**
   * What happens to the lease when the resource is deleted.
   *
   * @default LeaseRevocationPolicy.REVOKE
   */
  readonly leaseRevocationPolicy?: LeaseRevocationPolicy;

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
   * Labels of the Infisical resource, which the operator copies to the managed Secret.
   *
   * @default - the labels of the chart
   */
  readonly labels?: { [name: string]: string };

  /**
   * Annotations of the Infisical resource, most of which the operator copies to the managed Secret.
   *
   * @default - none; where the creation policy is ORPHAN, those that keep Argo CD from pruning the Secret are added
   */
  readonly annotations?: { [name: string]: string };

  /**
   * Name of the managed Secret, which holds the fields of the lease.
   *
   * @default - the name of the Infisical resource
   */
  readonly secretName?: string;

  /**
   * Namespace of the managed Secret.
   *
   * @default - the namespace of the Infisical resource
   */
  readonly secretNamespace?: string;

  /**
   * Type of the managed Secret.
   *
   * @default - the operator's own default, `Opaque`
   */
  readonly secretType?: string;

  /**
   * Keep Argo CD from pruning the managed Secret where nobody owns it, by annotations. Turn it off to leave a live Secret
   * as it is.
   *
   * @default true
   */
  readonly pruneProtection?: boolean;

  /**
   * Who owns the managed Secret.
   *
   * @default CreationPolicy.OWNER in one namespace, CreationPolicy.ORPHAN across namespaces
   */
  readonly creationPolicy?: CreationPolicy;
}

/**
 * A Kubernetes Secret with credentials that Infisical makes up for a limited time, such as a database user (resource
 * `InfisicalDynamicSecret`). Its keys are the fields of the lease, for example `DB_USERNAME` and `DB_PASSWORD`.
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 */
export class DynamicSecret extends ManagedSecret {
  public readonly apiObject: ApiObject;
  public readonly name: string;
  public readonly namespace?: string;

  public constructor(scope: Construct, id: string, props: DynamicSecretProps) {
    super(scope, id);
    const { checked, problems } = checkedProps(props, DYNAMIC_SECRET_PROPS);
    const name = checked.name ?? id;
    const chart = chartOf(this);
    const namespace = checked.namespace ?? chart.namespace;
    const own = { ...checked, props, folderProp: 'location', folder: checked.location } as const;
    const completion = completed(this, own);
    const { host, auth, folder, surroundings } = completion;
    const { secretNamespace, creationPolicy, pruneProtection } = checked;
    const managed = common({ namespace }, { namespace: secretNamespace, creationPolicy, pruneProtection });
    this.name = checked.secretName ?? name;
    this.namespace = managed.namespace;
    const rendered = renderDynamicSecret({
      namespace,
      host,
      auth: auth?._declaration,
      dynamicSecret: { ...folder, secretName: checked.dynamicSecretName },
      leaseTtl: secondsIn(checked.leaseTtl),
      leaseRevocationPolicy: checked.leaseRevocationPolicy ?? LeaseRevocationPolicy.REVOKE,
      target: {
        kind: 'Secret',
        name: this.name,
        namespace: managed.namespace,
        type: checked.secretType,
        creationPolicy: managed.creationPolicy,
      },
    });
    // The operator ignores a metadata override here, and copies these.
    const annotations =
      managed.metadata || checked.annotations
        ? { ...managed.metadata?.annotations, ...checked.annotations }
        : undefined;
    const metadata = { name, namespace, labels: checked.labels, annotations };
    this.apiObject = new ApiObject(this, 'Resource', { ...rendered, metadata });
    const homeless = namespaceProblems(this, surroundings, this.namespace);
    validateWithApp(this, () => [
      ...problems,
      ...completion.problems(),
      ...homeless,
      ...authProblems(auth, 'InfisicalDynamicSecret'),
    ]);
  }
}
