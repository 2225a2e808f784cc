import { Command, InvalidArgumentError, Option } from 'commander';
import { didYouMean } from '../../lib/text/did-you-mean';
import { isRuleId, RULE_IDS, type RuleId } from '../../lib/validation/rule-ids';
import { withNamespaceOption } from '../manifests/namespace-option';
import { withRenderOptions } from '../render/options';
import { FAIL_ON, FORMATS, type LintOptions } from './options';

export function lintCommand(): Command {
  const command = withNamespaceOption(new Command('lint'))
    .description('hold manifests, from whichever tool, against all rules')
    .argument('[paths...]', 'files and folders with manifests, - for standard input (default: dist)')
    .addOption(new Option('--format <format>', 'what to print').choices(FORMATS).default('text'))
    .option('--json', 'the same as --format json')
    .option('--output <file>', 'write there instead of standard output')
    .addOption(new Option('--fail-on <severity>', 'what ends with 1').choices(FAIL_ON).default('error'))
    .option('--rule <id>', 'hold against this rule only; may be given several times', addRule)
    .option('--previous <ref>', 'the git ref that is deployed, for the rules on changes')
    .option('--environment <name>', 'the environment, for suppressions of one, where no folder is called like it')
    .option('--show-suppressed', 'tell what is suppressed, with the reasons')
    .option('--fix', 'put right what can be without changing what the cluster does; shows a diff, and writes it')
    .addOption(new Option('--diff', 'show what --fix would write, and write nothing').conflicts('fix'));
  return withRenderOptions(command)
    .addHelpText('after', `\n${EXAMPLES}`)
    .action(async (paths: string[], options: LintOptions) => (await import('./run.js')).runLint(paths, options));
}

function addRule(text: string, before: readonly RuleId[] = []): RuleId[] {
  const ids = text.split(',').map((word) => word.trim());
  const unknown = ids.find((id) => !isRuleId(id.toUpperCase()));
  if (unknown !== undefined)
    throw new InvalidArgumentError(`There is no such rule: ${didYouMean(unknown, RULE_IDS, 'see docs/rules.md')}`);
  return [...before, ...ids.map((id) => id.toUpperCase()).filter(isRuleId)];
}

const EXAMPLES = `Examples:
  $ npx cdk8s-infisical lint k8s
  $ npx cdk8s-infisical lint k8s --previous origin/main   # and what a change does
  $ helm template chart | npx cdk8s-infisical lint -
  $ npx cdk8s-infisical lint charts/shop --render --values prod.yaml
  $ kubectl kustomize prod | npx cdk8s-infisical lint - --environment prod
  $ npx cdk8s-infisical lint k8s --rule C11 --fail-on warning
  $ npx cdk8s-infisical lint k8s --diff

Exit codes: 0 nothing that --fail-on names, 1 findings, 2 something is unread,
or it could not find out.`;
