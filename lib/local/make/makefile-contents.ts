import type { LocalRunner } from '../local-runner';
import type { KeyRead } from '../record/read-place';

export interface MakefileContents {
  readonly composeFile: string;
  readonly makefile: string;
  /** Base URL of Infisical. */
  readonly domain: string;
  /** The certificates of its CA, relative to the compose file. */
  readonly caFile?: string;
  readonly runner: LocalRunner;
  readonly reads: readonly KeyRead[];
  /** The services that end by themselves. */
  readonly runs: readonly string[];
  /** Whether a service gets keys as files. */
  readonly hasFiles: boolean;
}

/** How something starts that gets the keys. */
export interface Start {
  readonly variables: readonly string[];
  /** The recipe that runs a line of the shell in which "$@" calls compose. */
  readonly command: (line: string) => string;
  readonly check: string;
}
