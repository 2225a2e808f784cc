import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { distinctFindings, type FindingRecord, isError } from '../../lib/evaluation/report/finding-record';
import type { OutputPlaces } from '../files/output-places';
import type { WrittenManifests } from '../manifests/written-manifests';
import type { Progress } from '../terminal/progress';
import { say } from '../terminal/terminal-text';
import { tell } from '../terminal/writer';
import { findingsIn } from './app/app-findings';
import { appVariables, recordsForUs } from './app/app-variables';
import { loadedIn } from './app/loaded-files';
import { AppFailure, runApp } from './app/run-app';
import { assertStartable } from './app/startable';
import type { StartedAhead } from './app/started-ahead';
import type { FoundBetweenFolders } from './between-folders';
import { type ChangedFile, changedFiles } from './changes';
import type { Diff } from './diff/diff';
import type { Interruption } from './interruption';
import { type LocalFile, localChanges, localFilesIn, outboxPath } from './local-files';
import { type Composition, composeOutput, type TakeOver } from './output/compose';
import { entriesIn, isConstructMetadata, isManifest } from './output/folder-entries';
import { noteApp } from './output/orphan';
import { CLAIMS_FOLDER, FINDINGS_FOLDER, LOADED_FILE } from './output/run-folder';
import { assertWritten } from './output/written';
import type { ProjectSettings } from './project-settings';
import { constructPaths } from './validations/construct-paths';
import type { Violated, WrittenOutput } from './validations/validate';

export interface SynthResult {
  /** The output folder as the user wrote it. */
  readonly output: string;
  readonly changes: readonly ChangedFile[];
  /** What changes beside the output folder: the files of a LocalStack. */
  readonly localFiles: readonly ChangedFile[];
  readonly manifests: number;
  readonly violations: readonly Violated[];
  /** What changes in the objects; only where it was asked for. */
  readonly diff?: Diff;
}

/** What is known of a synth while it runs, also if it fails then. */
export interface Course {
  /** What the app and our plugin have found. */
  readonly findings: FindingRecord[];
  /** All of these, and the errors that an app which has failed may have caught: it has told these itself. */
  withCaught?: readonly FindingRecord[];
  /** The output folder as the user wrote it. */
  output?: string;
  /** The files that the app has loaded, as far as that is known. */
  loaded?: readonly string[];
}

/** What was prepared for a run before it was asked for. */
export interface PreparedRun {
  /** The name of its folder. */
  readonly name: string;
  /** A process of the app that waits for it. */
  readonly process?: StartedAhead | undefined;
}

/** What a synth shows and tells while it runs, and what may end it. */
export interface Surroundings {
  readonly progress: Progress;
  readonly course: Course;
  readonly interruption: Interruption;
  readonly prepared?: PreparedRun;
  /** The manifests that were read in earlier runs. */
  readonly written?: WrittenManifests;
  /** Whether an app that cannot be read is told in short. */
  readonly isBrief?: boolean;
}

export interface Job extends Surroundings {
  /** The folder of the project. */
  readonly folder: string;
  readonly settings: ProjectSettings;
  readonly places: OutputPlaces;
  readonly mayBeQuick: boolean;
  /** Whether where an error was thrown is shown too. */
  readonly isVerbose: boolean;
  /** Whether it is told what changes in the objects. */
  readonly hasDiff: boolean;
}

export interface NewOutput {
  readonly result: SynthResult;
  readonly composition: Composition;
  readonly localFiles: readonly LocalFile[];
}

/** How the new output folder gets files of the old one: linked, or copied where nothing of the old one may be touched. */
export interface OldOutput {
  /** Where the old one can be read. */
  readonly path: string;
  readonly takeOver: TakeOver;
}

