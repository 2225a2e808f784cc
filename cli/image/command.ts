import { Command } from 'commander';
import type { ImageOptions } from './run';

export function imageCommand(): Command {
  return new Command('image')
    .description('show which image runs where, or set the images of an environment and synthesize')
    .argument('[assignments...]', 'orders=1.4.3, orders=@sha256:…, with both, or a whole reference')
    .option('--environment <name>', 'the environment whose images are set, or shown')
    .option('--no-synth', 'only edit the file')
    .option('--json', 'print what stands there, or what was changed, as JSON')
    .addHelpText('after', `\n${EXAMPLES}`)
    .action(async (images: string[], options: ImageOptions) => (await import('./run.js')).runImage(images, options));
}

const EXAMPLES = `Examples:
  $ npx cdk8s-infisical image                      # what runs where
  $ npx cdk8s-infisical image orders=1.4.3 --environment staging
  $ npx cdk8s-infisical image orders=1.4.3@sha256:9b2c… --environment staging
  $ npx cdk8s-infisical image orders=example.com/orders:1.4 --environment prod

The images of an environment stand in images/<environment>.yaml. If the synth
fails, the file is put back.`;
