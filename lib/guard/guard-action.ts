/**
 * What the API server does with a request that breaks a rule of an `OperatorGuard`.
 */
export enum GuardAction {
  /**
   * It refuses the request.
   */
  DENY = 'Deny',

  /**
   * It takes the object, and warns whoever sent it; kubectl prints the warning.
   */
  WARN = 'Warn',

  /**
   * It takes the object, and writes into its audit log what is wrong.
   */
  AUDIT = 'Audit',
}

/**
 * What the API server does with a request for which it cannot evaluate an `OperatorGuard`: one of an enormous object, for
 * example, that costs more than it spends on a policy.
 */
export enum GuardFailurePolicy {
  /**
   * It refuses the request.
   */
  FAIL = 'Fail',

  /**
   * It takes the object.
   */
  IGNORE = 'Ignore',
}
