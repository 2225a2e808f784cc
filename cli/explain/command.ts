import { Command } from 'commander';
import type { ExplainOptions } from './options';

export function explainCommand(): Command {
  return new Command('explain')
    .description('tell what a rule says, why, what breaks it, and what to do')
    .argument('[rule...]', 'ids as findings show them, the letter of a family, or words to look for')
    .option('--list', 'list all of them, with their titles')
    .option('--json', 'print JSON')
    .addHelpText('after', `\n${EXAMPLES}`)
    .action(async (words: string[], options: ExplainOptions) => (await import('./run.js')).runExplain(words, options));
}

const EXAMPLES = `Examples:
  $ npx cdk8s-infisical explain                what there is to explain
  $ npx cdk8s-infisical explain C2             a rule
  $ npx cdk8s-infisical explain missing stale  what check and synth --check say
  $ npx cdk8s-infisical explain auto-reload    what says these words

Exit codes: 0 it is explained, 2 nothing is called so.`;
