/**
 * The operator's resources whose status says whether they work. A `ClusterGenerator` has no status: no controller
 * looks at it.
 */
export enum InfisicalKind {
  /** Secrets from Infisical (v1alpha1). */
  INFISICAL_SECRET = 'InfisicalSecret',
  /** Secrets from Infisical (v1beta1). */
  INFISICAL_STATIC_SECRET = 'InfisicalStaticSecret',
  /** Leased credentials. */
  INFISICAL_DYNAMIC_SECRET = 'InfisicalDynamicSecret',
  /** Secrets to Infisical. */
  INFISICAL_PUSH_SECRET = 'InfisicalPushSecret',
  /** A login (v1beta1). */
  INFISICAL_AUTH = 'InfisicalAuth',
  /** A connection (v1beta1). */
  INFISICAL_CONNECTION = 'InfisicalConnection',
}
