import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isProven, type ProcessIdentity, parsedIdentity, processIdentity } from './process-identity';
import { smallFileAt } from './small-file';

export const APP_FILE = 'app';
const PATIENCE_MS = 5_000;
const PAUSE_MS = 5;

/** Notes in the folder of a run which process the app is. */
export function noteApp(run: string, pid: number): void {
  try {
    writeFileSync(join(run, APP_FILE), JSON.stringify(processIdentity(pid)));
  } catch {
    // A full disk: only if this process is killed as well, nobody ends the app.
  }
}

/**
 * Ends the app of a synth that is dead: nobody waits for it, and it would go on to write. Only a process that is proven to
 * be this app is ended: the file could come from anywhere.
 *
 * @param outdir where a synth has told the app to write
 */
export function endOrphan(run: string, outdir: string): void {
  const app = noted(join(run, APP_FILE));
  if (app === undefined) return;
  const start = performance.now();
  while (isApp(app, outdir) && performance.now() - start < PATIENCE_MS) {
    try {
      process.kill(app.pid, 'SIGKILL');
    } catch {
      return;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
}

function noted(file: string): ProcessIdentity | undefined {
  try {
    const found = smallFileAt(file);
    return typeof found === 'object' ? parsedIdentity(found.text) : undefined;
  } catch {
    return undefined;
  }
}

/** Where the system tells what a process was started with, that has to be what a synth starts an app with. */
function isApp(app: ProcessIdentity, outdir: string): boolean {
  if (!isProven(app)) return false;
  return process.platform !== 'linux' || environmentOf(app.pid).includes(`CDK8S_OUTDIR=${outdir}`);
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
