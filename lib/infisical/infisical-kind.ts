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
  /**
   * Secrets to Infisical (v1beta1, operator v0.11.17 and newer). Its conditions are not public: the check knows those of the
   * other kinds of v1beta1, and says `Unknown` where there are only others.
   */
  INFISICAL_STATIC_SECRET_PUSH = 'InfisicalStaticSecretPush',
  /** A login (v1beta1). */
  INFISICAL_AUTH = 'InfisicalAuth',
  /** A connection (v1beta1). */
  INFISICAL_CONNECTION = 'InfisicalConnection',
}
