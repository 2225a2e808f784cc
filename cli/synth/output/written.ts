import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { entryAt, isRealFolder } from '../../../lib/files/entry';
import { entriesIn, isManifest } from './folder-entries';
import { foreignEntries } from './ownership';
import { OUTBOX_FILE } from './run-folder';
import { shownPath } from './work-folder';

/**
 * @param old the output folder that there is
 * @throws if the app has not written what it should have into the one that was named for it
 */
export function assertWritten(app: string, next: string, old: string): void {
  if (!existsSync(next)) {
    throw new Error(
      `the app "${app}" has written nothing into the folder that CDK8S_OUTDIR names: end it with app.synth(), or with synth() of its project; ` +
        'where an App of it has an "outdir", leave that away, or put it below process.env.CDK8S_OUTDIR',
    );
  }
  if (!isRealFolder(next)) {
    throw new Error(`the app "${app}" has put something else in the place of the folder that CDK8S_OUTDIR names`);
  }
  const manifests = [...entriesIn(next).keys()].filter(isManifest);
  if (manifests.some((file) => readFileSync(join(next, file), 'utf8').trim() !== '')) return;
  const none = `the app "${app}" has written no manifest`;
  // A project may be for the laptop only.
  if (!entryAt(join(dirname(next), OUTBOX_FILE))?.isFile()) {
    throw new Error(`${none}: does it have a chart, and call app.synth()?`);
  }
  const [lost] = manifestsOfSynth(old);
  if (lost === undefined) return;
  throw new Error(
    `${none} but the files of a local stack, and ${shownPath(old)} has ${JSON.stringify(lost)}: ` +
      'declare a chart in an environment that is deployed, or remove the manifests if nothing is to be deployed any more',
  );
}

/** Those that an earlier synth wrote. */
function manifestsOfSynth(folder: string): string[] {
  if (!isRealFolder(folder)) return [];
  const entries = entriesIn(folder);
  const foreign = new Set(foreignEntries(folder, entries));
  return [...entries.keys()].filter((path) => isManifest(path) && !foreign.has(path));
}
