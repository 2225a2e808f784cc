import { grouped } from '../../../lib/collections/grouped';
import { addressOf, qualifiedName } from '../../../lib/model/address';
import { type AppModel, modelOf } from '../../../lib/model/app-model';
import { Field } from '../../../lib/model/field';
import { canonicalResource } from '../../comparison/canonical';
import { isSecret } from '../../credentials/credentials-in';
import type { ReadManifest } from '../../manifests/read-manifests';
import type { Draft } from '../draft/draft';
import type { Form } from '../draft/form';
import type { ManagedSecrets } from '../draft/managed-names';
import { objectsMadeBy } from '../draft-objects';
import { madeLogins, migrate } from '../migration/migrate';
import type { PlannedChart } from '../program/declarations';
import { belongingTo } from './belonging';
import { ChartNames, chartName } from './chart-names';
import { type DraftContext, managedSecretOfDraft, resourceDraft } from './drafts';
import { type Group, groupsOf } from './groups';
import { type Lookup, type StaticLogin, standingLogins, staticLogins } from './logins';
import { rawDraft } from './raw-draft';
import { type Adopted, selectAdopted } from './selection';
import { mayBeServiceOf, workloadDraft } from './workload-drafts';

/** A chart, before it is known what is wrong with its objects. */
export type DraftedChart = Omit<PlannedChart, 'broken'>;

export interface ChartOptions {
  readonly includeRest: boolean;
  readonly migrate?: boolean;
  /** What the manifests mean, where that is known already. */
  readonly app?: AppModel;
  /** What has a credential in it, which goes into no chart. */
  readonly leaking: ReadonlySet<ReadManifest>;
  /** Is told of each InfisicalSecret that cannot move to v1beta1, and why. */
  readonly onStay: (read: ReadManifest, reason: string) => void;
}

export interface DraftedCharts {
  readonly charts: readonly DraftedChart[];
  /** What would be declared if no credential stood in it, and every Secret. */
  readonly concerned: ReadonlySet<ReadManifest>;
  /** What cdk8s refuses even as it stands. */
  readonly refused: ReadonlySet<ReadManifest>;
}

/** The charts with a draft for each object that is to be declared. */
export function draftCharts(
  manifests: readonly ReadManifest[],
  { includeRest, migrate, app, leaking, onStay }: ChartOptions,
): DraftedCharts {
  const reads = new Map(manifests.map((read) => [read.manifest, read]));
  const view = app ?? modelOf(manifests.map(({ manifest }) => ({ manifest })));
  const all = selectAdopted(view, (manifest) => reads.get(manifest));
  const kept = manifests.filter((read) => !leaking.has(read));
  const objects = all.filter(({ read }) => !leaking.has(read));
  const ofInfisical = new Set(all.map(({ read }) => read));
  const lookup = lookupIn(kept);
  const loginOf = staticLogins(lookup);
  const claimed = new Set(
    objects.flatMap(({ read }) => {
      const resource = canonicalResource(read.manifest);
      return resource?.kind === 'InfisicalStaticSecret' ? loginOf(resource).comesWith : [];
    }),
  );
  const standing = loginsIn(objects, claimed, standingLogins(lookup));
  for (const [auth, { comesWith }] of standing) for (const read of comesWith) if (read !== auth) claimed.add(read);
  const own = objects.filter(({ read }) => !claimed.has(read));
  const services = grouped(
    kept.filter(({ manifest }) => manifest.kind === 'Service'),
    ({ manifest }) => qualifiedName(manifest.metadata),
  );
  const ours = new Set(own.map(({ read }) => read));
  const rest = includeRest
    ? kept.filter((read) => !ours.has(read) && !claimed.has(read) && !isSecret(Field.of(read.manifest)))
    : [];
  const groups = groupsOf(own);
  const move = migrate ? makeMover(kept, onStay) : undefined;
  const charts = groups.map((group) => draftChart(group, { loginOf, standing, services, move }));
  const belonging = belongingOf(
    charts,
    manifests.filter((read) => !ofInfisical.has(read) && !claimed.has(read)),
  );
  const whole = charts.map((chart) =>
    withBelonging(
      chart,
      belonging.get(chart)?.filter((read) => !leaking.has(read)),
    ),
  );
  const isConcerned = new Set([...ofInfisical, ...[...belonging.values()].flat()]);
  const concerned = manifests.filter(
    (read) => includeRest || isConcerned.has(read) || isSecret(Field.of(read.manifest)),
  );
  return { ...withoutRefused(withRest(whole, rest)), concerned: new Set(concerned) };
}

