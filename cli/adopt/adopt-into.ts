import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CONFIGURATION_FILE } from '../../lib/configuration/configuration';
import { configurationIn, configurationOf } from '../configuration/configuration';
import type { Library } from '../files/library-source';
import { nearestPackage } from '../files/packages';
import type { NamespaceOptions } from '../manifests/namespace-option';
import type { RenderOptions } from '../render/options';
import { ExitCode } from '../terminal/exit-code';
import { type Progress, showProgress } from '../terminal/progress';
import { type Adoption, adoptionOf } from './adoption';
import { toldOperator, toldVersion, versionToTell, withVersion } from './cluster-version';
import { adoptionOfEnvironments } from './environments/environments-adoption';
import { type Inputs, readInputs } from './environments/read-inputs';
import { installPackages } from './installation';
import { stillAppliedIn } from './left-out';
import { packageJsonWith } from './library-dependency';
import { handoverPlan, isPlanNeeded } from './migration/handover-plan';
import type { Outcome, Verification } from './outcome';
import { assertInside } from './output-paths';
import { projectFiles, writeProject } from './project-files';
import type { ObjectDifference } from './round-trip/comparison';
import { type Ran, synthesize } from './round-trip/synthesis';
import { typeCheck } from './round-trip/type-check';
import { differencesIn } from './round-trip/verification';
import { suppressionsOf, withSuppressions } from './tolerated-warnings';

export interface AdoptOptions extends NamespaceOptions, RenderOptions {
  readonly out: string;
  readonly force: boolean;
  readonly fix: boolean;
  readonly migrate: boolean;
  readonly includeRest: boolean;
  readonly verify: boolean;
  /** Whether each path is an environment; undefined where the names of folders say it. */
  readonly environments?: boolean;
  /** Have npm install what the program needs. */
  readonly install?: boolean;
  /** Where npm gets the library, if not from its registry. */
  readonly library?: Library;
}

/**
 * Writes the program for the manifests, runs it, and holds what comes out against what was read.
 *
 * @throws if there is nothing to read or to adopt, or if files would be overwritten
 */
export async function adoptInto(paths: readonly string[], options: AdoptOptions): Promise<Outcome> {
  const progress = showProgress();
  try {
    return await adopt(paths, options, progress);
  } finally {
    progress.end();
  }
}

async function adopt(paths: readonly string[], options: AdoptOptions, progress: Progress): Promise<Outcome> {
  const { update } = progress;
  const { out: folder, force, library } = options;
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) {
    throw new Error(`${folder} is no folder: write elsewhere with --out`);
  }
  const project = configurationIn(folder);
  update('reading the manifests');
  const inputs = await readInputs(paths, options);
  const { fixes, mendable, namespaces, problems } = inputs;
  update(`writing the program for ${inputs.count} objects`);
  const adoption = adoptionOfInputs(inputs, options, project);
  const hasProgram = adoption.files.size > 0;
  if (!hasProgram && adoption.findings.length === 0)
    throw new Error(`there is nothing to adopt in ${paths.join(', ')}: ${NOTHING}`);
  const { configuration, ...told } = configurationFor(adoption, project);
  const dependency = force && library && hasProgram ? packageJsonWith(folder, library) : undefined;
  const files = filesOf(adoption, { folder, library, configuration, dependency });
  assertInside(folder, files.keys());
  writeProject(folder, files, { force, merged: [CONFIGURATION_FILE] });
  if (options.install) progress.step('npm install');
  const installation =
    options.install && hasProgram
      ? await installPackages(resolve(folder), library?.source, dependency !== undefined)
      : undefined;
  update('running the program, and comparing');
  return {
    folder,
    adoption,
    namespaces,
    files: [...files.keys()],
    fixes,
    mendable,
    ...told,
    ...(dependency !== undefined && { library: library?.source }),
    ...(installation && { installation }),
    verification: options.verify && hasProgram ? await verify(resolve(folder), adoption) : { state: 'skipped' },
    isComplete: problems.length === 0,
  };
}

