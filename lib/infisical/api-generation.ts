/**
 * The two generations of the operator's resources. Both write the same managed Secret.
 */
export enum ApiGeneration {
  /**
   * `InfisicalSecret`. Understood by every operator; deprecated upstream.
   */
  V1ALPHA1 = 'v1alpha1',

  /**
   * `InfisicalStaticSecret` with `InfisicalAuth` and `InfisicalConnection`. Needs operator v0.11.2 and an Infisical
   * that offers its API v4.
   */
  V1BETA1 = 'v1beta1',
}
