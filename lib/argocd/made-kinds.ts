import type { ApiObject } from 'cdk8s';
import { fields, list } from '../json/json';

export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

const POD: GroupKind = { group: '', kind: 'Pod' };
const REPLICA_SET: GroupKind = { group: 'apps', kind: 'ReplicaSet' };
const JOB: GroupKind = { group: 'batch', kind: 'Job' };
const REVISION: GroupKind = { group: 'apps', kind: 'ControllerRevision' };
const CLAIM: GroupKind = { group: '', kind: 'PersistentVolumeClaim' };

/** By `<group>/<kind>`: all that the controllers of a cluster make of an object, and of what they have made. */
const MADE_OF: ReadonlyMap<string, readonly GroupKind[]> = new Map([
  ['/ReplicationController', [POD]],
  ['apps/ReplicaSet', [POD]],
  ['apps/Deployment', [REPLICA_SET, POD]],
  ['apps/StatefulSet', [REVISION, POD]],
  ['apps/DaemonSet', [REVISION, POD]],
  ['batch/Job', [POD]],
  ['batch/CronJob', [JOB, POD]],
  ['argoproj.io/Rollout', [REPLICA_SET, POD, { group: 'argoproj.io', kind: 'AnalysisRun' }]],
]);

/** The kinds that an AppProject has to allow for an object: its own, and those that a cluster makes of it. */
export function kindsFor(object: ApiObject): GroupKind[] {
  const own = groupKindOf(object);
  const name = `${own.group}/${own.kind}`;
  return [own, ...(MADE_OF.get(name) ?? []), ...(name === 'apps/StatefulSet' && claimsVolumes(object) ? [CLAIM] : [])];
}

function claimsVolumes(statefulSet: ApiObject): boolean {
  const { spec } = fields(statefulSet.toJson());
  return list(fields(spec).volumeClaimTemplates).length > 0;
}

function groupKindOf({ apiGroup, kind }: ApiObject): GroupKind {
  // cdk8s has a name for the group that Argo CD, as Kubernetes, has none for.
  return { group: apiGroup === 'core' ? '' : apiGroup, kind };
}