/** Makes the whole new output folder somewhere else, and tells how it differs from the one that there is. */
export async function makeOutput(job: Job, next: string, old: OldOutput): Promise<NewOutput> {
  const { folder, settings, progress, course } = job;
  const { output, validations, pluginsFolder } = settings;
  await run(job, next, old.path);
  progress.step('comparing with what there was');
  const constructs = constructPaths(next, entriesIn(next).keys());
  if (recordsForUs(settings)) for (const parent of constructs.keys()) removeMetadata(join(next, parent));
  const composition = composeOutput(old.path, next, old.takeOver);
  const manifests = [...composition.entries.keys()].filter(isManifest);
  const changes = await changedFiles(old.path, next, composition);
  const others = settings.isElsewhere ? tellLeftOut(next) : localFilesIn(folder, outboxPath(next));
  const localFiles = localChanges(folder, others);
  const validated = { folder: next, output, manifests, foreign: composition.foreign, constructs };
  const between = await findBetween(job, validated);
  course.findings.push(...between.findings);
  const diff = await diffOf(job, next, old.path, composition);
  const violated = between.violations;
  const result = { output, changes, localFiles, manifests: manifests.length, violations: violated, ...diff };
  if (validations.length === 0) return { result, composition, localFiles: others };
  progress.step('validating');
  const { validate } = await import('./validations/validate.js');
  const ownPackage = join(__dirname, '..', '..', 'package.json');
  const tellFindings = (found: readonly FindingRecord[]) => void course.findings.push(...found);
  const violations = await validate(validations, validated, {
    project: folder,
    pluginsFolder,
    ownPackage,
    told: [...course.findings],
    tellFindings,
  });
  return { result: { ...result, violations: [...result.violations, ...violations] }, composition, localFiles: others };
}

/** What tells that is loaded for it. */
async function diffOf({ hasDiff, settings, written }: Job, next: string, old: string, { changes }: Composition) {
  if (!hasDiff) return {};
  const { diffOfFolders, NO_DIFF } = await import('./diff/diff.js');
  const isNone = ![...changes.keys()].some(isManifest);
  return { diff: isNone ? NO_DIFF : diffOfFolders(old, next, settings.output, written) };
}

/** What folders do to each other; our own plugin looks at that too. */
async function findBetween({ settings: { validations } }: Job, written: WrittenOutput): Promise<FoundBetweenFolders> {
  const isSingle = new Set(written.manifests.map((file) => dirname(file))).size < 2;
  if (isSingle || validations.some(({ class: name }) => name === 'InfisicalValidation')) {
    return { findings: [], violations: [] };
  }
  const { findBetweenFolders } = await import('./between-folders.js');
  return findBetweenFolders(written, join(dirname(written.folder), CLAIMS_FOLDER));
}

/** What goes elsewhere leaves the project as it is. */
function tellLeftOut(next: string): [] {
  if (existsSync(outboxPath(next))) {
    tell(say`the files of the local stack are not written: they belong to the output folder of cdk8s.yaml\n`);
  }
  return [];
}

async function run(job: Job, next: string, old: string): Promise<void> {
  const { folder, settings, mayBeQuick, isVerbose, prepared } = job;
  const { progress, interruption, isBrief } = job;
  const { app } = settings;
  assertStartable(app, folder);
  progress.stepOfOthers(`running ${app}`);
  const outbox = outboxPath(next);
  const [claims, found] = [CLAIMS_FOLDER, FINDINGS_FOLDER].map((name) => join(dirname(next), name)) as [string, string];
  const folders = [claims, found];
  for (const one of folders) mkdirSync(one);
  const env = appVariables(next, settings, isVerbose);
  const loaded = prepared && join(dirname(next), LOADED_FILE);
  const reset = () => {
    for (const written of [next, outbox, ...folders]) rmSync(written, { recursive: true, force: true });
    for (const one of folders) mkdirSync(one);
  };
  const onStart = (pid: number) => noteApp(dirname(next), pid);
  let end: Parameters<typeof findingsIn>[1] = 'failed';
  try {
    const ahead = prepared?.process;
    const shown = { progress, isBrief };
    await runApp({ app, folder, outdir: next, mayBeQuick, env, reset, onStart, interruption, ...shown, loaded, ahead });
    end = existsSync(next) ? 'well' : 'without output';
  } finally {
    if (loaded !== undefined) job.course.loaded = loadedIn(loaded);
    for (const finding of distinctFindings(findingsIn(found, end))) job.course.findings.push(finding);
    if (end === 'failed')
      job.course.withCaught = distinctFindings([...job.course.findings, ...findingsIn(found, 'without output')]);
  }
  if (job.course.findings.some(isError)) {
    throw new AppFailure(`the app "${app}" has gone on after an error, and what it has written is not whole`);
  }
  assertWritten(app, next, old);
}

function removeMetadata(folder: string): void {
  for (const file of entriesIn(folder).keys())
    if (isConstructMetadata(file)) rmSync(join(folder, file), { force: true });
}
