import { grouped } from '../../lib/collections/grouped';
import { byText } from '../../lib/collections/order';
import { operatorResourceOf } from '../../lib/model/app-model';
import { groupOf } from '../../lib/model/cluster-scoped-kinds';
import { conditionsOf } from '../../lib/model/health/conditions';
import { type HealthState, healthOfResource, type ResourceHealth } from '../../lib/model/health/resource-health';
import { hasVerdict } from '../../lib/model/health/verdict';
import { OPERATOR_GROUP } from '../../lib/model/kinds';
import type { Manifest } from '../../lib/model/manifest';
import { type DistDifference, differencesFrom } from './differences';
import { type DistFolder, foldersThere, identityOf, type ReadDist } from './dist-folders';
import type { LiveState } from './live-state';
import type { ResourceRow } from './resource-row';
import { type WorkloadFault, workloadFaults, writesOf } from './workload-faults';

/** An environment of dist, or a namespace that is of none. */
export interface StatusGroup {
  readonly name: string;
  /** The folder of dist that it is compared with. */
  readonly folder?: string;
  readonly rows: readonly ResourceRow[];
  readonly workloads: readonly WorkloadFault[];
  readonly differences: readonly DistDifference[];
}

export interface StatusReport {
  readonly from: string;
  readonly now?: number;
  readonly groups: readonly StatusGroup[];
  readonly notKnown: readonly string[];
  readonly notes: readonly string[];
}

/** The worst first. */
export const STATES: readonly HealthState[] = ['failed', 'stale', 'deleting', 'waiting', 'not known', 'ok'];

export function statusReport(state: LiveState, dist: ReadDist): StatusReport {
  const live = liveObjects(state.manifests);
  const { there, alike } = foldersThere(dist, live);
  const groupFor = groupsBy(there);
  const rows = differing(state.manifests.filter(isJudged)).map((manifest) => rowOf(manifest, state));
  const declared = dist.folders.flatMap(({ objects }) => [...objects.values()]);
  const workloads = workloadFaults(state.manifests, declared, rows);
  const names = new Set([...there.map(({ environment }) => environment), ...[...rows, ...workloads].map(groupFor)]);
  const [rowsOf, workloadsOf] = [grouped(rows, groupFor), grouped(workloads, groupFor)];
  const groups = [...names].sort().map((name): StatusGroup => {
    const folder = there.find(({ environment }) => environment === name);
    return {
      name,
      ...(folder && { folder: folder.folder }),
      rows: [...(rowsOf.get(name) ?? [])].sort(byState),
      workloads: [...(workloadsOf.get(name) ?? [])].sort(
        byText((one) => `${one.is === 'waiting' ? 0 : 1} ${one.namespace}/${one.name} ${one.words}`),
      ),
      differences: folder === undefined ? [] : differencesFrom(folder, live, state),
    };
  });
  const { from, now } = state;
  const ambiguous = `${alike.join(' and ')} have the same objects, and nothing is compared: --dist says which one runs there.`;
  const notKnown = [...state.notKnown, ...dist.notKnown];
  const notes = [...state.notes, ...(alike.length > 0 ? [ambiguous] : [])];
  return { from, ...(now !== undefined && { now }), groups, notKnown, notes };
}

function isJudged(manifest: Manifest): boolean {
  const { apiVersion, kind } = manifest;
  if (typeof apiVersion !== 'string' || groupOf(apiVersion) !== OPERATOR_GROUP) return false;
  // Of a kind that a newer operator has, nobody knows what its conditions mean.
  return hasVerdict(kind) || conditionsOf(manifest).length > 0;
}

/** Each is judged, were there two of a name: the good one hides the bad one nowhere. */
function differing(manifests: readonly Manifest[]): Manifest[] {
  return [...grouped(manifests, nameOf).values()].flatMap((alike) =>
    alike.length === 1 ? alike : [...new Map(alike.map((one) => [JSON.stringify(one), one])).values()],
  );
}

/** Where an object is told twice, the last one is compared with dist. */
function liveObjects(manifests: readonly Manifest[]): Map<string, Manifest> {
  return new Map(manifests.map((one) => [nameOf(one), one]));
}

function nameOf(manifest: Manifest): string {
  return identityOf(manifest) ?? JSON.stringify([manifest.kind, manifest.metadata.name]);
}

function groupsBy(there: readonly DistFolder[]): (of: { readonly namespace: string }) => string {
  const byNamespace = new Map<string, string[]>();
  for (const { environment, namespaces } of there)
    for (const one of namespaces) byNamespace.set(one, [...(byNamespace.get(one) ?? []), environment]);
  return ({ namespace }) => {
    const environments = byNamespace.get(namespace) ?? [];
    return environments.length === 1 ? environments[0] : `namespace ${namespace || '(none)'}`;
  };
}

function rowOf(manifest: Manifest, state: LiveState): ResourceRow {
  const { kind, metadata } = manifest;
  const health = healthOfResource(manifest, state.now);
  const unfilled = health.state === 'ok' ? unfilledSecret(manifest, state) : undefined;
  const refersTo = BY_OTHERS.includes(health.cause?.id ?? '') ? referredBy(manifest) : undefined;
  return {
    ...{ kind, namespace: metadata.namespace ?? '', name: metadata.name ?? '' },
    writes: writesOf(manifest),
    health: unfilled === undefined ? health : { ...health, state: 'failed', ...unfilled },
    ...(refersTo !== undefined && { refersTo }),
  };
}

/** What goes wrong in the resource that another one names. */
const BY_OTHERS: readonly string[] = ['auth-missing', 'auth-not-ready', 'connection-missing', 'connection-not-ready'];

function referredBy(manifest: Manifest): string | undefined {
  const [resource] = operatorResourceOf({ manifest });
  if (resource === undefined) return undefined;
  const { name, namespace } = resource.logsInWith;
  const kind = manifest.kind === 'InfisicalAuth' ? 'InfisicalConnection' : 'InfisicalAuth';
  return name.value ? `${kind} ${namespace.value ?? manifest.metadata.namespace ?? ''}/${name.value}` : undefined;
}

/** The operator calls it synced, whether the Secret is there and has a key or not. */
function unfilledSecret(
  manifest: Manifest,
  { secrets }: LiveState,
): Pick<ResourceHealth, 'words' | 'next' | 'rule'> | undefined {
  const managed = operatorResourceOf({ manifest }).flatMap((resource) => resource.managed);
  const places = managed.flatMap(({ kind, namespace, name }) =>
    kind === 'Secret' && namespace.value && name.value && secrets?.isKnown(namespace.value)
      ? [`${namespace.value}/${name.value}`]
      : [],
  );
  const missing = places.find((place) => !secrets?.names.has(place));
  if (missing !== undefined)
    return {
      words: `The managed Secret ${missing} does not exist, although the last sync succeeded`,
      next: 'restart the operator, or change a value or the spec: it writes nothing while nothing changes',
      rule: 'M14',
    };
  const empty = places.find((place) => secrets?.empty.has(place));
  return empty === undefined
    ? undefined
    : {
        words: `The managed Secret ${empty} has no key, although the last run succeeded`,
        next: 'see that what it reads has keys, and its template too; a lease is only written anew when it is renewed',
      };
}

function byState(a: ResourceRow, b: ResourceRow): number {
  const order = STATES.indexOf(a.health.state) - STATES.indexOf(b.health.state);
  return order || byText(({ kind, namespace, name }: ResourceRow) => `${kind} ${namespace}/${name}`)(a, b);
}
