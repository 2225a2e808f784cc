import type { Command } from 'commander';

/** Whether charts and kustomizations are rendered, and with what. */
export interface RenderOptions {
  readonly render?: boolean;
  /** Files of values for Helm. */
  readonly values?: readonly string[];
}

/** Adds the flags that say whether, and how, charts and kustomizations are rendered. */
export function withRenderOptions(command: Command): Command {
  return command
    .option('--render', 'render charts and kustomizations with the helm and kubectl that are installed, offline')
    .option(
      '--values <file>',
      'with --render: values for Helm, beside those of the chart; may be given several times',
      (value: string, before: readonly string[] = []) => [...before, value],
    );
}