const TAKEN =
  'an InfisicalStaticSecret of its name is there already: hand over to that one as docs/secrets.md says, and leave this one out';

/** Moves resources one after the other, so that those of one namespace share their logins. */
function makeMover(kept: readonly ReadManifest[], onStay: ChartOptions['onStay']): DraftContext['move'] {
  const logins = madeLogins(kept.map(({ manifest }) => manifest));
  const there = kept.filter(({ manifest: { kind } }) => kind === 'InfisicalStaticSecret');
  const taken = new Set(there.map(({ manifest }) => qualifiedName(manifest.metadata)));
  return (read, chart) => {
    const isTaken = taken.has(qualifiedName(read.manifest.metadata));
    const result = isTaken ? { reason: TAKEN } : migrate(read, chart, logins);
    if ('make' in result) return result;
    onStay(read, result.reason);
    return undefined;
  };
}

/** A program that declares what cdk8s refuses would fail as a whole. */
function withoutRefused(charts: readonly DraftedChart[]): Pick<DraftedCharts, 'charts' | 'refused'> {
  const refused = new Set(
    charts.flatMap(({ namespace, drafts }) =>
      drafts.filter(
        ({ form, make, patches }) =>
          form === 'ApiObject' && objectsMadeBy(make, 'object', { namespace }, patches) === undefined,
      ),
    ),
  );
  const fit = charts.map((chart) => ({ ...chart, drafts: chart.drafts.filter((draft) => !refused.has(draft)) }));
  return {
    charts: fit.filter(({ drafts }) => drafts.length > 0),
    refused: new Set([...refused].map(({ of }) => of)),
  };
}

/** The logins that no secret here makes, and a construct does. */
function loginsIn(
  objects: readonly Adopted[],
  claimed: ReadonlySet<ReadManifest>,
  loginOf: ReturnType<typeof standingLogins>,
): ReadonlyMap<ReadManifest, StaticLogin> {
  return new Map(
    objects.flatMap(({ read }) => {
      const isAuth = canonicalResource(read.manifest)?.kind === 'InfisicalAuth' && !claimed.has(read);
      const login = isAuth ? loginOf(read) : undefined;
      return login === undefined ? [] : [[read, login] as const];
    }),
  );
}

interface Context {
  readonly standing: DraftContext['standing'];
  readonly move: DraftContext['move'];
  readonly loginOf: DraftContext['loginOf'];
  /** By namespace and name. */
  readonly services: ReadonlyMap<string, readonly ReadManifest[]>;
}

function draftChart({ name, namespace, objects }: Group, { loginOf, standing, services, move }: Context): DraftedChart {
  const chart = { namespace };
  const generators = objects.filter(({ read }) => read.manifest.kind === 'ClusterGenerator');
  const others = objects.filter((object) => object.uses.length === 0 && !generators.includes(object));
  const known = generators.map(({ read }) => resourceDraft(read, { chart, loginOf, generatorKind: () => undefined }));
  const generatorKind = (name: string) => {
    const { of } =
      known.find((draft) => draft.form === 'SecretGenerator' && draft.of.manifest.metadata.name === name) ?? {};
    return of && canonicalResource(of.manifest)?.spec.text('kind').value;
  };
  const context = { chart, loginOf, standing, move, generatorKind };
  const resources = [...known, ...others.map(({ read }) => resourceDraft(read, context))];
  const workloads = objects
    .filter(({ uses }) => uses.length > 0)
    .map(({ read }) => {
      const { metadata } = read.manifest;
      const named = services.get(qualifiedName(metadata));
      const service = named?.find(({ manifest }) => mayBeServiceOf(manifest, read.manifest));
      return workloadDraft(read, chart, secretsIn(resources, metadata.namespace), service);
    });
  return { name, namespace, drafts: [...resources.sort(byForm), ...workloads] };
}

