/**
 * What Argo CD does with an object that is no longer in git, or whose application is deleted.
 */
export enum ArgoCdProtection {
  /**
   * Argo CD waits until a person confirms in the UI or with the CLI: `Prune=confirm`, `Delete=confirm`.
   */
  CONFIRM = 'confirm',

  /**
   * Argo CD leaves the object in the cluster: `Prune=false`, `Delete=false`.
   */
  KEEP = 'false',
}
