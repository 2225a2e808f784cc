import { grouped } from '../../lib/collections/grouped';
import { distinct } from '../../lib/collections/order';
import { fields, list, text } from '../../lib/json/json';
import { conditionsOf } from '../../lib/model/health/conditions';
import type { Manifest } from '../../lib/model/manifest';
import { podPlaceIn } from '../../lib/model/pods';
import { counted } from '../../lib/text/counted';
import { controllerOf, type PodOwner } from './pod-owner';

/** A workload that does not run as it should, whatever the reason is. */
export interface UnavailableWorkload extends PodOwner {
  /** What its conditions and its pods give as the reason: never their messages, which may quote anything. */
  readonly words: string;
}

type OwnerOf = (pod: Manifest) => PodOwner;

/** What says of itself, or of which the pods say, that it is not available. */
export function unavailableWorkloads(manifests: readonly Manifest[], ownerOf: OwnerOf): UnavailableWorkload[] {
  const pods = manifests.filter(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Pod');
  const troubles = pods.flatMap((pod) => troublesOf(pod).map((reason) => ({ ...ownerOf(pod), pod, reason })));
  const later = laterRuns(manifests);
  const told = manifests.flatMap((one) => {
    if (later(one)) return [];
    const { namespace = '', name = '' } = one.metadata;
    return reasonsOf(one).map((words) => ({ kind: one.kind as string, namespace, name, words }));
  });
  const ofPods = [...grouped(troubles, (one) => JSON.stringify([placeOf(one), one.reason])).values()].map((alike) => {
    const { kind, namespace, name, reason } = alike[0];
    const count = new Set(alike.map(({ pod }) => pod)).size;
    return { kind, namespace, name, words: `${counted(count, 'pod')}: ${reason}` };
  });
  return [...grouped([...told, ...ofPods], placeOf).values()].map((all) => ({
    ...all[0],
    words: distinct(all.map(({ words }) => words)).join('; '),
  }));
}

export function placeOf({ kind, namespace, name }: PodOwner): string {
  return `${kind} ${namespace}/${name}`;
}

/** What pods wait in that does not start; CreateContainerConfigError is told with what is missing. */
const TROUBLES: ReadonlySet<string> = new Set([
  ...['ImagePullBackOff', 'ErrImagePull', 'ErrImageNeverPull', 'InvalidImageName', 'ImageInspectError'],
  ...['RegistryUnavailable', 'CrashLoopBackOff', 'CreateContainerError', 'RunContainerError', 'PostStartHookError'],
]);

function troublesOf(pod: Manifest): string[] {
  if (fields(pod.metadata).deletionTimestamp != null) return [];
  const { initContainerStatuses, containerStatuses } = fields(pod.status);
  const reasons = [...list(initContainerStatuses), ...list(containerStatuses)].flatMap(({ state }) => {
    const reason = text(fields(fields(state).waiting).reason);
    return reason !== undefined && TROUBLES.has(reason) ? [reason] : [];
  });
  const isPlaced = !conditionsOf(pod).some(({ reason, status }) => reason === 'Unschedulable' && status === 'False');
  return distinct([...reasons, ...(isPlaced ? [] : ['Unschedulable'])]);
}

/** Whether a Job is one of a CronJob, which has run again since and come to its end: what it failed of is past. */
function laterRuns(manifests: readonly Manifest[]): (job: Manifest) => boolean {
  const runs = manifests.flatMap((job) => {
    const owner = job.kind === 'Job' ? controllerOf(job) : undefined;
    return owner?.kind === 'CronJob' ? [{ job, of: `${job.metadata.namespace ?? ''}/${owner.name}` }] : [];
  });
  const byCronJob = grouped(runs, ({ of }) => of);
  const places = new Map(runs.map(({ job, of }) => [job, of]));
  return (job) =>
    (byCronJob.get(places.get(job) ?? '') ?? []).some(
      ({ job: other }) => startOf(other) > startOf(job) && hasSucceeded(other),
    );
}

/** Times of Kubernetes are texts that sort as they follow each other. */
function startOf({ status }: Manifest): string {
  return text(fields(status).startTime) ?? '';
}

function hasSucceeded(job: Manifest): boolean {
  return conditionsOf(job).some(({ type, status }) => type === 'Complete' && status === 'True');
}

/** The conditions that tell of trouble, by the status that does. */
const CONDITIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Deployment: { Available: 'False', Progressing: 'False', ReplicaFailure: 'True' },
  Rollout: { Available: 'False', Progressing: 'False', ReplicaFailure: 'True', InvalidSpec: 'True' },
  ReplicaSet: { ReplicaFailure: 'True' },
  Job: { Failed: 'True' },
};

function reasonsOf(manifest: Manifest): string[] {
  const { kind, metadata } = manifest;
  if (podPlaceIn(manifest) === undefined || fields(metadata).deletionTimestamp != null) return [];
  const bad = Object.hasOwn(CONDITIONS, kind) ? CONDITIONS[kind] : {};
  const conditions = conditionsOf(manifest).filter(
    ({ type, status }) => Object.hasOwn(bad, type) && bad[type] === status,
  );
  return [
    ...conditions.map(({ type, status, reason }) => `${type} is ${status}${inBrackets(reason)}`),
    ...unready(manifest),
  ];
}

/** A reason is one word. */
function inBrackets(reason: string): string {
  return /^[A-Za-z]{1,64}$/.test(reason) ? ` (${reason})` : '';
}

/** Of kinds that have no condition for it, their pods are counted. */
function unready({ kind, spec, status }: Manifest): string[] {
  const { readyReplicas = 0, numberReady = 0, desiredNumberScheduled, replicas } = fields(status);
  const wanted = kind === 'StatefulSet' ? (fields(spec).replicas ?? 1) : desiredNumberScheduled;
  const ready = kind === 'StatefulSet' ? readyReplicas : numberReady;
  const isCounted = kind === 'StatefulSet' ? replicas !== undefined : kind === 'DaemonSet';
  if (!isCounted || typeof wanted !== 'number' || typeof ready !== 'number' || ready >= wanted) return [];
  return [`${ready} of ${counted(wanted, 'pod')} ready`];
}
