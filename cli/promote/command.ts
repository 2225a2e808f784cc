import { Command } from 'commander';
import type { PromoteOptions } from './run';

export function promoteCommand(): Command {
  return new Command('promote')
    .description('give an environment the images of another one, and synthesize')
    .argument('<from>', 'the environment that has run them, such as staging')
    .argument('<to>', 'the environment that gets them, such as prod')
    .argument('[images...]', 'names of images (default: all that both have)')
    .option('--check', 'write nothing; exit with 1 if an image differs')
    .option('--require-digests', 'fail where a tag has no digest: it may have moved since the other environment got it')
    .option('--keep-repositories', 'take tags and digests only, where each environment has a registry of its own')
    .option('--no-synth', 'only edit the file')
    .option('--json', 'print what was changed as JSON')
    .addHelpText('after', `\n${EXAMPLES}`)
    .action(async (from: string, to: string, images: string[], options: PromoteOptions) =>
      (await import('./run.js')).runPromote(from, to, images, options),
    );
}

const EXAMPLES = `Examples:
  $ npx cdk8s-infisical promote staging prod
  $ npx cdk8s-infisical promote staging prod orders --require-digests
  $ npx cdk8s-infisical promote staging prod --check      # does prod have what staging has?

Exit codes: 0 done, 1 an image differs (--check), 2 nothing was written. If the synth fails, the file is put back.`;
