import { Command } from 'commander';
import { withComposeOptions } from '../access/compose-options';
import { CREDENTIALS_HELP, withConnectionOptions } from '../infisical-api/connection-options';
import { withNamespaceOption } from '../manifests/namespace-option';
import { withRenderOptions } from '../render/options';
import type { ImportOptions } from './options';

export function importCommand(): Command {
  const command = new Command('import')
    .description('write the names of the secret keys as TypeScript constants, and as a key catalogue to check against')
    .argument(
      '[paths...]',
      'manifests that say what is read from Infisical (default: dist, and what is imported already)',
    )
    .option(
      '--project <slug or id>',
      'a project, instead of those of the manifests (default: the one that is imported)',
    )
    .option('--environment <slug...>', 'environments of the project (default: with --path, those that are imported)')
    .option('--path <path...>', 'secret paths of the project (default: /)')
    .option('--recursive', 'with the folders below')
    .option(
      '--name <name>',
      'what the files and constants of the project are called (default: its slug, or its name in Infisical)',
    )
    .option('--folder <folder>', 'where to write', 'imports/infisical')
    .option('--prune', 'drop the folders of Infisical that were not asked for: by default they stay')
    .option('--check', 'write nothing; tell what has changed since, and end with 1 if anything has')
    .option('--json', 'print JSON');
  return withConnectionOptions(withNamespaceOption(withRenderOptions(withComposeOptions(command))))
    .addHelpText('after', `${CREDENTIALS_HELP}\n\n${EXAMPLES}`)
    .action(async (paths: string[], options: ImportOptions) => (await import('./run.js')).runImport(paths, options));
}

const EXAMPLES = `Examples:
  $ npx cdk8s-infisical import --project slug --environment staging prod
  $ npx cdk8s-infisical import --environment qa --path /orders  # the others stay
  $ npx cdk8s-infisical import
  $ npx cdk8s-infisical import --check`;
