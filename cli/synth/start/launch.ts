import Module from 'node:module';
import type { Loader } from './app-command';
import { GIVEN_UP, noteAsItIs } from './as-it-is';
import { quickLoading } from './quick-loading';

/** What a program is started with. */
export interface Launch {
  /** The file that is run, absolute. */
  readonly entry: string;
  /** What Node would tell the program of its command line. */
  readonly execArgv: readonly string[];
  readonly loader?: Loader;
  /** The folder of the loader's package. */
  readonly loaderFolder?: string;
  /** Where what is found out about dependencies is kept. */
  readonly kept: string;
}

/*
 * Runs a program as its command line would: node launch.js <launch as JSON>
 */
const launch: Launch = JSON.parse(process.argv[2] ?? '');
process.argv.splice(1, 2, launch.entry);
process.execArgv = [...launch.execArgv];
const { _cache, _load } = Module as unknown as {
  _cache: { [filename: string]: NodeJS.Module };
  _load: (request: string, parent: null | undefined, isMain: true) => unknown;
};
delete _cache[__filename];
quickLoading(launch, __filename, (file) => {
  noteAsItIs(launch.kept, launch.entry, file);
  // What the program wants to do at its end is for the run that counts.
  return (process as unknown as { reallyExit: (code: number) => never }).reallyExit(GIVEN_UP);
});
// Where its loader is one for ES modules too, it is one of these that starts the program.
if (launch.loader === 'tsx') queueMicrotask(() => _load(launch.entry, undefined, true));
else _load(launch.entry, null, true);
