import type { Loader } from './app-command';

export interface LaunchOptions {
  /** The file that is run, absolute. */
  readonly entry: string;
  /** What Node would tell the program of its command line. */
  readonly execArgv: readonly string[];
  readonly loader?: Loader;
  /** The folder of the loader's package. */
  readonly loaderFolder?: string;
  /** Where what is found out about dependencies is kept. */
  readonly kept: string;
  /** The file that it makes when the program has to run as it is. */
  readonly givenUp: string;
  /** The file into which it writes at the end which files were loaded. */
  readonly loaded?: string;
  /** Files of dependencies that are loaded before it waits to be told to go on; where it is absent, it does not wait. */
  readonly ahead?: readonly string[];
}
