import { ApiObject, type Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { validateWithApp } from '../evaluation/app-validation';
import type { InfisicalProject } from '../gitops';
import type { InfisicalAuth, InfisicalHost, InfisicalLocation } from '../infisical';
import { renderDynamicSecret } from '../model/v1alpha1';
import { soundProps } from '../props/prop-types';
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
  readonly location?: InfisicalLocation;

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

  public constructor(scope: Construct, id: string, given: DynamicSecretProps) {
    super(scope, id);
    const { sound: props, faults } = soundProps(given, DYNAMIC_SECRET_PROPS);
    const name = props.name ?? id;
    const chart = chartOf(this);
    const namespace = props.namespace ?? chart.namespace;
    const own = { ...props, given, placeProp: 'location', place: props.location } as const;
    const { host, auth, place, surroundings, problems } = completed(this, own);
    const { secretNamespace, creationPolicy, pruneProtection } = props;
    const managed = common({ namespace }, { namespace: secretNamespace, creationPolicy, pruneProtection });
    this.name = props.secretName ?? name;
    this.namespace = managed.namespace;
    const rendered = renderDynamicSecret({
      namespace,
      host,
      auth: auth?._declaration,
      dynamicSecret: { ...place, secretName: props.dynamicSecretName },
      leaseTtl: secondsIn(props.leaseTtl),
      leaseRevocationPolicy: props.leaseRevocationPolicy ?? LeaseRevocationPolicy.REVOKE,
      target: {
        kind: 'Secret',
        name: this.name,
        namespace: managed.namespace,
        type: props.secretType,
        creationPolicy: managed.creationPolicy,
      },
    });
    // The operator ignores a metadata override here, and copies these.
    const annotations =
      managed.metadata || props.annotations ? { ...managed.metadata?.annotations, ...props.annotations } : undefined;
    const metadata = { name, namespace, labels: props.labels, annotations };
    this.apiObject = new ApiObject(this, 'Resource', { ...rendered, metadata });
    const homeless = namespaceProblems(this, surroundings, this.namespace);
    validateWithApp(this, () => [
      ...faults,
      ...problems(),
      ...homeless,
      ...authProblems(auth, 'InfisicalDynamicSecret'),
    ]);
  }
}
