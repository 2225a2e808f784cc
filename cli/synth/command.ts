import { Command, InvalidArgumentError, Option } from 'commander';
import { isWithoutNode } from '../files/without-node';
import { FORMATS } from './options';
import type { RunOptions } from './run';
import { refuseWithWatch } from './watch/refused-options';

export function synthCommand(): Command {
  return new Command('synth')
    .description('run the app of cdk8s.yaml, and replace the output folder only when all went well')
    .option('-a, --app <command>', 'the command that runs the app (default: `app` of cdk8s.yaml)')
    .option('-o, --output <folder>', 'the output folder (default: `output` of cdk8s.yaml, or dist)')
    .option('--check', 'write nothing; exit with 1 if the output folder is not up to date')
    .option('--diff', 'tell which fields of which objects change, and who gains or loses which key')
    .option('--watch', 'do so with each save, and tell what it changes, until Ctrl-C')
    .option('--no-validate', 'leave out the validations of cdk8s.yaml')
    .option('--no-cache', 'run the app by its command line, without what is kept to start it faster')
    .option(
      '--wait <seconds>',
      'how long to wait for another synth of the same folder; 0 fails at once',
      parseSeconds,
      600,
    )
    .addOption(new Option('--format <format>', 'what to print, also when it fails').choices(FORMATS).default('text'))
    .option('--json', 'the same as --format json')
    .option('--report <file>', 'write that there instead of standard output')
    .option('--show-suppressed', 'tell what is suppressed, with the reasons')
    .option('--verbose', 'a line for each finding, and where an error was thrown')
    .addHelpText('after', `\n${EXAMPLES}`)
    .action(runSynth);
}

const EXAMPLES = `Examples:
  $ npx cdk8s-infisical synth
  $ npx cdk8s-infisical synth --check          # is dist what it makes?
  $ npx cdk8s-infisical synth --check --diff   # what would change

Exit codes: 0 written, or up to date, 1 a validation of cdk8s.yaml finds
something, or the output folder is not up to date (--check), 2 the app fails, a
rule finds an error, or nothing could be written.`;

async function runSynth(options: RunOptions): Promise<void> {
  if (isWithoutNode()) {
    throw new Error('synth runs the program of a project, which takes Node: there, run npx cdk8s-infisical synth');
  }
  if (options.watch) {
    refuseWithWatch(options);
    const { watch } = await import('./watch/watch.js');
    await watch(options);
    return;
  }
  const { run } = await import('./run.js');
  await run(options);
}

/** As far as a timer goes. */
const LONGEST_WAIT = 86_400;

function parseSeconds(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= LONGEST_WAIT)) {
    throw new InvalidArgumentError(`Write a number of seconds from 0 to ${LONGEST_WAIT}.`);
  }
  return value;
}
