import { grouped } from '../../lib/collections/grouped';
import { distinct } from '../../lib/collections/order';
import { type AppModel, modelOf } from '../../lib/model/app-model';
import { consumptionsOf } from '../../lib/model/consumption';
import { ignoredBecause } from '../../lib/model/ignored-rules';
import type { Manifest } from '../../lib/model/manifest';
import { type ManagedObject, managedAddress } from '../../lib/model/operator-resource';
import { quotedName } from '../../lib/text/key-name';
import { Severity } from '../../lib/validation/severity';
import {
  type FoundInInput,
  findingsIn,
  findingsInProgram,
  type InputFinding,
  inputFinding,
  type OperatorOfCluster,
  objectName,
  placesOf,
  problemFinding,
} from '../findings/input-findings';
import { withExportsOfOperator } from '../manifests/exports-of-operator';
import type { ReadManifest, ReadManifests } from '../manifests/read-manifests';
import { leaksIn } from './credentials/leaks';
import { findLeftOut, type LeftOut, REFUSED, whyNotDeclared } from './left-out';
import { restartedByMove } from './migration/restarted';
import { type WrittenByMany, writtenByMany } from './migration/several-writers';
import { stayingByKind } from './migration/staying';
import { asDeclared } from './model/as-declared';
import { type DraftedChart, draftCharts } from './model/charts';
import { keepJson } from './model/manifest-problem';
import { withoutDuplicates } from './model/without-duplicates';
import { type NeededRelease, neededRelease } from './needed-release';
import type { PlannedChart } from './program/declarations';
import type { ChartApart } from './program/environments/planned-project';
import type { ProgramFiles, ProgramOptions } from './program/files';
import { programOf } from './program/program';
import { toldWarnings } from './told-warnings';

/** What becomes of the manifests that were read. */
export interface Adoption {
  readonly charts: readonly PlannedChart[];
  readonly files: ProgramFiles;
  /** The objects that the program declares, as they were read. */
  readonly adopted: readonly ReadManifest[];
  readonly leftOut: readonly LeftOut[];
  readonly findings: readonly InputFinding[];
  /** The warnings among them that the program would be told, too. */
  readonly warnings: readonly FoundInInput[];
  readonly release: ClusterRelease;
  readonly migration?: Migration;
  /** What becomes of each environment, where the program declares several. */
  readonly environments?: readonly { readonly name: string; readonly adoption: Adoption }[];
  /** The charts that have a class for each environment. */
  readonly apart?: readonly ChartApart[];
}

/** What the program has to do with the release of the cluster. */
export interface ClusterRelease {
  /** Which one somebody has told. */
  readonly told?: string;
  /** The least that takes what the oldest refuses: without being told of it, the program would not synthesize. */
  readonly needed?: NeededRelease;
  /** The least that takes what the one that was told refuses. */
  readonly contradicted?: NeededRelease;
}

/** What became of the operator's resources of v1alpha1 on their way to v1beta1. */
export interface Migration {
  readonly migrated: readonly { readonly read: ReadManifest; readonly objects: readonly Manifest[] }[];
  readonly kept: readonly LeftOut[];
  /** What the operator restarts when the new resources sync for the first time. */
  readonly restarted: readonly ReadManifest[];
  /** What several resources write, of which one moves. */
  readonly contested: readonly WrittenByMany[];
}

export interface AdoptionOptions extends ProgramOptions {
  /** Also declare what has nothing to do with Infisical. */
  readonly includeRest: boolean;
  /** Move InfisicalSecrets to v1beta1 where that is possible. */
  readonly migrate?: boolean;
  /** The release of Kubernetes that the cluster has, where somebody has told it. */
  readonly kubernetesVersion?: string;
  readonly operator?: OperatorOfCluster;
}

/** The rule that no credential stands in plain text in a workload. */
const PLAIN_CREDENTIALS = 'C21';

/** Reads what the manifests mean, and writes the program that declares the same. */
export function adoptionOf(
  read: Pick<ReadManifests, 'manifests' | 'problems' | 'variables'>,
  options: AdoptionOptions,
): Adoption {
  const { manifests, problems, variables: variablesFilledIn } = keepJson(read);
  const { kept: single, findings: doubles } = withoutDuplicates(manifests.map(asDeclared));
  const kept = withExportsOfOperator(single);
  const { kubernetesVersion: told, operator } = options;
  const judged = (kubernetesVersion?: string) => findingsIn(kept, { kubernetesVersion, operator, variablesFilledIn });
  const found = judged(told);
  const { leaking, findingsOf } = leaksIn(kept, found);
  const stays: LeftOut[] = [];
  const app = modelOf(kept.map(({ manifest }) => ({ manifest })));
  const undeclared = undeclaredIn(kept, app);
  const declared = kept.filter((read) => !undeclared.has(read));
  const drafted = draftCharts(declared, {
    ...options,
    leaking,
    ...(undeclared.size === 0 && { app }),
    onStay: (read, reason) => stays.push({ read, reason }),
  });
  const drafts = drafted.charts.flatMap((chart) => chart.drafts);
  const inProgram = drafts.flatMap(({ of, alsoOf }) => [of, ...alsoOf]);
  const isDeclared = new Set(inProgram);
  const adopted = kept.filter((read) => isDeclared.has(read));
  // What is left out may be why a rule holds, or why it does not.
  const used = managedObjectsUsed(app);
  // Of what is left out for that, it is told of each place.
  const isToldAsLeak = ({ finding, read }: FoundInInput) =>
    finding.rule === PLAIN_CREDENTIALS && leaking.has(read) && drafted.concerned.has(read);
  const ofProgram = findingsInProgram(inProgram, told, operator);
  const release = releaseOf(inProgram, ofProgram, told);
  const lasting = lastingFindings(inProgram, ofProgram, release, operator);
  const charts = withSuppressions(drafted.charts, lasting);
  const moved = new Set(movedIn(charts).map(({ read }) => read));
  return {
    charts,
    files: charts.length === 0 ? new Map() : programOf(charts, options),
    adopted,
    leftOut: kept
      .filter((read) => !isDeclared.has(read))
      .map((read) =>
        findLeftOut(read, {
          ...drafted,
          leaking,
          because: undeclared.get(read),
          used: used.get(read.manifest),
        }),
      ),
    release,
    warnings: toldWarnings(lasting, found, moved),
    migration: options.migrate ? migrationOf(movedIn(charts), [...stays, ...stayingByKind(adopted)], kept) : undefined,
    findings: [
      ...problems.map(problemFinding),
      ...doubles,
      ...byRelease(found, release, isDeclared, judged)
        // Nobody mends here what others have made.
        .filter((one) => !isToldAsLeak(one) && !undeclared.has(one.read) && !isIgnored(one))
        .map(inputFinding),
      ...findingsOf(drafted.concerned),
      ...[...drafted.refused].map(refusedFinding),
    ].sort(byPlace),
  };
}

