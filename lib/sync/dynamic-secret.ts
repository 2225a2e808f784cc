import { ApiObject, type Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { validateWithApp } from '../evaluation/app-validation';
import { declareNames } from '../evaluation/declarations';
import type { InfisicalFolder } from '../infisical';
import { renderDynamicSecret } from '../model/v1alpha1';
import { checkedProps } from '../props/prop-types';
import { authProblems } from './auth-problems';
import { chartOf } from './chart-of';
import { completeProps } from './completion';
import type { ManagedSecretProps } from './infisical-resource-props';
import { ManagedSecret } from './managed-secret';
import { namespaceProblems } from './namespace-problems';
import { DYNAMIC_SECRET_PROPS } from './prop-types';
import { secondsIn } from './seconds-in';
import { commonDeclaration } from './target-declarations';

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
export interface DynamicSecretProps extends ManagedSecretProps {
  /**
   * Where the dynamic secret is defined. What it does not say is that of the environment that the construct stands in. Do
   * not change it on a live resource (rule X11).
   *
   * @default - the root path of the environment that the construct stands in; required outside of one (rule S11)
   */
  readonly location?: InfisicalFolder;

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
   * Type of the managed Secret. None that demands keys, such as `kubernetes.io/basic-auth`: the operator creates the
   * Secret empty, which the API server then refuses (rule M10).
   *
   * @default - the operator's own default, `Opaque`
   */
  readonly secretType?: string;
}

/**
 * A Kubernetes Secret with credentials that Infisical makes up for a limited time, such as a database user (resource
 * `InfisicalDynamicSecret`). Its keys are the fields of the lease, for example `DB_USERNAME` and `DB_PASSWORD`.
 *
 * On a live resource the name of the Secret changes only together with that of the resource (rule M24): the operator
 * writes a lease once.
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
    const isSubclass = new.target !== DynamicSecret;
    const own = { ...checked, props, isSubclass, folderProp: 'location', folder: checked.location } as const;
    const completion = completeProps(this, own);
    const { host, auth, folder, surroundings } = completion;
    const { secretNamespace, creationPolicy, pruneProtection } = checked;
    const managed = commonDeclaration({ namespace }, { namespace: secretNamespace, creationPolicy, pruneProtection });
    this.name = checked.secretName ?? name;
    this.namespace = managed.namespace;
    declareNames(this, [name, this.name]);
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
