import { isTest } from '../evaluation/report/test-run';

/** What all copies of this library in one process know together. */
export interface ProcessRun {
  /** How many apps and projects were made. */
  apps: number;
  readonly claims: Map<string, Claim>;
  /** What was made and not synthesized yet. */
  declared?: Map<number, Declared>;
}

/** Somebody who writes folders, as a message names it. */
interface Claimant {
  /** Tells it from all others of the process: how many were made before it. */
  readonly number: number;
  readonly title: string;
}

/** Who has written a folder. */
export interface Claim extends Claimant {
  /** How many apps there were when it was written. */
  readonly appsThen: number;
  readonly folder: string;
  readonly isOfProject: boolean;
  /** What it has written: while one of these files is there, it could get lost. */
  readonly files: readonly string[];
}

/** A folder of which there must not be two. */
export interface OutputFolder {
  readonly folder: string;
  /**
   * Names of environments that differ in nothing but case are one on many disks. In the folder of a project there are
   * those of its environments only.
   */
  readonly kind: 'outdir' | 'environment' | 'project';
  /** Who writes it, as a message names it. */
  readonly title: string;
  /** Whether a project has checked it together with its other folders. */
  readonly isOfProject?: boolean;
}

/** An app, a project or a stack that was not synthesized yet. */
export interface Declared {
  readonly title: () => string;
  /** What is wrong with it, where synthesizing it would not help. */
  readonly mistake?: () => string | undefined;
  /** The line of the program that declared it. */
  readonly at: () => string | undefined;
  /** Whether something else was written, and nothing of it. */
  readonly isOneOfSeveral?: () => boolean;
  /** Whether it is only there to be named by others. */
  readonly isEmpty?: () => boolean;
  /** How its variable is called in messages. */
  readonly noun: string;
  /** Other copies of the library read it by this name. */
  readonly places: () => readonly OutputFolder[];
}

const RUN = Symbol.for('cdk8s-infisical.folder-claims');

export function thisRun(): ProcessRun {
  const shared = globalThis as { [RUN]?: ProcessRun };
  shared[RUN] ??= { apps: 0, claims: new Map() };
  return shared[RUN];
}

export function takeNumber(): number {
  return thisRun().apps++;
}

/** Tests, and programs that watch files, play run after run in one process: there, an app that is made after another was written is a later run. */
export function playsManyRuns(): boolean {
  return isTest() || WATCHING.some((name) => process.getActiveResourcesInfo().includes(name));
}

/** What Node calls the watchers of files. */
const WATCHING = ['FSEventWrap', 'StatWatcher'];
