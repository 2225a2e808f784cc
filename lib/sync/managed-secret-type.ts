import type { TemplateValue } from './template-value';

/**
 * Contents of a TLS Secret.
 */
export interface TlsContents {
  /**
   * Certificate chain, PEM.
   */
  readonly certificate: TemplateValue;

  /**
   * Private key, PEM.
   */
  readonly privateKey: TemplateValue;
}

/**
 * Contents of a basic-auth Secret. At least one of both (rule M10).
 */
export interface BasicAuthContents {
  /**
   * User name.
   *
   * @default - none
   */
  readonly username?: TemplateValue;

  /**
   * Password.
   *
   * @default - none
   */
  readonly password?: TemplateValue;
}

/**
 * Type of a managed Secret, with the keys that Kubernetes demands of it.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/secret/#secret-types
 */
export class ManagedSecretType {
  /**
   * Any keys.
   */
  public static opaque(): ManagedSecretType {
    return new ManagedSecretType('Opaque');
  }

  /**
   * Login to an image registry.
   *
   * @param config contents of a `.docker/config.json`
   */
  public static dockerConfigJson(config: TemplateValue): ManagedSecretType {
    return new ManagedSecretType('kubernetes.io/dockerconfigjson', { '.dockerconfigjson': config });
  }

  /**
   * Certificate and private key.
   */
  public static tls(contents: TlsContents): ManagedSecretType {
    return new ManagedSecretType('kubernetes.io/tls', {
      'tls.crt': contents?.certificate,
      'tls.key': contents?.privateKey,
    });
  }

  /**
   * User name and password.
   */
  public static basicAuth(contents: BasicAuthContents): ManagedSecretType {
    const { username, password } = contents ?? {};
    return new ManagedSecretType('kubernetes.io/basic-auth', {
      ...(username && { username }),
      ...(password && { password }),
    });
  }

  /**
   * Private key for SSH.
   */
  public static sshAuth(privateKey: TemplateValue): ManagedSecretType {
    return new ManagedSecretType('kubernetes.io/ssh-auth', { 'ssh-privatekey': privateKey });
  }

  /**
   * Any other type. The keys that it demands are yours to provide.
   */
  public static of(type: string): ManagedSecretType {
    return new ManagedSecretType(type);
  }

  private constructor(
    /**
     * The type as Kubernetes knows it.
     */
    public readonly type: string,
    /** @internal */
    public readonly _contents?: { readonly [key: string]: TemplateValue },
  ) {}
}
