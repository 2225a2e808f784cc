import type { ConnectionOptions } from '../infisical-api/connection-options';

export interface RunOptions extends ConnectionOptions {
  readonly environment?: string;
  /** Files with the record, in place of those above the working folder. */
  readonly compose?: readonly string[];
  readonly stack?: boolean;
  readonly printNames?: boolean;
  readonly check?: boolean;
  readonly watch?: boolean;
  /** Seconds. */
  readonly watchInterval: number;
}
