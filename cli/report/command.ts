import { Command, Option } from 'commander';
import { append, withComposeOptions } from '../access/compose-options';
import { withNamespaceOption } from '../manifests/namespace-option';
import { withRenderOptions } from '../render/options';
import { FORMATS, type ReportOptions, ROLE_FORMATS } from './options';

const EXAMPLES = `
Examples:
  $ npx cdk8s-infisical report                       who gets which key
  $ npx cdk8s-infisical report --key STRIPE_KEY      who uses one key
  $ npx cdk8s-infisical report --diff origin/main    what a pull request changes
  $ npx cdk8s-infisical report --diff main --exit-code   1 if anybody gets more
  $ npx cdk8s-infisical report --diff origin/main --format markdown
  $ npx cdk8s-infisical report --format html --output report.html
  $ npx cdk8s-infisical report --rotate STRIPE_KEY   what its change does
  $ npx cdk8s-infisical report --role terraform      what it needs at least
  $ npx cdk8s-infisical report --role terraform --also DB_USER`;

export function reportCommand(): Command {
  const command = new Command('report')
    .description('show who gets which secret key, and what a pull request changes about it')
    .argument('[paths...]', 'files and folders with manifests, - for standard input (default: dist)')
    .addOption(new Option('--format <format>', 'what to print (default: text)').choices(FORMATS))
    .option('--json', 'the same as --format json')
    .option('--output <file>', 'write there instead of standard output')
    .option('--key <key>', 'only who gets this key')
    .option('--environment <slug>', 'only this environment of Infisical; may be given several times', append)
    .option(
      '--catalogue <folder>',
      'the key catalogue, which `import` makes: it tells the very folder of each key (default: imports/infisical)',
    )
    .option(
      '--diff <ref>',
      'only what is different from this git ref; `main...` is where the work left main; in each format but html',
    )
    .option('--exit-code', 'with --diff: end with 1 if somebody gets access to more, with 2 if a file is unread')
    .addOption(
      new Option(
        '--rotate <key>',
        'what happens when this key is changed: who restarts by itself, who keeps the old value until when, and in which order to act',
      ).conflicts(['diff', 'key', 'role']),
    )
    .addOption(
      new Option('--role <format>', 'the least role in Infisical for these manifests')
        .choices(ROLE_FORMATS)
        .conflicts(['diff', 'key', 'format', 'json', 'rotate']),
    )
    .addOption(
      new Option(
        '--for <who>',
        'with --role: who gets it (default: operator); check needs an identity of its own, as its role beside that of the operator stops the sync',
      ).choices(['operator', 'check']),
    )
    .option(
      '--also <key>',
      'with --role: a key that a value refers to with ${...}, in every folder that is read by names, or in one: prod:/orders:DB_USER; with --rotate: a key whose value refers to that one; may be given several times',
      append,
    );
  return withNamespaceOption(withRenderOptions(withComposeOptions(command)))
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], options: ReportOptions) => (await import('./run.js')).runReport(paths, options));
}
