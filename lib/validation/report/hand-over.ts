import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FindingRecord } from './finding-record';

/** Names the folder in which all processes of one `cdk8s-infisical synth` leave what they have found. */
const FINDINGS = 'CDK8S_INFISICAL_FINDINGS';

/** Of an error that a program in another language may catch: they count only if the program fails. */
const THROWN = '.thrown';

/**
 * Leaves the findings to the command that has started this process, which tells them; false where there is none.
 *
 * @param isThrown whether they are those of an error of which nobody knows what becomes of it
 */
export function handOver(findings: readonly FindingRecord[], isThrown = false): boolean {
  const folder = process.env[FINDINGS];
  if (!folder || !existsSync(folder)) return false;
  for (let number = 0; ; number++) {
    try {
      // Numbered, so that they are read in the order in which they came.
      const name = `${String(number).padStart(6, '0')}${isThrown ? THROWN : ''}.json`;
      writeFileSync(join(folder, name), JSON.stringify(findings), { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
  }
}
