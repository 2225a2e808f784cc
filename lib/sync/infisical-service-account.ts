import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { validateWithApp } from '../evaluation/app-validation';
import { withoutNamespace } from '../evaluation/cluster-scoped';
import { declareAccount, declareExplained, declareNames } from '../evaluation/declarations';
import { InfisicalAuth } from '../infisical';
import { checkedProps } from '../props/prop-types';
import { chartOf } from './chart-of';
import { namespaceProblems } from './namespace-problems';
import { SERVICE_ACCOUNT_PROPS } from './prop-types';
import { surroundingsOf } from './surroundings';

/**
 * Properties of an `InfisicalServiceAccount`.
 */
export interface InfisicalServiceAccountProps {
  /**
   * Name of the ServiceAccount.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Namespace of the ServiceAccount.
   *
   * @default - the namespace of the chart
   */
  readonly namespace?: string;

  /**
   * Let Infisical check tokens of the account with the account itself, by a binding to the cluster role
   * `system:auth-delegator`. Turn it off where Infisical has the token of a separate reviewer, or uses a gateway.
   *
   * @default true
   */
  readonly tokenReviewer?: boolean;
}

/**
 * Options of the login with an `InfisicalServiceAccount`.
 */
export interface ServiceAccountLoginOptions {
  /**
   * Id (UUID) of the machine identity. It is not a secret.
   */
  readonly identityId: string;

  /**
   * Audiences of the requested token.
   *
   * @default - the API server's own audience
   */
  readonly audiences?: string[];
}

/**
 * A Kubernetes service account with which the operator logs in to Infisical, and the ClusterRoleBinding by which
 * Infisical may check its tokens.
 *
 * @see https://infisical.com/docs/documentation/platform/identities/kubernetes-auth
 */
export class InfisicalServiceAccount extends Construct {
  /**
   * Name of the ServiceAccount.
   */
  public readonly name: string;

  /**
   * Namespace of the ServiceAccount.
   *
   * @default - none: an error at synth (rule A8)
   */
  public readonly namespace?: string;

  /**
   * The ServiceAccount.
   */
  public readonly serviceAccount: ApiObject;

  /**
   * The ClusterRoleBinding, whose name is `<namespace>-<name>-token-reviewer`.
   *
   * @default - none where `tokenReviewer` is off
   */
  public readonly clusterRoleBinding?: ApiObject;

  public constructor(scope: Construct, id: string, props: InfisicalServiceAccountProps = {}) {
    super(scope, id);
    const { checked, problems } = checkedProps(props, SERVICE_ACCOUNT_PROPS);
    const name = checked.name ?? id;
    const chart = chartOf(this);
    const namespace = checked.namespace ?? chart.namespace;
    this.name = name;
    declareNames(this, [name]);
    declareAccount(this, name);
    this.namespace = namespace;
    this.serviceAccount = new ApiObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace },
    });
    if (checked.tokenReviewer ?? true) this.clusterRoleBinding = this.tokenReviewer(name, namespace);
    const homeless = namespaceProblems(this, surroundingsOf(this), namespace);
    if (homeless.length > 0 && this.clusterRoleBinding) declareExplained(this.clusterRoleBinding, 'A4', ['A8']);
    validateWithApp(this, () => [...problems, ...homeless]);
  }

  /**
   * The login with this account. The operator requests a short-lived token for each.
   */
  public auth(options: ServiceAccountLoginOptions): InfisicalAuth {
    const { identityId, audiences } = options ?? {};
    const serviceAccount = { name: this.name, namespace: this.namespace };
    return InfisicalAuth.kubernetes({ identityId, audiences, serviceAccount });
  }

  private tokenReviewer(name: string, namespace: string | undefined): ApiObject {
    const binding = new ApiObject(this, 'TokenReviewer', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: [namespace, name, 'token-reviewer'].filter(Boolean).join('-') },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:auth-delegator' },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    });
    return withoutNamespace(binding);
  }
}
