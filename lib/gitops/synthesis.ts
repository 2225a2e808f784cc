import { withOneRenderingEach } from '../evaluation/one-rendering';
import { renderingFailure } from '../evaluation/rendering-failure';
import { type FindingRecord, recordOfLine } from '../evaluation/report/finding-record';
import { keepAndRefuse, refuse } from '../evaluation/report/keep-and-refuse';
import { reportOf } from '../evaluation/report/report-error';
import { withWholeStack } from '../evaluation/report/thrown-at';
import type { AppSynthesis } from './app-synthesis';
import { type ClaimedFolder, claimFolder, keepApart } from './folder-claims';
import { makeOutputFolder } from './manifest-folder';
import type { OutputFolder } from './process-run';
import { commitAll, type ProjectPart, type Staged } from './project-part';

export interface AppOfRun {
  readonly synthesis: AppSynthesis;
  readonly number: number;
  /** Where it is written; undefined if it is only checked. */
  readonly output: OutputFolder | undefined;
}

/** What is checked as one, and written as one. */
export interface Run {
  /** Who keeps the warnings. */
  readonly owner: object;
  /** What comes of errors, where other apps of the program may have been written. */
  readonly outcome?: string;
  /** The folder of its environments, where the program may have others of the same names. */
  readonly folder?: string;
  readonly apps: readonly AppOfRun[];
  readonly parts: readonly ProjectPart[];
  /** What there is to say beside that. */
  readonly findings: () => readonly FindingRecord[];
  /** Folders that belong to it beside those of its apps. */
  readonly claims: readonly {
    readonly output: OutputFolder;
    readonly number: number;
    readonly names: readonly string[];
  }[];
}

/**
 * All that there is to say of a run.
 *
 * @param causes gets what was thrown on the way
 */
export function findingsOfRun(run: Run, causes: unknown[] = []): FindingRecord[] {
  return withRendering(run, () => evaluate(run, causes));
}

function withRendering<T>({ apps }: Run, evaluate: () => T): T {
  return withOneRenderingEach(
    apps.map(({ synthesis }) => synthesis.app),
    evaluate,
  );
}

function evaluate(run: Run, causes: unknown[]): FindingRecord[] {
  const { apps, parts, findings } = run;
  const ofApps = apps.flatMap(({ synthesis }) => orFinding(synthesis.environment, causes, () => synthesis.findings()));
  // Last, as it looks at what those have read.
  const own = findings();
  for (const { synthesis } of apps) synthesis.forgetResources();
  return withProjectFolder(run, [
    ...own,
    ...ofApps.filter((finding) => !own.some((mistake) => explains(mistake, finding))),
    ...parts.flatMap((part) => orFinding(undefined, causes, () => part.findings())),
  ]);
}

/** With environments that no other project of the program has. */
function withProjectFolder({ folder }: Run, findings: readonly FindingRecord[]): FindingRecord[] {
  return findings.map((finding) => {
    const { environment } = finding;
    return folder === undefined || environment === undefined
      ? finding
      : { ...finding, environment: `${folder}/${environment}` };
  });
}

/** An environment whose namespace is no name for one says so once, and not for each object in it. */
function explains(mistake: FindingRecord, { rule, environment, namespace }: FindingRecord): boolean {
  return (
    rule === 'N2' &&
    namespace !== undefined &&
    mistake.namespace === namespace &&
    mistake.environment === environment &&
    mistake.rule === undefined
  );
}

/**
 * Checks all, renders all beside their places, and puts all there.
 *
 * @throws with all that is wrong; nothing is written then
 */
export function synthesize(run: Run): void {
  withWholeStack(() => withRendering(run, () => write(run)));
}

function write(run: Run): void {
  const written = run.apps.flatMap(({ output, ...app }) => (output === undefined ? [] : [{ ...app, output }]));
  const causes: unknown[] = [];
  const ofFolders = written.flatMap(({ synthesis }) => synthesis.folderFindings());
  const findings = [...findingsOfRun(run, causes), ...withProjectFolder(run, ofFolders)];
  withFirstCause(causes, () => keepAndRefuse(run.owner, findings, run.outcome));
  const claimed: { readonly claim: ClaimedFolder; readonly names: () => readonly string[] }[] = [];
  const staged: Staged[] = [];
  try {
    keepApart(written.map(({ output }) => output));
    for (const { output, number, names } of run.claims) {
      claimed.push({ claim: claimFolder(output, number, []), names: () => names });
    }
    for (const { synthesis, number, output } of written) {
      for (const folder of synthesis.folders()) {
        const claim = claimFolder({ ...output, folder }, number, synthesis.names());
        claimed.push({ claim, names: () => synthesis.namesWritten(folder) });
      }
    }
    stageAll([...written.map(({ synthesis }) => synthesis), ...run.parts], staged, run);
    commitAll(staged);
    if (written.length === 0 && run.parts.length > 0) makeOutputFolder();
  } catch (error) {
    for (const one of [...staged].reverse()) one.discard();
    for (const { claim } of [...claimed].reverse()) claim.given();
    throw error;
  }
  for (const { claim, names } of claimed) claim.written(names());
}

/** Stages as many as can be, so that all that fails is told at once. */
function stageAll(
  all: readonly { stage(): Staged; readonly environment?: string | undefined }[],
  staged: Staged[],
  run: Run,
): void {
  const causes: unknown[] = [];
  const failures = all.flatMap((one) =>
    orFinding(one.environment, causes, () => {
      staged.push(one.stage());
      return [];
    }),
  );
  withFirstCause(causes, () => refuse(withProjectFolder(run, failures), run.outcome));
}

/** What is thrown, by a Lazy value for example, is a finding in its environment. Outside of one it stays what it is. */
function orFinding(
  environment: string | undefined,
  causes: unknown[],
  run: () => readonly FindingRecord[],
): readonly FindingRecord[] {
  try {
    return run();
  } catch (error) {
    const findings = reportOf(error)?.findings;
    const named = environment === undefined ? {} : { environment };
    if (findings !== undefined) return findings.map((finding) => ({ ...named, ...finding }));
    if (environment === undefined) throw error;
    causes.push(error);
    return [recordOfLine(lineOf(error), environment)];
  }
}

/** What cdk8s says of an object, in the form in which it puts mistakes together. */
function lineOf(error: unknown): string {
  const { path, reason } = renderingFailure(error);
  return path === undefined ? reason : `[${path}] it cannot be rendered: ${reason}`;
}

/** Whoever looks for the reason of an error finds the first one that was thrown. */
function withFirstCause(causes: readonly unknown[], refuseAll: () => void): void {
  try {
    refuseAll();
  } catch (error) {
    throw causes.length === 0 ? error : Object.assign(error as Error, { cause: causes[0] });
  }
}
