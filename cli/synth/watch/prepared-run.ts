import { createRequire } from 'node:module';
import { basename, join, resolve, sep } from 'node:path';
import { readIfPossible } from '../../../lib/files/read-if-possible';
import { appVariables } from '../app/app-variables';
import { startAhead } from '../app/run-app';
import type { PreparedRun } from '../new-output';
import { placesForOutput } from '../output/output-folder';
import { LOADED_FILE, newRunName } from '../output/run-folder';
import { projectSettings } from '../project-settings';
import { appCommand } from '../start/app-command';
import type { SynthOptions } from '../synth';

/** Packages that do nothing when they are loaded but to say what they have: it is all the same when that happens. */
const LOADED_AHEAD = ['constructs', 'cdk8s', 'cdk8s-plus-28', 'cdk8s-infisical'];

/** A run of which nothing is there but its name. */
export function plainRun(): PreparedRun {
  return { name: newRunName() };
}

/**
 * Starts the process of the run that comes next, as far as it goes without the program.
 *
 * @param loaded the files that the app has loaded in its last run
 */
export async function prepareRun(
  folder: string,
  options: SynthOptions,
  loaded: readonly string[],
): Promise<PreparedRun> {
  const run = plainRun();
  if (options.cache === false || loaded.length === 0) return run;
  try {
    const settings = await projectSettings(folder, options);
    const { app, output } = settings;
    const places = placesForOutput(resolve(folder, output), output, folder);
    const outdir = join(places.work, run.name, basename(places.output));
    const env = appVariables(outdir, settings, options.verbose === true);
    const place = { app, folder, outdir, env, loaded: join(places.work, run.name, LOADED_FILE) };
    return { ...run, process: startAhead(place, modulesAhead(resolve(folder, appCommand(app)?.entry ?? ''), loaded)) };
  } catch {
    // The run itself tells what is wrong.
    return run;
  }
}

/** The files of those packages that the app has loaded and that are no part of the project. */
function modulesAhead(entry: string, loaded: readonly string[]): string[] {
  const { resolve: find } = createRequire(entry);
  const found = LOADED_AHEAD.flatMap((name) => readIfPossible(() => find(name)) ?? []);
  return found.filter((path) => path.includes(`${sep}node_modules${sep}`) && loaded.includes(path));
}
