import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { SlowSteps } from '../terminal/slow-steps';
import { say } from '../terminal/terminal-text';
import { tell } from '../terminal/writer';
import { writeBeside } from './beside';
import { type Job, newOutput, type SynthResult } from './new-output';
import { withLock } from './output/lock';
import { placesOf } from './output/places';
import { cleanUp, recoverOutput } from './output/recovery';
import { swap } from './output/swap';
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
 * the output folder. Whatever goes wrong leaves the output folder as it was.
 *
 * @throws if the app fails or writes nothing, and where something cannot be read or written
 */
export async function synth(folder: string, options: SynthOptions, progress: SlowSteps): Promise<SynthResult> {
  const settings = await projectSettings(folder, options);
  const places = placesOf(resolve(folder, settings.output));
  const job: Job = { folder, settings, places, mayBundle: options.cache !== false, progress };
  try {
    return options.check ? await check(job) : await replace(job);
  } catch (error) {
    throw writeError(error, settings.output);
  }
}

function replace(job: Job): Promise<SynthResult> {
  const { settings, places } = job;
  const onWait = ({ pid }: { pid: number }) =>
    tell(say`process ${pid} is writing ${settings.output}: waiting for it\n`);
  return withLock(places.lock, { onWait, patience: PATIENCE_MS }, async () => {
    cleanUp(places);
    const run = join(places.work, `run-${process.pid}-${randomBytes(4).toString('hex')}`);
    const next = join(run, basename(places.output));
    mkdirSync(run);
    try {
      const { result, composition, filesBeside } = await newOutput(job, next);
      if (result.violations.length > 0) return result;
      if (composition.changes.size > 0) swap(places, next);
      writeBeside(job.folder, filesBeside);
      return result;
    } finally {
      rmSync(run, { recursive: true, force: true });
    }
  });
}

/** Needs no place beside the output folder, which may be read-only. */
async function check(job: Job): Promise<SynthResult> {
  await recoverOutput(job.places.output);
  const temporary = mkdtempSync(join(tmpdir(), 'cdk8s-infisical-'));
  try {
    return (await newOutput(job, join(temporary, basename(job.places.output)))).result;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
