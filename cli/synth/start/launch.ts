import { writeFileSync } from 'node:fs';
import Module from 'node:module';
import { say } from '../../terminal/terminal-text';
import { tell } from '../../terminal/writer';
import { noteAsItIs } from './as-it-is';
import { showStacks } from './late-maps';
import type { LaunchOptions } from './launch-options';
import { startQuickLoading } from './quick-loading';
import { loadedFiles, Waiting } from './waiting';

/*
 * Runs a program as its command line would: node launch.js <launch as JSON>
 */
const launch: LaunchOptions = JSON.parse(process.argv[2] ?? '');
process.argv.splice(1, 2, launch.entry);
process.execArgv = [...launch.execArgv];
const { _cache, _load } = Module as unknown as {
  _cache: { [filename: string]: NodeJS.Module };
  _load: (request: string, parent: null | undefined, isMain: true) => unknown;
};
delete _cache[__filename];
const waiting = new Waiting(launch);
startQuickLoading(launch, __filename, (file) =>
  giveUp(() => {
    waiting.pass();
    writeFileSync(launch.givenUp, '');
    noteAsItIs(launch.kept, launch.entry, file);
  }),
);
const { ahead, loaded } = launch;
if (loaded !== undefined) process.once('exit', () => noteLoaded(loaded));
if (ahead === undefined) start();
else {
  waiting.load();
  // What the loader has put off is done meanwhile.
  setImmediate(() => {
    waiting.pass();
    if (waiting.isStale()) giveUp(() => writeFileSync(launch.givenUp, ''));
    start();
  });
}

function start(): void {
  // Where its loader is one for ES modules too, it is one of these that starts the program.
  if (launch.loader === 'tsx') queueMicrotask(importEntry);
  else process.nextTick(run, null);
}

function giveUp(note: () => void): never {
  try {
    note();
  } catch (error) {
    // Nothing goes on in any case.
    tell(say`${String(error)}\n`);
  }
  // What the program wants to do at its end is for the run that counts.
  return (process as unknown as { reallyExit: (code: number) => never }).reallyExit(1);
}

function noteLoaded(file: string): void {
  try {
    writeFileSync(file, JSON.stringify(loadedFiles()));
  } catch {
    // The folder of the run may be gone.
  }
}

function run(parent: null | undefined): void {
  _load(launch.entry, parent, true);
}

function importEntry(): void {
  try {
    run(undefined);
  } catch (error) {
    showStacks();
    // So it is told where a module fails that was imported: the cause is said to be a promise.
    if (!(error instanceof Error) || process.listenerCount('unhandledRejection') > 0) throw error;
    void Promise.reject(error);
  }
}