/** Whether the object says, with a reason, that the rule does not count for it. */
function isIgnored({ finding, read }: FoundInInput): boolean {
  return ignoredBecause(read.manifest, finding.rule) !== undefined;
}

/** What is no declaration of a user, and why. */
function undeclaredIn(
  manifests: readonly ReadManifest[],
  { managedObjects }: AppModel,
): ReadonlyMap<ReadManifest, string> {
  const managed = new Set(managedObjects.map(managedAddress));
  return new Map(
    manifests.flatMap((read) => {
      const reason = whyNotDeclared(read, managed);
      return reason === undefined ? [] : [[read, reason] as const];
    }),
  );
}

function releaseOf(
  program: readonly ReadManifest[],
  found: readonly FoundInInput[],
  told: string | undefined,
): ClusterRelease {
  const needed = neededRelease(told === undefined ? found : findingsInProgram(program));
  const contradicted = told === undefined ? undefined : neededRelease(found, told);
  return { ...(told && { told }), ...(needed && { needed }), ...(contradicted && { contradicted }) };
}

/** What the rules say of what was read, where what the program declares runs on a release that takes it. */
function byRelease(
  found: readonly FoundInInput[],
  { told, needed }: ClusterRelease,
  isDeclared: ReadonlySet<ReadManifest>,
  judged: (version: string) => FoundInInput[],
): readonly FoundInInput[] {
  if (told !== undefined || needed === undefined) return found;
  const ofRelease = judged(needed.version);
  const isLeft = placesOf(ofRelease);
  return [
    ...found.filter((one) => !isDeclared.has(one.read) && isLeft(one)),
    ...ofRelease.filter(({ read }) => isDeclared.has(read)),
  ];
}

/** What is wrong with the program, whatever the release of the cluster is: that which was told may be a mistake. */
function lastingFindings(
  program: readonly ReadManifest[],
  found: readonly FoundInInput[],
  { told, needed, contradicted }: ClusterRelease,
  operator: OperatorOfCluster | undefined,
): FoundInInput[] {
  const isOfRelease = placesOf(contradicted?.found ?? []);
  const isOfAnother = told === undefined && needed !== undefined;
  const lasting = isOfAnother ? findingsInProgram(program, needed.version, operator) : found;
  return lasting.filter((one) => !isOfRelease(one));
}

/** The managed objects that are used, by what uses them. */
function managedObjectsUsed(app: AppModel): ReadonlyMap<Manifest, readonly string[]> {
  const users = grouped(consumptionsOf(app), ({ workload }) => workload.resource.manifest);
  return new Map([...users].map(([user, all]) => [user, distinct(all.map(({ object }) => nameOf(object)))]));
}

function nameOf({ kind, name }: ManagedObject): string {
  return `managed ${kind} ${quotedName(name.value ?? '')}`;
}

function migrationOf(
  migrated: Migration['migrated'],
  stays: readonly LeftOut[],
  all: readonly ReadManifest[],
): Migration {
  const moved = migrated.map(({ read }) => read);
  return { migrated, kept: stays, restarted: restartedByMove(moved, all), contested: writtenByMany(moved, all) };
}

function movedIn(charts: readonly PlannedChart[]): Migration['migrated'] {
  return charts.flatMap(({ drafts }) =>
    drafts.flatMap(({ of: read, moved }) => (moved ? [{ read, objects: moved }] : [])),
  );
}

function refusedFinding({ file, line, column, manifest }: ReadManifest): InputFinding {
  return { file, line, column, severity: 'error', message: REFUSED, object: objectName(manifest) };
}

/** What a construct complains of that is given what breaks the rule. */
const SAID_OF_PROPS: ReadonlyMap<string, readonly string[]> = new Map([['H5', ['H1']]]);

/** Rules that stop a synthesis are switched off where they were broken before. */
function withSuppressions(charts: readonly DraftedChart[], found: readonly FoundInInput[]): PlannedChart[] {
  const rules = new Map<ReadManifest, Set<string>>();
  for (const { finding, read } of found) {
    if (finding.severity !== Severity.ERROR) continue;
    const known = rules.get(read) ?? new Set();
    for (const rule of [finding.rule, ...(SAID_OF_PROPS.get(finding.rule) ?? [])]) known.add(rule);
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

function byPlace(a: InputFinding, b: InputFinding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
