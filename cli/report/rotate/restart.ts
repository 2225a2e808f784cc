import { Field } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import { podPlaceIn } from '../../../lib/model/pods';
import type { Named } from '../../access-report/access-row';
import { shellWord } from '../../shell/word';
import { kubectl } from './commands';
import type { Effect } from './rotation';

const ROLLED: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** What becomes of pods that keep what they were started with. */
export function startedAnew(manifest: Manifest, named: Named): Effect {
  const kind: string = podPlaceIn(manifest) === undefined ? '' : manifest.kind;
  if (ROLLED.has(kind)) return rolledPods(manifest, named);
  switch (kind) {
    case 'Rollout': {
      const place = `${shellWord(named.name)}${named.namespace === undefined ? '' : ` --namespace ${shellWord(named.namespace)}`}`;
      const restart = ['restart', 'status'].map((verb) => `kubectl argo rollouts ${verb} ${place}`);
      return { outcome: 'keeps', sentence: 'keeps the old value until it is restarted', restart };
    }
    case 'CronJob': {
      const isSuspended = Field.of(manifest).at('spec', 'suspend').raw === true;
      const sentence = `has the new value from its next run on${isSuspended ? ', and is suspended' : ''}; a run that goes on keeps the old one until it ends`;
      return { outcome: 'next-run', sentence, restart: [] };
    }
    case 'Job':
      return {
        outcome: 'keeps-until-end',
        sentence: 'keeps the old value until it ends, and is not started anew: a Job runs once',
        restart: [],
      };
    case 'Pod':
      return keeps('until it is deleted and made anew: no controller does that');
    case 'PodTemplate':
      return keeps('in the pods that were made of it, until these are made anew');
    case 'ReplicaSet':
    case 'ReplicationController':
      return keeps('until its pods are deleted, which it then makes anew');
    default:
      return keeps(`until its pods start anew: what makes a ${named.kind} do so is not known here`);
  }
}

function keeps(until: string): Effect {
  return { outcome: 'keeps', sentence: `keeps the old value ${until}`, restart: [] };
}

function rolledPods(manifest: Manifest, named: Named): Effect {
  // A new template would make none of its pods anew, and which may be deleted at once nobody here knows.
  if (isOnDelete(manifest)) return keeps('until somebody deletes its pods: its updateStrategy is OnDelete');
  const restart = kubectl('rollout restart', named);
  const status = kubectl('rollout status', named);
  if (isPaused(manifest))
    return {
      ...keeps('until it is restarted; it is paused, and has to be resumed for that'),
      restart: [kubectl('rollout resume', named), restart, status],
    };
  const partition = partitionOf(manifest);
  const below =
    partition > 0 ? `; those of its pods below number ${partition}, its partition, until somebody deletes them` : '';
  return { ...keeps(`until it is restarted${below}`), restart: [restart, status] };
}

/** Why a change of its pod template starts no pods, where it does not. */
export function whyNotRolled(manifest: Manifest): string | undefined {
  if (isOnDelete(manifest)) return 'its pods stay until somebody deletes them, as its updateStrategy is OnDelete';
  const partition = partitionOf(manifest);
  if (partition > 0)
    return `those of its pods below number ${partition} stay until somebody deletes them, as that is its partition`;
  return isPaused(manifest) ? 'its pods stay until it is resumed, as it is paused' : undefined;
}

/** A StatefulSet starts the pods with that number, and higher ones, anew. */
function partitionOf(manifest: Manifest): number {
  const { raw } = Field.of(manifest).at('spec', 'updateStrategy', 'rollingUpdate', 'partition');
  return manifest.kind === 'StatefulSet' && typeof raw === 'number' ? raw : 0;
}

function isOnDelete(manifest: Manifest): boolean {
  return Field.of(manifest).at('spec', 'updateStrategy', 'type').raw === 'OnDelete';
}

function isPaused(manifest: Manifest): boolean {
  return manifest.kind === 'Deployment' && Field.of(manifest).at('spec', 'paused').raw === true;
}
