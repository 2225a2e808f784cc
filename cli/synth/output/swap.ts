import { existsSync, renameSync } from 'node:fs';
import type { OutputPlaces } from '../../files/output-places';
import { discard } from './recovery';

/**
 * Puts the new output folder in the place of the old one. A kill between the two steps leaves the old one as `last`,
 * from where the next command puts it back.
 */
export function swap({ output, last }: OutputPlaces, next: string): void {
  if (!existsSync(output)) {
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
  discard(last);
}
