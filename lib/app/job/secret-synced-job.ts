import type { Job } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { ArgoCdHook } from '../../argocd';
import { FLAG, oneOf, WHOLE_NUMBER } from '../../props/prop-types';
import { SyncedSecret } from '../../sync';
import { ENDING, ENDING_WORKLOAD_PROPS } from '../ending-workload';
import { unknownReloadProblems } from '../reload-problems';
import { SecretSyncedWorkload } from '../secret-synced-workload';
import { applyBefore, declareOrder, waveOf } from './job-order';
import { PlainJob } from './plain-job';
import type { SecretSyncedJobProps } from './secret-synced-job-props';

const PROPS = { ...ENDING_WORKLOAD_PROPS, hook: oneOf(ArgoCdHook), syncWave: WHOLE_NUMBER, recreate: FLAG };

/**
 * A Job that gets exactly the secret keys that it names, such as a database migration, and, unless it shares one, the
 * Infisical resource that syncs its secret.
 *
 * Under Argo CD `hook: ArgoCdHook.SYNC` is all that a migration needs: it runs in each sync, after its secret is there and
 * before other workloads start.
 *
 * The pod of a Job cannot be changed: the API server refuses `kubectl apply` of a Job that exists with another image. Give it
 * a name that changes with the image, or see `hook` and `recreate`.
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 */
export class SecretSyncedJob extends SecretSyncedWorkload {
  /**
   * The cdk8s-plus Job.
   */
  public readonly job: Job;

  public constructor(scope: Construct, id: string, props: SecretSyncedJobProps) {
    super(scope, id);
    const declared = this._declare(props, PROPS, { ...ENDING, construct: 'SecretSyncedJob', runs: 'once' });
    const { checked } = declared;
    this.job = this._make(() => new PlainJob(this, 'Job', declared.pods, checked));
    declareOrder(this.job, checked);
    const isOwn = checked.secret === undefined && this.secret instanceof SyncedSecret;
    if (isOwn) applyBefore(this.secret as SyncedSecret, waveOf(checked) ?? 0);
    this._finish(this.job, declared, unknownReloadProblems(props, 'Job'));
  }
}
