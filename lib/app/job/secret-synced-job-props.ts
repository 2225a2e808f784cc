import type { ArgoCdHook } from '../../argocd';
import type { EndingWorkloadProps } from '../ending-workload-props';

/**
 * Properties of a `SecretSyncedJob`.
 */
export interface SecretSyncedJobProps extends EndingWorkloadProps {
  /**
   * When Argo CD runs the Job: with `SYNC` in each sync, in the wave of `syncWave`, and anew each time, so that a change of
   * its pod is no problem. A hook of another phase is deleted and made again in the same way.
   *
   * The hook before the sync, `PRE_SYNC`, waits for ever for a Secret that the sync makes (rule X16).
   *
   * @default - none: an ordinary object
   */
  readonly hook?: ArgoCdHook;

  /**
   * The sync wave of the Job under Argo CD, a whole number: lower ones come first, 0 is that of everything else. A secret
   * of its own, `sync` or `secretPath`, gets the wave before, and its login those before that, unless the Job comes after
   * everything else anyway. For what the Job shares with others, `ArgoCd.secretsFirst` does so.
   *
   * @default - SyncWave.MIGRATION for a hook of the Sync phase; not written for others
   */
  readonly syncWave?: number;

  /**
   * Whether Argo CD deletes the Job and makes it anew in each sync, without being a hook: `Force=true,Replace=true`. The
   * pod of a Job cannot be changed, and without this, or a new name for each change, a sync with another image fails.
   *
   * @default false
   */
  readonly recreate?: boolean;
}
