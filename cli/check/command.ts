import { Command, InvalidArgumentError, Option } from 'commander';
import { withComposeOptions } from '../access/compose-options';
import { CREDENTIALS_HELP, withConnectionOptions } from '../infisical-api/connection-options';
import { withNamespaceOption } from '../manifests/namespace-option';
import { withRenderOptions } from '../render/options';
import { type CheckOptions, FAILING, type FailingStatus, FORMATS } from './options';

export function checkCommand(): Command {
  const command = new Command('check')
    .description('find out whether Infisical has every key that the manifests need, before they are merged')
    .argument('[paths...]', 'files and folders with manifests, - for standard input (default: dist)')
    .addOption(new Option('--format <format>', 'what to print').choices(FORMATS).default('table'))
    .option('--json', 'the same as --format json')
    .option('--output <file>', 'write there instead of standard output')
    .option('--fail-on <statuses>', `what ends with 1, of ${FAILING.join(',')}`, parseFailing, [
      'missing',
      'invalid',
    ] as const)
    .option(
      '--unused',
      'the other side: the keys in Infisical that nobody declares, by folder, with who used them last in git; as table or json, and with 1 only where --fail-on has unused',
    )
    .option('--canary <key>', 'a key that is in every folder: where it is not visible, others may be hidden too')
    .option('--offline', 'check against the committed key catalogue, which `import` makes')
    .option('--catalogue <folder>', 'where the key catalogue is', 'imports/infisical');
  return withConnectionOptions(withNamespaceOption(withRenderOptions(withComposeOptions(command))))
    .addHelpText('after', `${CREDENTIALS_HELP}\n\n${EXAMPLES}`)
    .action(async (paths: string[], options: CheckOptions) => (await import('./run.js')).runCheck(paths, options));
}

function parseFailing(text: string): FailingStatus[] {
  return text.split(',').map((word) => {
    const status = FAILING.find((one) => one === word.trim());
    if (status === undefined) throw new InvalidArgumentError(`Write one or more of ${FAILING.join(',')}.`);
    return status;
  });
}

const EXAMPLES = `Examples:
  $ npx cdk8s-infisical check
  $ npx cdk8s-infisical check dist/prod --format github
  $ npx cdk8s-infisical check --host https://example.com --ca-file ca.pem
  $ npx cdk8s-infisical check --offline
  $ npx cdk8s-infisical check --unused          keys that nobody declares
  $ helm template chart | npx cdk8s-infisical check -

Exit codes: 0 every key exists, 1 keys are missing, 2 it could not find out.`;
