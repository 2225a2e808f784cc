import { execFileSync } from 'node:child_process';
import { thisProcess } from '../../../cli/synth/output/process-identity';

/** A process that has ended, as a lock names it. */
export function deadOwner(): string {
  const pid = Number(execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }));
  return JSON.stringify({ ...thisProcess(), pid });
}
