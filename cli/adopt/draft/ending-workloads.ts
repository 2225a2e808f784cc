import type { Field } from '../../../lib/model/field';
import { HOOK_ANNOTATION, WAVE_ANNOTATION } from '../../../lib/model/sync-moments';
import type { Code } from '../../typescript/code';
import { library, type Props, plus, props } from './expressions';
import { secondsCode } from './pod';

/** The props of a Job that are about neither the pod nor metadata. */
export function jobProps(spec: Field): Props {
  return props({ ...runProps(spec), suspend: spec.flag('suspend').value });
}

/** The props of a CronJob that are about neither the pod nor metadata. */
export function cronJobProps(spec: Field): Props {
  return props({
    schedule: spec.text('schedule').value,
    timeZone: spec.text('timeZone').value,
    concurrencyPolicy: CONCURRENCY.get(spec.at('concurrencyPolicy').raw),
    startingDeadline: secondsCode(spec.at('startingDeadlineSeconds')),
    successfulJobsRetained: spec.number('successfulJobsHistoryLimit').value,
    failedJobsRetained: spec.number('failedJobsHistoryLimit').value,
    suspend: spec.flag('suspend').value,
    ...runProps(spec.at('jobTemplate', 'spec')),
  });
}

const CONCURRENCY: ReadonlyMap<unknown, Code> = new Map([
  ['Allow', plus('ConcurrencyPolicy.ALLOW')],
  ['Forbid', plus('ConcurrencyPolicy.FORBID')],
  ['Replace', plus('ConcurrencyPolicy.REPLACE')],
]);

function runProps(spec: Field): Props {
  return {
    // Without it, a container that fails is not started again.
    restartPolicy: RESTART_POLICIES.get(spec.at('template', 'spec', 'restartPolicy').raw),
    backoffLimit: spec.number('backoffLimit').value,
    activeDeadline: secondsCode(spec.at('activeDeadlineSeconds')),
    ttlAfterFinished: secondsCode(spec.at('ttlSecondsAfterFinished')),
    completions: spec.number('completions').value,
    parallelism: spec.number('parallelism').value,
  };
}

const RESTART_POLICIES: ReadonlyMap<unknown, Code> = new Map([['OnFailure', plus('RestartPolicy.ON_FAILURE')]]);

type Annotations = Readonly<Record<string, unknown>>;

/** What some annotations of a workload are as props, and the others. */
export interface SaidAnnotations {
  readonly props: Props;
  readonly others: Annotations;
}

const DELETE_POLICY_ANNOTATION = 'argocd.argoproj.io/hook-delete-policy';

/** When Argo CD runs a Job. */
export function jobOrder(annotations: Annotations): SaidAnnotations {
  const {
    [HOOK_ANNOTATION]: hookText,
    [DELETE_POLICY_ANNOTATION]: deletePolicy,
    [WAVE_ANNOTATION]: waveText,
    ...rest
  } = annotations;
  const wave = Number(waveText);
  const isWave = Number.isSafeInteger(wave) && String(wave) === waveText;
  const hook = HOOKS.get(hookText);
  // A hook of the sync gets a wave whether or not one is asked for.
  const isHook = hook !== undefined && deletePolicy === 'BeforeHookCreation' && (hookText !== 'Sync' || isWave);
  const isUsual = isHook && hookText === 'Sync' && wave === USUAL_WAVE;
  return {
    props: props({ hook: isHook ? hook : undefined, syncWave: isWave && !isUsual ? wave : undefined }),
    others: {
      ...rest,
      ...(!isHook && hookText !== undefined && { [HOOK_ANNOTATION]: hookText }),
      ...(!isHook && deletePolicy !== undefined && { [DELETE_POLICY_ANNOTATION]: deletePolicy }),
      ...(!isWave && waveText !== undefined && { [WAVE_ANNOTATION]: waveText }),
    },
  };
}

/** The wave that a Job as a hook of the sync gets by itself. */
const USUAL_WAVE = -1;

const HOOKS: ReadonlyMap<unknown, Code> = new Map([
  ['PreSync', library('ArgoCdHook.PRE_SYNC')],
  ['Sync', library('ArgoCdHook.SYNC')],
  ['PostSync', library('ArgoCdHook.POST_SYNC')],
  ['SyncFail', library('ArgoCdHook.SYNC_FAIL')],
  ['PreDelete', library('ArgoCdHook.PRE_DELETE')],
  ['PostDelete', library('ArgoCdHook.POST_DELETE')],
]);
