import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { discardOnFailure } from '../../lib/files/discard-on-failure';
import { stageFiles } from '../../lib/files/staged-files';
import { asideNotices, readWholeLater } from '../files/readable-output';
import { lines, say } from '../terminal/terminal-text';
import { tellNote } from '../terminal/writer';
import { type Job, makeOutput, type NewOutput, type Surroundings, type SynthResult } from './new-output';
import { verifyForeign } from './output/compose';
import { remove } from './output/discard';
import { type HeldLock, withLock } from './output/lock';
import { placesForOutput } from './output/output-folder';
import { prepareRun } from './output/prepare-run';
import { isWithinRun, verifyRun } from './output/run-folder';
import { swap } from './output/swap';
import { shownPath } from './output/work-folder';
import { writeError } from './output/write-errors';
import { projectSettings, type SettingsOverrides } from './project-settings';

export interface SynthOptions extends SettingsOverrides {
  /** Shows where an error was thrown too. */
  readonly verbose?: boolean;
  /** Only tells what would change. */
  readonly check?: boolean;
  /** Tells what changes in the objects, and in who gets which key. */
  readonly diff?: boolean;
  /** Whether the app may be started faster than by its command line, with what is kept for that. */
  readonly cache?: boolean;
  /** How many seconds it waits for another synth of the same folder. */
  readonly wait: number;
}

/** A check in CI is the last word: it trusts nothing that is kept. */
function mayBeQuick({ cache, check }: SynthOptions): boolean {
  return cache !== false && !(check && isCi());
}

function isCi(): boolean {
  return !['', '0', 'false'].includes(process.env.CI ?? '');
}

/**
 * Runs the app of a project into a folder of its own, validates what it wrote, and only then puts that in the place of
 * the output folder, together with the files beside it. Whatever goes wrong leaves all of them as they were.
 *
 * @throws if the app fails or writes nothing, and where something cannot be read or written
 */
export async function synth(folder: string, options: SynthOptions, surroundings: Surroundings): Promise<SynthResult> {
  const settings = await projectSettings(folder, options);
  const { output } = settings;
  surroundings.course.output = output;
  const isVerbose = options.verbose === true;
  const hasDiff = options.diff === true;
  const job = { folder, settings, mayBeQuick: mayBeQuick(options), isVerbose, hasDiff, ...surroundings };
  try {
    const places = placesForOutput(resolve(folder, output), output, folder);
    return await (options.check ? check({ ...job, places }) : replace({ ...job, places }, options.wait));
  } catch (error) {
    throw writeError(error, output);
  }
}

function replace(job: Job, wait: number): Promise<SynthResult> {
  const { settings, places, progress, interruption } = job;
  const onWait = (holder: string) => {
    if (isWithinRun(places.lock)) {
      throw new Error(
        `the app runs a synth of ${settings.output} while it is run by one (${holder}), and each would wait for the other: take that out of the app`,
      );
    }
    tellNote(say`${holder}, is writing ${settings.output}: waiting for it, up to ${wait} s (--wait)\n`);
    progress.step(`waiting for ${holder}`, wait);
  };
  return withLock(places.lock, { onWait, patience: wait * 1_000 }, (lock) =>
    interruption.withCleanup(async () => {
      const { run, leftAlone } = prepareRun(places, lock, job.prepared?.name);
      try {
        tellLeftAlone(places.work, leftAlone);
        const made = await interruption.runStoppable(() => makeIn(job, { run, lock }));
        if (made.result.violations.length === 0) putInPlace(job, made, { run, lock });
        return made.result;
      } finally {
        remove(run);
      }
    }),
  );
}

function tellLeftAlone(work: string, names: readonly string[]): void {
  if (names.length === 0) return;
  const shown = names.map((name) => JSON.stringify(name)).join(', ');
  tellNote(say`left alone in ${shownPath(work)}, not of a synth or not to be removed: ${shown}\n`);
}

/** What an app says whose folder was taken away is not the reason. */
async function makeIn(job: Job, { run, lock }: Run): Promise<NewOutput> {
  const { output } = job.places;
  try {
    return await makeOutput(job, join(run, basename(output)), { path: output, takeOver: 'link' });
  } finally {
    verifyRun(run, lock);
  }
}

interface Run {
  readonly run: string;
  readonly lock: HeldLock;
}

/** The output folder and the files beside it, all or none. */
function putInPlace({ folder, settings, places }: Job, made: NewOutput, { run, lock }: Run): void {
  const { result, composition, localFiles } = made;
  const next = join(run, basename(places.output));
  try {
    if (composition.changes.size > 0) verifyForeign(places.output, next, composition);
    const staged = stageFiles(
      folder,
      localFiles.map(({ path, text }) => [path, text]),
      'follow',
    );
    discardOnFailure(staged, lock.verify);
    const last = () => {
      if (composition.changes.size > 0) swap(places, next, lock);
      else verifyRun(run, lock);
    };
    // Who has taken the lock may have found what it wanted to write.
    staged.commit(last, lock.isHeld);
  } catch (error) {
    throw writeError(error, settings.output, ...result.localFiles.map(({ file }) => file));
  }
}

/** Needs no place beside the output folder, which may be read-only. */
function check(job: Job): Promise<SynthResult> {
  tellNote(lines(asideNotices([job.settings.output])));
  return readWholeLater(job.places.output, (path) => compareWith(path, job));
}

function compareWith(path: string, job: Job): Promise<SynthResult> {
  const { places, interruption } = job;
  return interruption.withCleanup(async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'cdk8s-infisical-'));
    try {
      const next = join(temporary, basename(places.output));
      return (await interruption.runStoppable(() => makeOutput(job, next, { path, takeOver: 'copy' }))).result;
    } finally {
      remove(temporary);
    }
  });
}
