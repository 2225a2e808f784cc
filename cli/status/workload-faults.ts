import { operatorResourceOf } from '../../lib/model/app-model';
import type { Manifest } from '../../lib/model/manifest';
import { managedAddress } from '../../lib/model/operator-resource';
import { podPlaceIn } from '../../lib/model/pods';
import { workloadsOf } from '../../lib/model/workloads';
import { type PodOwner, podOwners } from './pod-owner';
import type { ResourceRow } from './resource-row';
import { placeOf, unavailableWorkloads } from './unavailable-workloads';
import { type WaitingWorkload, waitingWorkloads } from './waiting-pods';

/** A workload that does not run as it should. */
export interface WorkloadFault extends PodOwner {
  /** `waiting` is one whose pods do not start for want of a key or of an object. */
  readonly is: 'waiting' | 'unavailable';
  /** How many wait. */
  readonly pods?: number;
  readonly words: string;
  readonly next: string;
  readonly rule?: string;
}

/** What waits, and what of dist, or of the managed Secrets, is not available. */
export function workloadFaults(
  manifests: readonly Manifest[],
  declared: Iterable<Manifest>,
  rows: readonly ResourceRow[],
): WorkloadFault[] {
  const ownerOf = podOwners(manifests);
  const waiting = waitingWorkloads(manifests, ownerOf);
  const isWaiting = new Set(waiting.map(placeOf));
  const bad = unavailableWorkloads(manifests, ownerOf);
  const own = bad.length === 0 ? new Set() : ownPlaces(manifests, declared, ownerOf);
  const unavailable = bad.filter(
    // That its pods wait is why it is not available.
    (one) => own.has(placeOf(one)) && (!isWaiting.has(placeOf(one)) || /\d pods?: /.test(one.words)),
  );
  return [
    ...waiting.map((one) => waitingFault(one, rows)),
    ...unavailable.map((one): WorkloadFault => ({ is: 'unavailable', ...one, next: describing(one) })),
  ];
}

function waitingFault({ of, isAbsent, ...workload }: WaitingWorkload, rows: readonly ResourceRow[]): WorkloadFault {
  const bad = rows.find(({ health, writes }) => health.state !== 'ok' && of !== undefined && writes.includes(of));
  if (bad !== undefined) {
    const { kind, namespace, name, health } = bad;
    const sync = `${kind} ${namespace}/${name} (${health.state}) writes that ${of?.split(' ')[0]}`;
    return { is: 'waiting', ...workload, next: `${sync}: mend it first, and the pod starts by itself` };
  }
  if (isAbsent)
    return {
      ...{ is: 'waiting', ...workload, rule: 'C2' },
      next: `see that what writes ${of} is applied; the pod starts by itself once it is there`,
    };
  const next =
    'npx cdk8s-infisical check tells whether the key is in Infisical; the pod starts by itself once it is there';
  return { is: 'waiting', ...workload, next, rule: 'C2' };
}

/** The workloads that dist has, and those that use a managed Secret. */
function ownPlaces(
  manifests: readonly Manifest[],
  declared: Iterable<Manifest>,
  ownerOf: (pod: Manifest) => PodOwner,
): ReadonlySet<string> {
  const managed = new Set(manifests.flatMap(writesOf));
  const users = manifests.filter((manifest) => {
    if (podPlaceIn(manifest) === undefined) return false;
    const namespace = manifest.metadata.namespace ?? '';
    const uses = workloadsOf({ manifest }).flatMap((workload) => workload.uses);
    return uses.some(({ kind, name }) => managed.has(`${kind} ${namespace}/${name}`));
  });
  return new Set([
    ...[...declared].map(placeOfObject),
    ...users.map((one) => (one.kind === 'Pod' ? placeOf(ownerOf(one)) : placeOfObject(one))),
  ]);
}

/** The objects that a resource of the operator writes: `Secret shop/orders`. */
export function writesOf(manifest: Manifest): string[] {
  return operatorResourceOf({ manifest }).flatMap((resource) => resource.managed.map(managedAddress));
}

function placeOfObject({ kind, metadata }: Manifest): string {
  return placeOf({ kind, namespace: metadata.namespace ?? '', name: metadata.name ?? '' });
}

/** A name that no cluster takes is no part of a command to copy. */
function describing({ kind, namespace, name }: PodOwner): string {
  const isName = [kind.toLowerCase(), namespace, name].every((part) => /^[a-z0-9][a-z0-9.-]*$/.test(part));
  return isName
    ? `kubectl describe ${kind.toLowerCase()} ${name} --namespace ${namespace}`
    : 'kubectl describe says more';
}
