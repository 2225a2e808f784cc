import type { Manifest } from '../../lib/validation/manifest';
import { Severity } from '../../lib/validation/rule';
import { viewOf } from '../../lib/validation/view/app-view';
import type { ReadManifest, ReadManifests } from '../manifests/read-manifests';
import type { Draft, Form } from './draft/draft';
import { findingsIn, type InputFinding, inputFinding, objectName, problemFinding } from './findings';
import { madeLogins, migrated } from './migration/migrate';
import { declared } from './model/declared';
import { type Drafting, managedSecretOfDraft, mayBeServiceOf, raw, resourceDraft, workloadDraft } from './model/drafts';
import { type Group, groupsOf } from './model/groups';
import { type Lookup, staticLogins } from './model/logins';
import { type Adopted, selected } from './model/selection';
import { unique } from './model/unique';
import type { PlannedChart } from './program/chart-body';
import { type ProgramFiles, type ProgramOptions, programOf } from './program/program';

/** What becomes of the manifests that were read. */
export interface Adoption {
  readonly charts: readonly PlannedChart[];
  readonly files: ProgramFiles;
  /** The objects that the program declares, as they were read. */
  readonly adopted: readonly ReadManifest[];
  readonly leftOut: readonly LeftOut[];
  readonly findings: readonly InputFinding[];
  readonly migration?: Migration;
}

/** What became of the InfisicalSecrets on their way to v1beta1. */
export interface Migration {
  readonly migrated: readonly { readonly read: ReadManifest; readonly objects: readonly Manifest[] }[];
  readonly kept: readonly LeftOut[];
}

/** An object that the program does not declare. */
export interface LeftOut {
  readonly read: ReadManifest;
  readonly reason: string;
}

export interface AdoptionOptions extends ProgramOptions {
  /** Also declare what has nothing to do with Infisical. */
  readonly includeRest: boolean;
  /** Move InfisicalSecrets to v1beta1 where that is possible. */
  readonly migrate?: boolean;
}

/** Reads what the manifests mean, and writes the program that declares the same. */
export function adoptionOf({ manifests, problems }: ReadManifests, options: AdoptionOptions): Adoption {
  const { kept, findings: doubles } = unique(manifests.map(declared));
  const found = findingsIn(kept);
  const leaking = new Set(found.flatMap(({ finding, read }) => (finding.rule === CREDENTIAL ? [read] : [])));
  const stays: LeftOut[] = [];
  const drafted = draftsOf(
    kept.filter((read) => !leaking.has(read) && !isMadeByAnother(read)),
    options,
    stays,
  );
  const inProgram = drafted.flatMap(({ drafts }) => drafts.flatMap(({ of, alsoOf }) => [of, ...alsoOf]));
  const isDeclared = new Set(inProgram);
  // What is left out may be why a rule holds, or why it does not.
  const remaining = isDeclared.size === kept.length ? found : findingsIn(inProgram);
  const charts = withSilences(drafted, remaining);
  return {
    charts,
    files: charts.length === 0 ? new Map() : programOf(charts, options),
    adopted: kept.filter((read) => isDeclared.has(read)),
    leftOut: kept.flatMap((read) => (isDeclared.has(read) ? [] : [{ read, reason: reasonFor(read, leaking) }])),
    migration: options.migrate ? { migrated: movedIn(charts), kept: stays } : undefined,
    findings: [...problems.map(problemFinding), ...doubles, ...found.map(inputFinding)].sort(byPlace),
  };
}

function movedIn(charts: readonly PlannedChart[]): Migration['migrated'] {
  return charts.flatMap(({ drafts }) =>
    drafts.flatMap(({ of: read, moved }) => (moved ? [{ read, objects: moved }] : [])),
  );
}

type Drafted = Omit<PlannedChart, 'broken'>;

function draftsOf(
  kept: readonly ReadManifest[],
  { includeRest, migrate }: AdoptionOptions,
  stays: LeftOut[],
): Drafted[] {
  const reads = new Map(kept.map((read) => [read.manifest, read]));
  const objects = selected(viewOf(kept.map(({ manifest }) => ({ manifest }))), (manifest) => reads.get(manifest));
  const lookup = lookupIn(kept);
  const loginOf = staticLogins(lookup);
  const claimed = new Set(
    objects.flatMap(({ read }) =>
      read.manifest.kind === 'InfisicalStaticSecret' ? loginOf(read.manifest).claims : [],
    ),
  );
  const own = objects.filter(({ read }) => !claimed.has(read));
  const services = kept.filter(({ manifest }) => manifest.kind === 'Service');
  const ours = new Set(own.map(({ read }) => read));
  const rest = includeRest ? kept.filter((read) => !ours.has(read) && !claimed.has(read) && mayBeKept(read)) : [];
  const groups = groupsOf(own);
  const move = migrate ? mover(kept, stays) : undefined;
  const charts = groups.map((group) => draftedChart(group, { loginOf, services, move }));
  return withRest(charts, rest);
}

/** Moves resources one after the other, so that those of one namespace share their logins. */
function mover(kept: readonly ReadManifest[], stays: LeftOut[]): Drafting['move'] {
  const logins = madeLogins(kept.map(({ manifest }) => manifest));
  return (read, place) => {
    const result = migrated(read, place, logins);
    if ('make' in result) return result;
    stays.push({ read, reason: result.reason });
    return undefined;
  };
}

interface Context {
  readonly move: Drafting['move'];
  readonly loginOf: Drafting['loginOf'];
  readonly services: readonly ReadManifest[];
}

