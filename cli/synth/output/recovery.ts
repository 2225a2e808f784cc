import { randomBytes } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type OutputPlaces, outputPlaces } from '../../files/output-places';
import { withLock } from './lock';
import { endOrphan } from './orphan';

const PATIENCE_MS = 60_000;

/**
 * For every command that reads an output folder: if a synth was killed in the moment in which there is none, puts back
 * the one that was there. Waits for a synth that is still at work.
 */
export async function recoverOutput(output: string): Promise<void> {
  const places = outputPlaces(output);
  if (!existsSync(places.work)) return;
  const onWait = () => undefined;
  await withLock(places.lock, { onWait, patience: PATIENCE_MS }, async () => cleanUp(places));
}

/** The same for paths that are output folders, or lie in one. */
export async function recoverOutputsAt(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    for (let folder = resolve(path); folder !== dirname(folder); folder = dirname(folder)) await recoverOutput(folder);
  }
}

/** Brings to an end what a killed synth left. Only who has the lock may call it. */
export function cleanUp({ output, work, last, lock }: OutputPlaces): void {
  if (exists(last)) {
    if (exists(output)) discard(last);
    else renameSync(last, output);
  }
  // Whoever waits for the lock writes what he needs again.
  const leftovers = readdirSync(work).filter((name) => name !== basename(lock));
  for (const name of leftovers) {
    endOrphan(join(work, name));
    rmSync(join(work, name), { recursive: true, force: true });
  }
}

/** Removes a folder that has a meaning, without that half of it could ever be taken for the whole. */
export function discard(folder: string): void {
  const gone = `${folder}-gone-${randomBytes(4).toString('hex')}`;
  renameSync(folder, gone);
  rmSync(gone, { recursive: true, force: true });
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
