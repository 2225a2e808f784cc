/**
 * Who owns the managed Secret.
 */
export enum CreationPolicy {
  /**
   * The Infisical resource owns the Secret: deleting the resource deletes the Secret, and Argo CD never prunes it.
   * Both must be in one namespace.
   */
  OWNER = 'Owner',

  /**
   * Nobody owns the Secret: it stays when the Infisical resource goes.
   */
  ORPHAN = 'Orphan',
}
