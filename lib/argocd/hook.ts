/**
 * When Argo CD runs what is a hook: in which phase of a sync, or of the deletion of an application.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 */
export enum ArgoCdHook {
  /**
   * Before the manifests are applied. A Secret that they make is not there then.
   */
  PRE_SYNC = 'PreSync',

  /**
   * With the manifests, in the order of sync waves.
   */
  SYNC = 'Sync',

  /**
   * When all that was applied is healthy.
   */
  POST_SYNC = 'PostSync',

  /**
   * When a sync has failed.
   */
  SYNC_FAIL = 'SyncFail',

  /**
   * Before an application is deleted, from Argo CD 3.3 on.
   */
  PRE_DELETE = 'PreDelete',

  /**
   * When all of an application is deleted, the Secrets with it.
   */
  POST_DELETE = 'PostDelete',
}
