import type { ApiObject } from 'cdk8s';
import type { Job } from 'cdk8s-plus-28';
import { ArgoCd, ArgoCdHook, SyncWave } from '../../argocd';
import { fields } from '../../json/json';
import { HOOK_ANNOTATION, WAVE_ANNOTATION } from '../../model/sync-moments';
import type { SyncedSecret } from '../../sync';
import type { SecretSyncedJobProps } from './secret-synced-job-props';

const DELETE_POLICY_ANNOTATION = 'argocd.argoproj.io/hook-delete-policy';

/** The sync wave that a Job is given; undefined where it gets none. */
export function waveOf({ hook, syncWave }: SecretSyncedJobProps): number | undefined {
  return syncWave ?? (hook === ArgoCdHook.SYNC ? SyncWave.MIGRATION : undefined);
}

/** Says on the Job when Argo CD runs it. */
export function orderJob(job: Job, props: SecretSyncedJobProps): void {
  const { hook, recreate } = props;
  const wave = waveOf(props);
  if (wave !== undefined) job.metadata.addAnnotation(WAVE_ANNOTATION, String(wave));
  if (hook !== undefined) {
    job.metadata.addAnnotation(HOOK_ANNOTATION, hook);
    job.metadata.addAnnotation(DELETE_POLICY_ANNOTATION, 'BeforeHookCreation');
  }
  if (recreate) ArgoCd.syncOptions(job, 'Force=true', 'Replace=true');
}

/** Has Argo CD apply a secret, and the login that was made for it, in the waves before one that comes before most. */
export function applyBefore({ apiObject, _login }: SyncedSecret, wave: number): void {
  if (wave >= SyncWave.WORKLOAD) return;
  hasten(apiObject, wave - 1);
  hasten(_login?.infisicalAuth, wave - 2);
  hasten(_login?.identity, wave - 3);
  hasten(_login?.connection, wave - 3);
}

/** What others need earlier stays there. */
function hasten(object: ApiObject | undefined, wave: number): void {
  if (object === undefined) return;
  const { annotations } = fields(object.metadata.toJson());
  const given = fields(annotations)[WAVE_ANNOTATION];
  if (given === undefined || Number(given) > wave) object.metadata.addAnnotation(WAVE_ANNOTATION, String(wave));
}
