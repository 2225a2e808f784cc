import type { Manifest } from '../../lib/validation/manifest';
import { Severity } from '../../lib/validation/rule';
import type { ReadManifest, ReadManifests } from '../manifests/read-manifests';
import { findingsIn, type InputFinding, inputFinding, problemFinding } from './findings';
import { type Drafted, draftedCharts, mayBeKept } from './model/charts';
import { declared } from './model/declared';
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
export function adoptionOf(
  { manifests, problems }: Pick<ReadManifests, 'manifests' | 'problems'>,
  options: AdoptionOptions,
): Adoption {
  const { kept, findings: doubles } = unique(manifests.map(declared));
  const found = findingsIn(kept);
  const leaking = new Set(found.flatMap(({ finding, read }) => (finding.rule === CREDENTIAL ? [read] : [])));
  const stays: LeftOut[] = [];
  const drafted = draftedCharts(
    kept.filter((read) => !leaking.has(read) && !isMadeByAnother(read)),
    { ...options, onStay: (read, reason) => stays.push({ read, reason }) },
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

function byPlace(a: InputFinding, b: InputFinding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line;
}
