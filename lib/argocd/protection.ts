/**
 * What Argo CD does with an object that is no longer in git, or whose application is deleted.
 */
export enum ArgoCdProtection {
  /**
   * It waits until a person confirms in the UI or with the CLI: `Prune=confirm`, `Delete=confirm`.
   */
  CONFIRM = 'confirm',

  /**
   * It leaves the object in the cluster: `Prune=false`, `Delete=false`.
   */
  KEEP = 'false',
}