/** The managed Secrets that drafts of a chart make, as an object of a namespace names them. */
function secretsIn(drafts: readonly Draft[], where: string | undefined): ManagedSecrets {
  return new Map(
    drafts
      .flatMap((draft) => {
        const secret = managedSecretOfDraft(draft);
        const { reference } = draft;
        if (secret === undefined || reference === undefined) return [];
        return [{ ...secret, reference, isNear: secret.namespace === where }];
      })
      // The one of the workload's namespace wins.
      .sort((a, b) => Number(a.isNear) - Number(b.isNear))
      .map(({ name, reference, keys }) => [name, { reference, keys }]),
  );
}

const ORDER: readonly Form[] = [
  'SecretGenerator',
  'InfisicalLogin',
  'SyncedSecret',
  'DynamicSecret',
  'PushedSecret',
  'StaticSecretPush',
  'ApiObject',
];

function byForm(a: Draft, b: Draft): number {
  return ORDER.indexOf(a.form) - ORDER.indexOf(b.form);
}

/** By chart, what belongs to its workloads. */
function belongingOf(
  charts: readonly DraftedChart[],
  others: readonly ReadManifest[],
): ReadonlyMap<DraftedChart, readonly ReadManifest[]> {
  const declared = charts.map((chart) => ({ chart, reads: chart.drafts.flatMap(({ of, alsoOf }) => [of, ...alsoOf]) }));
  const isDeclared = new Set(declared.flatMap(({ reads }) => reads));
  const found = belongingTo(
    declared.map(({ chart, reads }) => ({ chart, manifests: reads.map(({ manifest }) => manifest) })),
    others.filter((read) => !isDeclared.has(read)),
  );
  const all = grouped(found, ([, { chart }]) => chart);
  return new Map([...all].map(([chart, entries]) => [chart, entries.map(([read]) => read)]));
}

/** It stands behind the workloads of its chart. */
function withBelonging(chart: DraftedChart, belonging: readonly ReadManifest[] = []): DraftedChart {
  const { namespace } = chart;
  const drafts = belonging.map((read) => {
    const secrets = secretsIn(chart.drafts, read.manifest.metadata.namespace);
    return rawDraft(read, { chart: { namespace }, secrets });
  });
  return { ...chart, drafts: [...chart.drafts, ...drafts] };
}

/** What has nothing to do with Infisical stands at the end of the chart of its namespace. */
function withRest(charts: readonly DraftedChart[], rest: readonly ReadManifest[]): DraftedChart[] {
  const drafted = charts.flatMap(({ drafts }) => drafts.flatMap(({ of, alsoOf }) => [of, ...alsoOf]));
  const isDeclared = new Set(drafted);
  const remaining = new Set(rest.filter((read) => !isDeclared.has(read)));
  const all = [...charts];
  const names = new ChartNames(charts.map(({ name }) => name));
  for (const namespace of new Set([...remaining].map(({ manifest }) => manifest.metadata.namespace))) {
    const own = [...remaining].filter(({ manifest }) => manifest.metadata.namespace === namespace);
    const wanted = namespace ?? 'cluster';
    const at = all.findIndex((chart) => chart.namespace === namespace && chart.name === chartName(namespace ?? ''));
    const secrets = at < 0 ? undefined : secretsIn(all[at].drafts, namespace);
    const drafts = own.map((read) => rawDraft(read, { chart: { namespace }, secrets }));
    if (at >= 0) all[at] = { ...all[at], drafts: [...all[at].drafts, ...drafts] };
    else all.push({ name: names.take(wanted, `${wanted}-rest`), namespace, drafts });
  }
  return all;
}

function lookupIn(manifests: readonly ReadManifest[]): Lookup {
  const known = new Map(manifests.map((read) => [addressOf(read.manifest.kind, read.manifest.metadata), read]));
  return (kind, namespace, name) => known.get(addressOf(kind, { namespace, name }));
}
