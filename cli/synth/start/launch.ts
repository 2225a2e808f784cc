import { writeFileSync } from 'node:fs';
import Module from 'node:module';
import { say } from '../../terminal/terminal-text';
import { tell } from '../../terminal/writer';
import { noteAsItIs } from './as-it-is';
import { showStacks } from './late-maps';
import type { LaunchOptions } from './launch-options';
import { startQuickLoading } from './quick-loading';

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
startQuickLoading(launch, __filename, (file) => {
  try {
    writeFileSync(launch.givenUp, '');
    noteAsItIs(launch.kept, launch.entry, file);
  } catch (error) {
    // Nothing goes on in any case.
    tell(say`${String(error)}\n`);
  }
  // What the program wants to do at its end is for the run that counts.
  return (process as unknown as { reallyExit: (code: number) => never }).reallyExit(1);
});
// Where its loader is one for ES modules too, it is one of these that starts the program.
if (launch.loader === 'tsx') queueMicrotask(importEntry);
else process.nextTick(run, null);

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
