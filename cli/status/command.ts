import { Command, InvalidArgumentError } from 'commander';
import { momentOf } from '../../lib/model/health/moments';
import { withKubectlOptions } from '../kubectl/options';
import { withNamespaceOption } from '../manifests/namespace-option';
import type { StatusOptions } from './options';

const ONE_NAMESPACE = 'what is in one namespace only; what names none in dist is taken to be there';

export function statusCommand(): Command {
  const command = withNamespaceOption(new Command('status'), ONE_NAMESPACE)
    .description('what runs: how it stands with each sync, what differs from dist, and what to do')
    .argument('[exports...]', 'what kubectl get -o json printed: files, folders, - for standard input')
    .option('--json', 'for programs')
    .option('--dist <folder>', 'what should run there (default: the folders of dist with the same objects)')
    .option('--no-dist', 'compare with nothing')
    .option(
      '--now <time>',
      'when the exports were made, as 2030-01-31T12:00:00Z (default: their newest time)',
      parseNow,
    );
  return withKubectlOptions(command)
    .addHelpText('after', `\n${EXAMPLES}`)
    .action(async (paths: string[], options: StatusOptions) => (await import('./run.js')).runStatus(paths, options));
}

function parseNow(text: string): number {
  const moment = momentOf(text);
  if (moment === undefined) throw new InvalidArgumentError('Write a time as 2030-01-31T12:00:00Z.');
  return moment;
}

const EXAMPLES = `Examples:
  $ npx cdk8s-infisical status                # the current context, by kubectl
  $ npx cdk8s-infisical status --context prod --namespace shop --dist dist/prod
  $ kubectl get infisicalsecrets,pods -A -o json | npx cdk8s-infisical status -
  $ npx cdk8s-infisical status export/ --json

Nothing is changed, and no value of a Secret is read: of Secrets,
kubectl tells the names of their keys only.

Exit codes: 0 all is well, 1 something is not, 2 something could
not be read or asked, and is not known.`;
