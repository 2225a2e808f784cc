import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isRunning, parsedIdentity, processIdentity } from './process-identity';

const FILE = 'app';
const PATIENCE_MS = 5_000;
const PAUSE_MS = 5;

/** Notes in the folder of a run which process the app is. */
export function noteApp(run: string, pid: number): void {
  writeFileSync(join(run, FILE), JSON.stringify(processIdentity(pid)));
}

/** Ends the app of a synth that is dead: nobody waits for it, and it would go on to write. */
export function endOrphan(run: string): void {
  const app = parsedIdentity(read(join(run, FILE)));
  if (app === undefined || app.host !== hostname()) return;
  const start = performance.now();
  while (isRunning(app) && performance.now() - start < PATIENCE_MS) {
    try {
      process.kill(app.pid, 'SIGKILL');
    } catch {
      return;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
