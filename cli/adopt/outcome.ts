import { formsIn } from '../comparison/canonical';
import type { EqualForm } from '../comparison/equal-forms';
import { inputFinding, objectName } from '../findings/input-findings';
import type { ReadManifest, TakenOff } from '../manifests/read-manifests';
import type { Adoption, ClusterRelease, Migration } from './adoption';
import type { AppliedFix } from './fixes/apply-fixes';
import type { Installation } from './installation';
import type { LeftOut } from './left-out';
import type { NamedNamespaces } from './namespaces/given-namespaces';
import type { ObjectDifference } from './round-trip/comparison';
import type { PackagesToRun } from './round-trip/packages-to-run';
import { rulesSwitchedOff } from './rules-switched-off';
import { workloadFigures } from './workload-figures';

/** Whether what comes out is what went in. */
export type Verification =
  | {
      readonly state: 'done';
      readonly differences: readonly ObjectDifference[];
      /** Version of the compiler; absent where the project has none. */
      readonly compiler?: string;
      readonly typeErrors: readonly string[];
      /** What kept the program from doing harm while it was run. */
      readonly protection: string;
      /** What it was run with. */
      readonly packages: Pick<PackagesToRun, 'of' | 'versions'>;
    }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'missing'; readonly reason: string }
  | { readonly state: 'skipped' };

export interface Outcome {
  readonly folder: string;
  readonly adoption: Adoption;
  /** What became of the objects that name no namespace; absent where all do. */
  readonly namespaces?: Pick<NamedNamespaces, 'given' | 'unknown'>;
  readonly files: readonly string[];
  readonly fixes: readonly AppliedFix[];
  /** How many more `--fix` would put right. */
  readonly mendable: number;
  /** The release that the configuration has to name, and whether it could be put in. */
  readonly kubernetesVersion?: { readonly version: string; readonly isWritten: boolean };
  /** Where package.json takes the library from now; absent where that did not change. */
  readonly library?: string;
  /** How many warnings the configuration suppresses now, as they were so before. */
  readonly suppressedWarnings?: number;
  /** Absent where nobody asked for it. */
  readonly installation?: Installation;
  readonly verification: Verification;
  /** Whether all that was given could be read. */
  readonly isComplete: boolean;
}

/** The outcome as JSON: names and places, no values. */
export function outcomeAsJson(outcome: Outcome): object {
  const { folder, adoption, namespaces, files, fixes, kubernetesVersion, library, installation, verification } =
    outcome;
  return {
    folder,
    files,
    ...(adoption.environments && { environments: adoption.environments.map(({ name }) => name) }),
    ...(adoption.apart && { chartsApart: adoption.apart }),
    adopted: adoption.adopted.map(placeOf),
    leftOut: adoption.leftOut.map(withReason),
    workloads: workloadsAsJson(adoption),
    ...(namespaces && { namespaces: namespacesAsJson(namespaces) }),
    forms: equalForms(adoption).map(({ form, same, reason, count }) => ({ form, same, reason, count })),
    findings: adoption.findings,
    suppressedWarnings: outcome.suppressedWarnings ?? 0,
    rulesSwitchedOff: rulesSwitchedOff(adoption),
    fixes,
    kubernetes: releaseAsJson(adoption.release, kubernetesVersion),
    ...(adoption.migration && { migration: migrationAsJson(adoption.migration) }),
    ...(library !== undefined && { library }),
    ...(installation && { installation }),
    verification,
  };
}

function workloadsAsJson({ charts }: Adoption): object {
  const { workloads, raw, podFields, throughPodSpec, fields } = workloadFigures(charts.flatMap(({ drafts }) => drafts));
  return {
    count: workloads,
    asTheyStand: raw.map(withReason),
    podFields,
    throughPodSpec,
    fieldsThroughPodSpec: fields,
  };
}

function releaseAsJson({ told, needed, contradicted }: ClusterRelease, written: Outcome['kubernetesVersion']): object {
  const needs = contradicted ?? needed;
  return {
    ...(told !== undefined && { told }),
    ...(needs && {
      needed: needs.version,
      for: needs.found.map(inputFinding).map(({ object, file, line, at }) => ({ object, file, line, at })),
    }),
    ...(written && { version: written.version, isWritten: written.isWritten }),
  };
}

function namespacesAsJson({ given, unknown }: NonNullable<Outcome['namespaces']>): object {
  return {
    given: given.map(({ namespace, from, objects }) => ({ namespace, from, objects: objects.map(placeOf) })),
    unknown: unknown.map(placeOf),
  };
}

function migrationAsJson({ migrated, kept, restarted }: Migration): object {
  return {
    migrated: migrated.map(({ read, objects }) => ({ ...placeOf(read), becomes: objects.map(objectName) })),
    kept: kept.map(withReason),
    restarts: restarted.map(placeOf),
  };
}

function placeOf({ manifest, file, line }: ReadManifest) {
  return { object: objectName(manifest), file, line };
}

function withReason({ read, reason }: LeftOut) {
  return { ...placeOf(read), reason };
}

const TAKEN_OFF: Readonly<Record<TakenOff, Omit<EqualForm, 'edits'>>> = {
  status: { form: 'the status', same: 'none', reason: 'controllers write it' },
  'restart annotations': {
    form: 'the annotations by which the operator restarts pods',
    same: 'none',
    reason: 'it writes them with each change; an apply leaves those of the live object as they are',
  },
  'finalizers of Kubernetes': {
    form: 'finalizers of Kubernetes',
    same: 'none',
    reason: 'its controllers add them, and take them away',
  },
  addresses: {
    form: 'the addresses of a live Service',
    same: 'none',
    reason:
      'the cluster chooses them and their family, and a Service that is there keeps its own; put back what you chose yourself',
  },
};

/** The forms that come out otherwise and mean the same, with how often. */
export function equalForms({ adopted }: Adoption) {
  const all = adopted.flatMap(({ manifest, takenOff = [] }) => [
    ...formsIn(manifest),
    ...takenOff.map((one) => TAKEN_OFF[one]),
  ]);
  return [...new Set(all)].map((form) => ({ ...form, count: all.filter((one) => one === form).length }));
}
