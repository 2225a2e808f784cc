import type { ApiObject } from 'cdk8s';
import type { Job } from 'cdk8s-plus-28';
import { ArgoCd, ArgoCdHook, SyncWave } from '../../argocd';
import { HOOK_ANNOTATION, WAVE_ANNOTATION } from '../../model/sync-moments';
import type { SyncedSecret } from '../../sync';
import type { SecretSyncedJobProps } from './secret-synced-job-props';

const DELETE_POLICY_ANNOTATION = 'argocd.argoproj.io/hook-delete-policy';

/** The sync wave that a Job is given; undefined where it gets none. */
export function waveOf({ hook, syncWave }: SecretSyncedJobProps): number | undefined {
  return syncWave ?? (hook === ArgoCdHook.SYNC ? SyncWave.MIGRATION : undefined);
}

/** Says on the Job when Argo CD runs it. */
export function declareOrder(job: Job, props: SecretSyncedJobProps): void {
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
  putAtWave(apiObject, wave - 1);
  putAtWave(_login?.infisicalAuth, wave - 2);
  putAtWave(_login?.identity, wave - 3);
  putAtWave(_login?.connection, wave - 3);
}

/** What others need earlier stays there. */
function putAtWave(object: ApiObject | undefined, wave: number): void {
  if (object === undefined) return;
  const { annotations }: { readonly annotations?: { readonly [name: string]: string } } = object.metadata.toJson();
  const given = annotations?.[WAVE_ANNOTATION];
  if (given === undefined || Number(given) > wave) object.metadata.addAnnotation(WAVE_ANNOTATION, String(wave));
}
