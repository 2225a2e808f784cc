import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FindingRecord } from './finding-record';
import { FINDINGS } from './run-variables';

/**
 * Of an error of which nobody knows what becomes of it. In another language it counts only if the program fails; where
 * this process would have heard of that, only if the program has written nothing.
 */
const UNKNOWN = { thrown: '.thrown', caught: '.caught' } as const;

/**
 * Leaves the findings to the command that has started this process, which tells them; false where there is none.
 *
 * @param unknown where they are those of an error that the program may have caught
 */
export function handOver(findings: readonly FindingRecord[], unknown?: keyof typeof UNKNOWN): boolean {
  const folder = process.env[FINDINGS];
  if (!folder || !existsSync(folder)) return false;
  for (let number = 0; ; number++) {
    try {
      // Numbered, so that they are read in the order in which they came.
      const name = `${String(number).padStart(6, '0')}${unknown === undefined ? '' : UNKNOWN[unknown]}.json`;
      writeFileSync(join(folder, name), JSON.stringify(findings), { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
  }
}
