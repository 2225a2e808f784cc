/**
 * What every method that logs in as a machine identity needs to know.
 */
export interface MachineIdentityOptions {
  /**
   * Id (UUID) of the machine identity. It is not a secret.
   */
  readonly identityId: string;
}
