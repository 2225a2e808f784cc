import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { asideNotices, readableOutput } from '../files/readable-output';
import { lines, say } from '../terminal/terminal-text';
import { tell } from '../terminal/writer';
import { staged } from './beside';
import { type Job, type NewOutput, newOutput, type Surroundings, type SynthResult } from './new-output';
import { withLock } from './output/lock';
import { placesForOutput } from './output/output-folder';
import { swap } from './output/swap';
import { newRunName, remove, tidy } from './output/tidy';
import { shownPath } from './output/work-folder';
import { writeError } from './output/write-errors';
import { projectSettings, type SettingsOverrides } from './project-settings';

export interface SynthOptions extends SettingsOverrides {
  /** Only tells what would change. */
  readonly check?: boolean;
  /** Whether the app may run from a bundle that is kept. */
  readonly cache?: boolean;
}

const PATIENCE_MS = 600_000;

/**
 * Runs the app of a project into a folder of its own, validates what it wrote, and only then puts that in the place of
 * the output folder, together with the files beside it. Whatever goes wrong leaves all of them as they were.
 *
 * @throws if the app fails or writes nothing, and where something cannot be read or written
 */
export async function synth(folder: string, options: SynthOptions, surroundings: Surroundings): Promise<SynthResult> {
  const settings = await projectSettings(folder, options);
  const { output } = settings;
  const job = { folder, settings, mayBundle: options.cache !== false, ...surroundings };
  try {
    const places = placesForOutput(resolve(folder, output), output, folder);
    return await (options.check ? check({ ...job, places }) : replace({ ...job, places }));
  } catch (error) {
    throw writeError(error, output);
  }
}

function replace(job: Job): Promise<SynthResult> {
  const { settings, places, interruption } = job;
  const onWait = ({ pid }: { pid: number }) =>
    tell(say`process ${pid} is writing ${settings.output}: waiting for it\n`);
  return withLock(places.lock, { onWait, patience: PATIENCE_MS }, () =>
    interruption.withCleanup(async () => {
      const others = tidy(places).map((name) => JSON.stringify(name));
      if (others.length > 0) {
        tell(say`no synth has made ${others.join(', ')} in ${shownPath(places.work)}: left alone\n`);
      }
      const run = join(places.work, newRunName());
      mkdirSync(run);
      try {
        const made = await interruption.stoppable(() =>
          newOutput(job, join(run, basename(places.output)), { path: places.output, takeOver: 'link' }),
        );
        if (made.result.violations.length === 0) putInPlace(job, made, run);
        return made.result;
      } finally {
        remove(run);
      }
    }),
  );
}

/** The output folder and the files beside it, all or none. */
function putInPlace({ folder, settings, places }: Job, made: NewOutput, run: string): void {
  const { result, composition, filesBeside } = made;
  try {
    staged(folder, filesBeside).commit(() => {
      if (composition.changes.size > 0) swap(places, join(run, basename(places.output)));
    });
  } catch (error) {
    throw writeError(error, settings.output, ...result.beside.map(({ file }) => file));
  }
}

/** Needs no place beside the output folder, which may be read-only. */
function check(job: Job): Promise<SynthResult> {
  const { settings, places, interruption } = job;
  tell(lines(asideNotices([settings.output])));
  const old = readableOutput(places.output);
  return interruption.withCleanup(async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'cdk8s-infisical-'));
    try {
      const next = join(temporary, basename(places.output));
      return (await interruption.stoppable(() => newOutput(job, next, { path: old, takeOver: 'copy' }))).result;
    } finally {
      remove(temporary);
    }
  });
}
