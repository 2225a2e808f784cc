import type { Command } from 'commander';

/** Which compose files are read beside manifests: those that are named, else `compose.yaml`; `false` for none. */
export interface ComposeOptions {
  readonly compose?: readonly string[] | boolean;
}

/** Adds the flags that say which compose files are read. */
export function withComposeOptions(command: Command): Command {
  return command
    .option(
      '--compose <file>',
      'file of a LocalStack or LocalRun, whose keys count too (repeatable; default: compose.yaml and infisical.run.yaml, beside a folder that is read)',
      append,
    )
    .option('--no-compose', 'read no compose file');
}

/** For an option that may be given several times. */
export function append(value: string, before: unknown): string[] {
  return [...(Array.isArray(before) ? before : []), value];
}
