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
}
