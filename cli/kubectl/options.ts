import type { Command } from 'commander';

/** Which cluster is asked. */
export interface KubectlOptions {
  readonly context?: string;
  readonly kubeconfig?: string;
}

/** Adds the flags that say which cluster kubectl asks. */
export function withKubectlOptions(command: Command): Command {
  return command
    .option('--context <name>', 'the context of kubectl to ask, instead of the current one')
    .option('--kubeconfig <file>', 'the configuration of kubectl, instead of its own');
}
