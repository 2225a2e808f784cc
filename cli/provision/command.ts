import { Command, Option } from 'commander';
import { append, withComposeOptions } from '../access/compose-options';
import { withNamespaceOption } from '../manifests/namespace-option';
import { withRenderOptions } from '../render/options';
import type { ProvisionOptions } from './options';

const EXAMPLES = `
It asks nobody, and writes names only. All that provision --check has to know
stands in cdk8s-infisical.yaml, below "provision:".

Examples:
  $ npx cdk8s-infisical provision --github acme/shop   an empty Infisical
  $ npx cdk8s-infisical provision --existing           all of it is there
  $ npx cdk8s-infisical provision --check              in CI
  $ cd terraform && tofu init && tofu plan             what Infisical lacks`;

export function provisionCommand(): Command {
  const command = new Command('provision')
    .description('write what the manifests need in Infisical for Terraform and OpenTofu: projects, identities, roles')
    .argument('[paths...]', 'files and folders with manifests, - for standard input (default: dist)')
    .option('--folder <folder>', 'where to write (default: terraform)')
    .option('--existing', 'all that the manifests name is in Infisical already: import blocks take it over')
    .addOption(
      new Option('--github <repository>', 'the repository whose jobs run check: acme/shop').conflicts('gitlab'),
    )
    .option('--gitlab <path>', 'the project of GitLab whose jobs run check: acme/shop')
    .option('--branch <branch>', 'with --github or --gitlab: the branch that changes go to (default: main)')
    .option(
      '--also <key>',
      'a key that a value refers to with ${...}, in every folder that is read by names, or in one: prod:/orders:DB_USER; may be given several times',
      append,
    )
    .option('--check', 'write nothing; tell what would be otherwise, and end with 1 if anything would');
  return withNamespaceOption(withRenderOptions(withComposeOptions(command)))
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], options: ProvisionOptions) =>
      (await import('./run.js')).runProvision(paths, options),
    );
}
