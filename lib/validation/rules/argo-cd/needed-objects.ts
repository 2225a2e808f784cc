import { addressOf, namedObject } from '../../../model/address';
import { type AppModel, perApp } from '../../../model/app-model';
import type { Field } from '../../../model/field';
import type { Kind } from '../../../model/kinds';
import type { Resource } from '../../../model/resource';
import { isBefore, type SyncMoment, shownMoment, syncMomentsOf, WAVE_ANNOTATION } from '../../../model/sync-moments';
import type { Workload } from '../../../model/workloads';
import { type ExampleObjects, ruleOn, Severity } from '../../rule';

const inWaves = (account: string, workload: string): ExampleObjects => ({
  objects: [
    { kind: 'InfisicalSecret', metadata: { annotations: { [WAVE_ANNOTATION]: '-2' } } },
    { kind: 'ServiceAccount', metadata: { name: 'api', annotations: { [WAVE_ANNOTATION]: account } } },
    {
      kind: 'Deployment',
      metadata: { annotations: { [WAVE_ANNOTATION]: workload } },
      spec: { template: { spec: { serviceAccountName: 'api' } } },
    },
  ],
});

export const X40 = ruleOn('workload', {
  severity: Severity.ERROR,
  title: 'Nothing that Argo CD waits for needs an object that the sync applies later',
  why: 'A sync goes on when what it has applied is healthy. Pods that wait for a ConfigMap, a Secret, a service account or a volume of a later wave never run, so that the first sync never ends.',
  source:
    'Argo CD v3.5.1: gitops-engine/pkg/sync/sync_context.go (getSyncTasks, Sync), gitops-engine/pkg/health/health.go (GetHealthCheckFunc), docs/user-guide/sync-waves.md',
  bad: inWaves('0', '-1'),
  good: inWaves('-1', '-1'),
  check: (workload, report, app) => {
    const { resource } = workload;
    const { kind } = resource.manifest;
    if (!WAITED_FOR.has(kind)) return;
    const moments = syncMomentsOf(resource);
    // Nothing is later than the moment of most, and most need nothing of their app.
    if (moments.length === 0 || !hasSeveralMoments(app)) return;
    for (const { kind: needed, name } of needsOf(workload)) {
      const address = addressOf(needed, { name: name.value, namespace: workload.namespace });
      const other = neededObjects(app).get(address);
      const [later] = other === undefined ? [] : syncMomentsOf(other);
      const early = later && moments.find((moment) => isBefore(moment, later));
      if (other === undefined || later === undefined || early === undefined) continue;
      const remedy =
        early.phase === later.phase
          ? `give ${namedObject(other.manifest)} at most wave ${early.wave}, or the ${kind} at least ${later.wave}`
          : `make the ${kind} a hook of the ${later.phase} phase, in a later wave than ${namedObject(other.manifest)}`;
      report(
        name,
        `the ${kind} (${shownMoment(early)}) needs ${namedObject(other.manifest)}, which Argo CD only applies later (${shownMoment(later)}), so that the first sync never ends: ${remedy}`,
      );
    }
  },
});

/** Of these Argo CD has a health of its own, which starts with "progressing". */
const WAITED_FOR = new Set<Kind>(['DaemonSet', 'Deployment', 'Job', 'Pod', 'ReplicaSet', 'Rollout', 'StatefulSet']);

const NEEDED = new Set<Kind>(['ConfigMap', 'PersistentVolumeClaim', 'Secret', 'ServiceAccount']);

const neededObjects = perApp(
  (app): ReadonlyMap<string, Resource> =>
    new Map(
      app.resources.flatMap((resource) => {
        const { kind, metadata } = resource.manifest;
        return NEEDED.has(kind) ? [[addressOf(kind, metadata), resource] as const] : [];
      }),
    ),
);

const hasSeveralMoments = perApp((app: AppModel): boolean => {
  let first: SyncMoment | undefined;
  for (const resource of app.resources) {
    for (const moment of syncMomentsOf(resource)) {
      first ??= moment;
      if (moment !== first && (isBefore(first, moment) || isBefore(moment, first))) return true;
    }
  }
  return false;
});

interface Need {
  readonly kind: Kind;
  /** Where it is named. */
  readonly name: Field<string>;
}

/** Without what the pods of a workload do not run, one of each object. */
function needsOf({ pod, uses }: Workload): Need[] {
  // A pod starts without what it pulls with.
  const objects = uses
    .filter(({ via, isOptional }) => via !== 'imagePullSecrets' && !isOptional)
    .map(({ kind, field }): Need => ({ kind, name: field }));
  const claims = pod.volumes.map(
    (volume): Need => ({ kind: 'PersistentVolumeClaim', name: volume.at('persistentVolumeClaim').text('claimName') }),
  );
  const account: Need = { kind: 'ServiceAccount', name: pod.spec.text('serviceAccountName') };
  const needs = new Map<string, Need>();
  for (const need of [...objects, ...claims, account]) {
    const key = addressOf(need.kind, { name: need.name.value });
    if (need.name.value && !needs.has(key)) needs.set(key, need);
  }
  return [...needs.values()];
}
