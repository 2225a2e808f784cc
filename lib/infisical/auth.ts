import type { ObjectReference } from './references';

/**
 * Options for universal auth.
 */
export interface UniversalAuthOptions {
  /**
   * Secret that holds the machine identity's credentials under the keys `clientId` and `clientSecret`.
   */
  readonly credentials: ObjectReference;
}

/**
 * What every method that logs in as a machine identity needs to know.
 */
export interface MachineIdentityOptions {
  /**
   * Id (UUID) of the machine identity. It is not a secret.
   */
  readonly identityId: string;
}

/**
 * Options for Kubernetes auth.
 */
export interface KubernetesAuthOptions extends MachineIdentityOptions {
  /**
   * Service account whose token is sent to Infisical.
   */
  readonly serviceAccount: ObjectReference;

  /**
   * Let the operator request a short-lived token (600 seconds) for the service account. When off, it reads the first
   * Secret listed on the ServiceAccount, which Kubernetes no longer creates since 1.24 (rule A6). Cannot be turned off
   * in v1beta1 (rule A15).
   *
   * @default true
   */
  readonly autoCreateToken?: boolean;

  /**
   * Audiences of the requested token. Only used with `autoCreateToken` (rule A7).
   *
   * @default - the API server's own audience
   */
  readonly audiences?: string[];
}

/**
 * Options for Azure auth.
 */
export interface AzureAuthOptions extends MachineIdentityOptions {
  /**
   * Audience of the token.
   *
   * @default - the operator's own default, `https://management.azure.com/`
   */
  readonly resource?: string;

  /**
   * Client id of a user-assigned managed identity. Only `InfisicalSecret` has it (operator v0.10.34): it has no
   * counterpart in v1beta1 (rule A15).
   *
   * @default - the managed identity of the operator's pod
   */
  readonly managedIdentityClientId?: string;
}

/**
 * Options for GCP IAM auth.
 */
export interface GcpIamAuthOptions extends MachineIdentityOptions {
  /**
   * Path of the service account's key file inside the pod of the operator.
   */
  readonly serviceAccountKeyFilePath: string;
}

/**
 * Options for LDAP auth.
 */
export interface LdapAuthOptions extends MachineIdentityOptions {
  /**
   * Secret that holds the login under the keys `username` and `password`.
   */
  readonly credentials: ObjectReference;
}

/**
 * Options for a legacy service token.
 */
export interface ServiceTokenOptions {
  /**
   * Secret that holds the token under the key `infisicalToken`.
   */
  readonly token: ObjectReference;
}

/**
 * Options for a legacy Infisical service account.
 */
export interface ServiceAccountOptions {
  /**
   * Secret that holds the account's keys under `serviceAccountAccessKey`, `serviceAccountPublicKey` and
   * `serviceAccountPrivateKey`.
   */
  readonly credentials: ObjectReference;
}

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
 * The options of one method, told apart by `method`.
 *
 * @internal
 */
export type _AuthConfiguration =
  | ({ readonly method: InfisicalAuthMethod.UNIVERSAL } & UniversalAuthOptions)
  | ({ readonly method: InfisicalAuthMethod.KUBERNETES } & KubernetesAuthOptions)
  | ({ readonly method: InfisicalAuthMethod.AWS_IAM } & MachineIdentityOptions)
  | ({ readonly method: InfisicalAuthMethod.AZURE } & AzureAuthOptions)
  | ({ readonly method: InfisicalAuthMethod.GCP_ID_TOKEN } & MachineIdentityOptions)
  | ({ readonly method: InfisicalAuthMethod.GCP_IAM } & GcpIamAuthOptions)
  | ({ readonly method: InfisicalAuthMethod.LDAP } & LdapAuthOptions)
  | ({ readonly method: InfisicalAuthMethod.SERVICE_TOKEN } & ServiceTokenOptions)
  | ({ readonly method: InfisicalAuthMethod.SERVICE_ACCOUNT } & ServiceAccountOptions)
  | ({ readonly method: InfisicalAuthMethod.EXISTING } & { readonly infisicalAuth: ObjectReference });