type ProjectConfiguration = ReturnType<typeof configurationIn>;

function adoptionOfInputs(
  { environments, single }: Inputs,
  { out, includeRest, migrate }: AdoptOptions,
  project: ProjectConfiguration,
): Adoption {
  const settings = {
    extension: nearestPackage(out).type === 'module' ? '.js' : '',
    includeRest,
    migrate,
    kubernetesVersion: toldVersion(project),
    operator: toldOperator(project),
  } as const;
  return environments === undefined ? adoptionOf(single, settings) : adoptionOfEnvironments(environments, settings);
}

/** What the configuration of the project shall be, if otherwise than it is, and what is told of it. */
function configurationFor(adoption: Adoption, project: ProjectConfiguration) {
  const version = versionToTell(adoption.release, project);
  const versioned = version === undefined ? undefined : withVersion(project, version);
  const suppressed = withSuppressions(
    versioned ? { bytes: Buffer.from(versioned), configuration: configurationOf(versioned) } : project,
    suppressionsOf(adoption),
  );
  return {
    configuration: suppressed ?? versioned,
    ...(version !== undefined && { kubernetesVersion: { version, isWritten: versioned !== undefined } }),
    suppressedWarnings: suppressed === undefined ? 0 : adoption.warnings.length,
  };
}

const NOTHING = 'no resource of the Infisical operator, and no workload that uses one';

interface ProjectParts {
  readonly folder: string;
  readonly library?: Library;
  /** What its configuration shall be. */
  readonly configuration?: string | Uint8Array;
  /** The package.json that is there, with the library from elsewhere. */
  readonly dependency?: string;
}

function filesOf(
  { files, migration, leftOut }: Outcome['adoption'],
  { folder, library, configuration, dependency }: ProjectParts,
): Map<string, string | Uint8Array> {
  return new Map<string, string | Uint8Array>([
    ...files,
    ...(files.size > 0 ? projectFiles(folder, files, { library, stillApplied: stillAppliedIn(leftOut) }) : []),
    ...(migration && isPlanNeeded(migration) ? [['MIGRATION.md', handoverPlan(migration)] as const] : []),
    ...(dependency ? [['package.json', dependency] as const] : []),
    ...(configuration ? [[CONFIGURATION_FILE, configuration] as const] : []),
  ]);
}

async function verify(folder: string, adoption: Outcome['adoption']): Promise<Verification> {
  const [synthesis, types] = await Promise.all([synthesize(folder, adoption.files), typeCheck(folder)]);
  if ('missing' in synthesis) return { state: 'missing', reason: synthesis.missing };
  if ('failure' in synthesis) return { state: 'failed', reason: synthesis.failure };
  return {
    state: 'done',
    protection: synthesis.protection,
    packages: { of: synthesis.packages.of, versions: synthesis.packages.versions },
    differences: differencesOf(synthesis, adoption),
    compiler: types?.version,
    typeErrors: types?.errors ?? [],
  };
}

/** Each environment has a folder of its own, and comes out as it went in by itself. */
function differencesOf({ documents, folders }: Ran, adoption: Adoption): ObjectDifference[] {
  const { environments } = adoption;
  if (environments === undefined) return differencesIn(documents, adoption);
  return environments.flatMap(({ name, adoption: own }) => differencesIn(folders.get(name) ?? [], own));
}

export function exitCodeOf({ installation, verification, adoption, isComplete }: Outcome): number {
  if (verification.state === 'missing' || installation?.state === 'failed' || !isComplete) return ExitCode.FAILURE;
  const isWrong =
    verification.state === 'failed' ||
    (verification.state === 'done' && verification.differences.length + verification.typeErrors.length > 0);
  const wasWrong = adoption.findings.some(({ severity }) => severity === 'error');
  return isWrong || wasWrong ? ExitCode.FINDINGS : ExitCode.SUCCESS;
}
