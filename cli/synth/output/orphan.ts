import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUTDIR } from '../app/app-processes';
import { ancestryOf, familyOf, type ListedProcess, listProcesses, startedWith } from '../app/listed-processes';
import { sendSignal } from '../app/processes-of-the-system';
import { isProven, type ProcessIdentity, parseIdentity, processIdentity, thisProcess } from './process-identity';
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
 * Ends the app of a synth that is dead, with all that its command line has started: nobody waits for it, and it would go on
 * to write. Only what is proven to be of this app is ended: the file could come from anywhere.
 *
 * @param outdir where a synth has told the app to write
 */
export function endOrphan(run: string, outdir: string): void {
  const app = readNote(join(run, APP_FILE));
  if (app === undefined) return;
  const start = performance.now();
  for (let left = processesOf(app, outdir); left.length > 0; left = processesOf(app, outdir)) {
    for (const { pid } of left) sendSignal(pid, 'SIGKILL');
    if (performance.now() - start > PATIENCE_MS) return;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
}

function readNote(file: string): ProcessIdentity | undefined {
  try {
    const found = smallFileAt(file);
    return typeof found === 'object' ? parseIdentity(found.text) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Where the system tells what a process was started with, that has to be what a synth starts an app with. What this process
 * itself comes from may have it as well: a terminal that an app has opened, or an app that waits for this synth.
 */
function processesOf(app: ProcessIdentity, outdir: string): readonly ListedProcess[] {
  const all = listProcesses();
  const own = ancestryOf(process.pid, all);
  const listed = all.filter((one) => !own.includes(one));
  if (process.platform === 'linux') return isCountedHere(app) ? startedWith(OUTDIR, outdir, listed) : [];
  if (!isProven(app)) return [];
  return [...familyOf(app.pid, listed), ...listed.filter(({ group }) => group === app.pid)];
}

/** Whether its number is one of those that count here. The process itself may have ended before what it has started. */
function isCountedHere({ host, boot, namespace }: ProcessIdentity): boolean {
  const here = thisProcess();
  return host === here.host && boot === here.boot && boot !== '' && namespace === here.namespace;
}
