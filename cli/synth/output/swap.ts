import { renameSync } from 'node:fs';
import { entryAt } from '../../../lib/files/entry';
import type { OutputPlaces } from '../../files/output-places';
import { discard } from './tidy';

/**
 * Puts the new output folder in the place of the old one. A kill between the two steps leaves the old one as `last`,
 * where commands that read find it, and from where the next synth puts it back.
 *
 * @throws if that cannot be done; then the old one is in its place
 */
export function swap({ output, last }: OutputPlaces, next: string): void {
  if (entryAt(output) === undefined) {
    renameSync(next, output);
    return;
  }
  renameSync(output, last);
  try {
    renameSync(next, output);
  } catch (error) {
    renameSync(last, output);
    throw error;
  }
  try {
    discard(last);
  } catch {
    // The new one is in its place; the next synth finds this again.
  }
}
