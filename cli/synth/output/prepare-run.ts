import type { OutputPlaces } from '../../files/output-places';
import type { HeldLock } from './lock';
import { makeRun } from './run-folder';
import { tidy } from './tidy';

export interface PreparedFolder {
  /** In which the app writes. */
  readonly run: string;
  /** The names of what no synth has made, and was left alone. */
  readonly leftAlone: readonly string[];
}

/**
 * Brings to an end what another synth left, and makes the folder of a run.
 *
 * @throws if the lock was lost: whoever has taken it since, and is done, has removed the folder that all of this is in
 */
export function prepareRun(places: OutputPlaces, lock: HeldLock, name?: string): PreparedFolder {
  try {
    const leftAlone = tidy(places);
    return { run: makeRun(places.work, lock, name), leftAlone };
  } catch (error) {
    lock.verify();
    throw error;
  }
}
