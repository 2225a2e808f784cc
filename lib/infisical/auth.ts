import type { AuthDeclaration, AuthMethod } from '../model/auth/auth-method';
import { AWS_IAM } from '../model/auth/aws-iam';
import { AZURE, type AzureAuthOptions } from '../model/auth/azure';
import { GCP_IAM, type GcpIamAuthOptions } from '../model/auth/gcp-iam';
import { GCP_ID_TOKEN } from '../model/auth/gcp-id-token';
import { KUBERNETES, type KubernetesAuthOptions } from '../model/auth/kubernetes';
import { LDAP, type LdapAuthOptions } from '../model/auth/ldap';
import type { MachineIdentityOptions } from '../model/auth/machine-identity';
import { SERVICE_ACCOUNT, type ServiceAccountOptions } from '../model/auth/service-account';
import { SERVICE_TOKEN, type ServiceTokenOptions } from '../model/auth/service-token';
import { UNIVERSAL, type UniversalAuthOptions } from '../model/auth/universal';
import type { ObjectReference } from '../model/object-reference';

export type { AzureAuthOptions } from '../model/auth/azure';
export type { GcpIamAuthOptions } from '../model/auth/gcp-iam';
export type { KubernetesAuthOptions } from '../model/auth/kubernetes';
export type { LdapAuthOptions } from '../model/auth/ldap';
export type { MachineIdentityOptions } from '../model/auth/machine-identity';
export type { ServiceAccountOptions } from '../model/auth/service-account';
export type { ServiceTokenOptions } from '../model/auth/service-token';
export type { UniversalAuthOptions } from '../model/auth/universal';

/**
 * The ways in which the operator can log in to Infisical.
 */
export enum InfisicalAuthMethod {
  /** Client id and client secret of a machine identity. */
  UNIVERSAL = 'universal',
  /** Token of a Kubernetes service account. */
  KUBERNETES = 'kubernetes',
  /** AWS identity of the operator's pod. */
  AWS_IAM = 'aws-iam',
  /** Azure managed identity of the operator's pod. */
  AZURE = 'azure',
  /** GCP ID token of the operator's pod. */
  GCP_ID_TOKEN = 'gcp-id-token',
  /** Key file of a GCP service account. */
  GCP_IAM = 'gcp-iam',
  /** LDAP login. */
  LDAP = 'ldap',
  /** Legacy service token. */
  SERVICE_TOKEN = 'service-token',
  /** Legacy Infisical service account. */
  SERVICE_ACCOUNT = 'service-account',
  /** An InfisicalAuth resource that is declared elsewhere. */
  EXISTING = 'existing',
}

/**
 * What an `InfisicalAuth` was made of.
 *
 * @internal
 */
export interface _AuthConfiguration {
  /** Absent for an InfisicalAuth that is declared elsewhere. */
  readonly method?: AuthMethod;
  readonly options: { readonly infisicalAuth?: ObjectReference };
}

/**
 * How the operator logs in to Infisical. An `InfisicalAuth` is exactly one method: with two, the operator would pick
 * one at random on each login.
 */
export class InfisicalAuth {
  /**
   * Log in with the client id and client secret of a machine identity.
   */
  public static universal(options: UniversalAuthOptions): InfisicalAuth {
    return new InfisicalAuth(InfisicalAuthMethod.UNIVERSAL, options, UNIVERSAL);
  }

  /**
   * Log in with the token of a Kubernetes service account: no long-lived credential at all.
   * `InfisicalServiceAccount` makes the account and what it needs.
   */
  public static kubernetes(options: KubernetesAuthOptions): InfisicalAuth {
    return new InfisicalAuth(InfisicalAuthMethod.KUBERNETES, options, KUBERNETES);
  }

  /**
   * Log in with the AWS identity of the operator's pod, not of the application.
   */
  public static awsIam(options: MachineIdentityOptions): InfisicalAuth {
    return new InfisicalAuth(InfisicalAuthMethod.AWS_IAM, options, AWS_IAM);
  }

  /**
   * Log in with the Azure managed identity of the operator's pod, not of the application.
   */
  public static azure(options: AzureAuthOptions): InfisicalAuth {
    return new InfisicalAuth(InfisicalAuthMethod.AZURE, options, AZURE);
  }

  /**
   * Log in with an ID token from the GCP metadata server of the operator's pod.
   */
  public static gcpIdToken(options: MachineIdentityOptions): InfisicalAuth {
    return new InfisicalAuth(InfisicalAuthMethod.GCP_ID_TOKEN, options, GCP_ID_TOKEN);
  }

  /**
   * Log in with the key file of a GCP service account, mounted into the operator's pod.
   */
  public static gcpIam(options: GcpIamAuthOptions): InfisicalAuth {
    return new InfisicalAuth(InfisicalAuthMethod.GCP_IAM, options, GCP_IAM);
  }

  /**
   * Log in with LDAP.
   */
  public static ldap(options: LdapAuthOptions): InfisicalAuth {
    return new InfisicalAuth(InfisicalAuthMethod.LDAP, options, LDAP);
  }

  /**
   * Log in with a service token. Only `InfisicalSecret` (v1alpha1) knows it; the token fixes the project, so that the
   * source must not name one (rule A11).
   *
   * @deprecated upstream calls service tokens legacy: use a machine identity
   */
  public static serviceToken(options: ServiceTokenOptions): InfisicalAuth {
    return new InfisicalAuth(InfisicalAuthMethod.SERVICE_TOKEN, options, SERVICE_TOKEN);
  }

  /**
   * Log in with an Infisical service account. Only `InfisicalSecret` (v1alpha1) knows it; it always reads the root
   * path of a project given by id (rule A11).
   *
   * @deprecated upstream calls service accounts legacy: use a machine identity
   */
  public static serviceAccount(options: ServiceAccountOptions): InfisicalAuth {
    return new InfisicalAuth(InfisicalAuthMethod.SERVICE_ACCOUNT, options, SERVICE_ACCOUNT);
  }

  /**
   * Log in as an InfisicalAuth resource says that is declared elsewhere, for example by those who run the cluster. Only
   * a `SyncedSecret` in v1beta1 can do that (rule A15); it then writes no InfisicalAuth and no InfisicalConnection, and
   * `host` only tells which Infisical that is.
   *
   * @param infisicalAuth the resource
   */
  public static existing(infisicalAuth: ObjectReference): InfisicalAuth {
    return new InfisicalAuth(InfisicalAuthMethod.EXISTING, { infisicalAuth });
  }

  /**
   * The method this is.
   */
  public readonly method: InfisicalAuthMethod;

  /** @internal */
  public readonly _configuration: _AuthConfiguration;

  private constructor(method: InfisicalAuthMethod, options: object, model?: AuthMethod) {
    this.method = method;
    this._configuration = { method: model, options: { ...options } };
  }

  /**
   * How the model of the operator's resources says it; undefined for an InfisicalAuth that is declared elsewhere.
   *
   * @internal
   */
  public get _declaration(): AuthDeclaration | undefined {
    const { method, options } = this._configuration;
    return method && { method, options };
  }
}