function draftedChart({ name, namespace, objects }: Group, { loginOf, services, move }: Context): Drafted {
  const place = { namespace };
  const generators = new Map(
    objects.flatMap(({ read: { manifest } }) =>
      manifest.kind === 'ClusterGenerator'
        ? [[manifest.metadata.name, (manifest.spec as { kind?: string } | undefined)?.kind] as const]
        : [],
    ),
  );
  const drafting = { place, loginOf, move, generatorKind: (generator: string) => generators.get(generator) };
  const isWorkload = ({ uses }: Adopted) => uses.length > 0;
  const resources = objects.filter((object) => !isWorkload(object)).map(({ read }) => resourceDraft(read, drafting));
  const secretsAt = (where: string | undefined) =>
    new Map(
      resources
        .flatMap((draft) => {
          const secret = managedSecretOfDraft(draft);
          if (secret === undefined || draft.standIn === undefined) return [];
          return [{ ...secret, address: draft.standIn.slice('managed '.length), isNear: secret.namespace === where }];
        })
        // The one of the workload's namespace wins.
        .sort((a, b) => Number(a.isNear) - Number(b.isNear))
        .map(({ name, address, keys }) => [name, { address, keys }]),
    );
  const workloads = objects.filter(isWorkload).map(({ read }) => {
    const service = services.find(({ manifest }) => mayBeServiceOf(manifest, read.manifest));
    return workloadDraft(read, place, secretsAt(read.manifest.metadata.namespace), service);
  });
  return { name, namespace, drafts: [...resources.sort(byForm), ...workloads] };
}

const ORDER: readonly Form[] = ['SecretGenerator', 'SyncedSecret', 'DynamicSecret', 'PushedSecret', 'ApiObject'];

function byForm(a: Draft, b: Draft): number {
  return ORDER.indexOf(a.form) - ORDER.indexOf(b.form);
}

/** What has nothing to do with Infisical stands at the end of the chart of its namespace. */
function withRest(charts: readonly Drafted[], rest: readonly ReadManifest[]): Drafted[] {
  const remaining = new Set(rest.filter((read) => !charts.some(({ drafts }) => declares(drafts, read))));
  const all = [...charts];
  for (const namespace of new Set([...remaining].map(({ manifest }) => manifest.metadata.namespace))) {
    const own = [...remaining].filter(({ manifest }) => manifest.metadata.namespace === namespace);
    const drafts = own.map((read) => raw(read, { place: { namespace } }));
    const at = all.findIndex((chart) => chart.namespace === namespace && chart.name === namespace);
    if (at >= 0) all[at] = { ...all[at], drafts: [...all[at].drafts, ...drafts] };
    else all.push({ name: freeName(namespace ?? 'cluster', all), namespace, drafts });
  }
  return all;
}

function declares(drafts: readonly Draft[], read: ReadManifest): boolean {
  return drafts.some(({ of, alsoOf }) => of === read || alsoOf.includes(read));
}

function freeName(wanted: string, charts: readonly Drafted[]): string {
  const taken = new Set(charts.map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-rest${number === 2 ? '' : `-${number - 1}`}`;
    if (!taken.has(name)) return name;
  }
}

/** A Secret with values in it goes nowhere. */
export function mayBeKept({ manifest: { kind, data, stringData } }: ReadManifest): boolean {
  return kind !== 'Secret' || (data === undefined && stringData === undefined);
}

/** The rule that no credential stands in a manifest. */
const CREDENTIAL = 'A10';

/** What a controller made is no declaration: ReplicaSets, pods and managed Secrets in an export of a cluster. */
function isMadeByAnother({ manifest: { metadata } }: ReadManifest): boolean {
  const { ownerReferences } = metadata as { ownerReferences?: unknown };
  return Array.isArray(ownerReferences) && ownerReferences.some((owner) => owner?.controller === true);
}

function reasonFor(read: ReadManifest, leaking: ReadonlySet<ReadManifest>): string {
  if (leaking.has(read) && read.manifest.kind !== 'Secret') {
    return 'a credential stands in it, which never goes into code: put it into a Secret in the cluster';
  }
  if (isMadeByAnother(read)) return 'a controller made it';
  return mayBeKept(read)
    ? 'it has nothing to do with Infisical'
    : 'it holds secret values, which never go into code: apply it as before, or have Infisical manage it';
}

/** What a construct complains of that is given what breaks the rule. */
const SAID_OF_PROPS: { readonly [rule: string]: readonly string[] } = { H5: ['H1'] };

/** Rules that stop a synthesis are switched off where they were broken before. */
function withSilences(charts: readonly Drafted[], found: ReturnType<typeof findingsIn>): PlannedChart[] {
  const rules = new Map<ReadManifest, Set<string>>();
  for (const { finding, read } of found) {
    if (finding.severity !== Severity.ERROR) continue;
    const known = rules.get(read) ?? new Set();
    for (const rule of [finding.rule, ...(SAID_OF_PROPS[finding.rule] ?? [])]) known.add(rule);
    rules.set(read, known);
  }
  return charts.map((chart) => {
    const broken = chart.drafts.flatMap((draft) => {
      const own = [draft.of, ...draft.alsoOf].flatMap((read) => [...(rules.get(read) ?? [])]);
      return own.length > 0 ? [[draft, [...new Set(own)].sort()] as const] : [];
    });
    return { ...chart, broken: new Map(broken) };
  });
}

function lookupIn(manifests: readonly ReadManifest[]): Lookup {
  const known = new Map(
    manifests.map((read) => {
      const { kind, metadata } = read.manifest;
      return [`${kind} ${metadata.namespace ?? ''}/${metadata.name}`, read];
    }),
  );
  return (kind, namespace, name) => known.get(`${kind} ${namespace ?? ''}/${name}`);
}

function byPlace(a: InputFinding, b: InputFinding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line;
}

export { objectName };
