import { CLOUD_EU, CLOUD_US, withoutSlashes } from '../model/host';
import type { SecretKeyReference } from '../model/object-reference';

/**
 * Options for a self-hosted Infisical.
 */
export interface SelfHostedOptions {
  /**
   * Key of a Secret that holds the PEM certificate of a private certificate authority.
   *
   * @default - the system's certificate authorities
   */
  readonly ca?: SecretKeyReference;
}

/**
 * Where Infisical runs. Always the base URL: the `/api` suffix that one generation of the operator's resources
 * wants, and the other must not have, is added where it belongs.
 */
export class InfisicalHost {
  /**
   * Infisical Cloud in the United States, `https://app.infisical.com`.
   */
  public static cloudUs(): InfisicalHost {
    return new InfisicalHost(CLOUD_US);
  }

  /**
   * Infisical Cloud in the European Union, `https://eu.infisical.com`.
   */
  public static cloudEu(): InfisicalHost {
    return new InfisicalHost(CLOUD_EU);
  }

  /**
   * An Infisical of your own.
   *
   * A URL that is not http(s), or that carries `/api`, is an error at synth (rules H1, H3, H5).
   *
   * @param url base URL without `/api`, for example `https://secrets.example.com`
   * @param options a private certificate authority, if it needs one
   */
  public static selfHosted(url: string, options: SelfHostedOptions = {}): InfisicalHost {
    return new InfisicalHost(url, options?.ca);
  }

  /**
   * The Infisical of the connection `default` that the operator has in its own namespace, from v0.11.8 on: the chart makes it
   * of `defaultInfisicalConnection`. A login of v1beta1 then names no connection, and none is made; resources of v1alpha1
   * have the address themselves.
   *
   * A command that reads the manifests learns the address from `operator.defaultConnection` in `cdk8s-infisical.yaml`.
   *
   * @param url base URL without `/api`, as that connection has it
   */
  public static ofOperator(url: string): InfisicalHost {
    return new InfisicalHost(url, undefined, true);
  }

  /**
   * Base URL as it was given, without trailing slashes.
   */
  public readonly url: string;

  /**
   * Where the certificate of a private certificate authority is kept.
   *
   * @default - the system's certificate authorities
   */
  public readonly ca?: SecretKeyReference;

  /**
   * Whether it is that of the operator's own connection.
   */
  public readonly isOfOperator: boolean;

  private constructor(url: string, ca?: SecretKeyReference, isOfOperator = false) {
    this.url = typeof url === 'string' ? withoutSlashes(url) : url;
    this.ca = ca;
    this.isOfOperator = isOfOperator;
  }
}