/**
 * How the operator logs in to Infisical. An `InfisicalAuth` is exactly one method: with two, the operator would pick
 * one at random on each login.
 */
export class InfisicalAuth {
  /**
   * Log in with the client id and client secret of a machine identity.
   */
  public static universal(options: UniversalAuthOptions): InfisicalAuth {
    return new InfisicalAuth({ method: InfisicalAuthMethod.UNIVERSAL, ...options });
  }

  /**
   * Log in with the token of a Kubernetes service account: no long-lived credential at all.
   * `InfisicalServiceAccount` makes the account and what it needs.
   */
  public static kubernetes(options: KubernetesAuthOptions): InfisicalAuth {
    return new InfisicalAuth({ method: InfisicalAuthMethod.KUBERNETES, ...options });
  }

  /**
   * Log in with the AWS identity of the operator's pod, not of the application.
   */
  public static awsIam(options: MachineIdentityOptions): InfisicalAuth {
    return new InfisicalAuth({ method: InfisicalAuthMethod.AWS_IAM, ...options });
  }

  /**
   * Log in with the Azure managed identity of the operator's pod, not of the application.
   */
  public static azure(options: AzureAuthOptions): InfisicalAuth {
    return new InfisicalAuth({ method: InfisicalAuthMethod.AZURE, ...options });
  }

  /**
   * Log in with an ID token from the GCP metadata server of the operator's pod.
   */
  public static gcpIdToken(options: MachineIdentityOptions): InfisicalAuth {
    return new InfisicalAuth({ method: InfisicalAuthMethod.GCP_ID_TOKEN, ...options });
  }

  /**
   * Log in with the key file of a GCP service account, mounted into the operator's pod.
   */
  public static gcpIam(options: GcpIamAuthOptions): InfisicalAuth {
    return new InfisicalAuth({ method: InfisicalAuthMethod.GCP_IAM, ...options });
  }

  /**
   * Log in with LDAP.
   */
  public static ldap(options: LdapAuthOptions): InfisicalAuth {
    return new InfisicalAuth({ method: InfisicalAuthMethod.LDAP, ...options });
  }

  /**
   * Log in with a service token. Only `InfisicalSecret` (v1alpha1) knows it; the token fixes the project, so that the
   * source must not name one (rule A11).
   *
   * @deprecated upstream calls service tokens legacy: use a machine identity
   */
  public static serviceToken(options: ServiceTokenOptions): InfisicalAuth {
    return new InfisicalAuth({ method: InfisicalAuthMethod.SERVICE_TOKEN, ...options });
  }

  /**
   * Log in with an Infisical service account. Only `InfisicalSecret` (v1alpha1) knows it; it always reads the root
   * path of a project given by id (rule A11).
   *
   * @deprecated upstream calls service accounts legacy: use a machine identity
   */
  public static serviceAccount(options: ServiceAccountOptions): InfisicalAuth {
    return new InfisicalAuth({ method: InfisicalAuthMethod.SERVICE_ACCOUNT, ...options });
  }

  /**
   * Log in as an InfisicalAuth resource says that is declared elsewhere, for example by those who run the cluster. Only
   * a `SyncedSecret` in v1beta1 can do that (rule A15); it then writes no InfisicalAuth and no InfisicalConnection, and
   * `host` only tells which Infisical that is.
   *
   * @param infisicalAuth the resource
   */
  public static existing(infisicalAuth: ObjectReference): InfisicalAuth {
    return new InfisicalAuth({ method: InfisicalAuthMethod.EXISTING, infisicalAuth });
  }

  /**
   * The method this is.
   */
  public readonly method: InfisicalAuthMethod;

  /** @internal */
  public readonly _configuration: _AuthConfiguration;

  private constructor(configuration: _AuthConfiguration) {
    this.method = configuration.method;
    this._configuration = configuration;
  }
}
