import { Command, InvalidArgumentError } from 'commander';
import { jsonText } from '../languages/json';
import { ExitCode } from '../terminal/exit-code';
import { slowSteps } from '../terminal/slow-steps';
import { composed } from '../terminal/terminal-text';
import { print, printDocument } from '../terminal/writer';
import { interruptible } from './interruption';

export function synthCommand(): Command {
  return new Command('synth')
    .description('run the app of cdk8s.yaml, and replace the output folder only when all went well')
    .option('-a, --app <command>', 'the command that runs the app (default: `app` of cdk8s.yaml)')
    .option('-o, --output <folder>', 'the output folder (default: `output` of cdk8s.yaml, or dist)')
    .option('--check', 'write nothing; exit with 1 if the output folder is not up to date')
    .option('--no-validate', 'leave out the validations of cdk8s.yaml')
    .option('--no-cache', 'run the app by its command line, without what is kept to start it faster')
    .option('--wait <seconds>', 'how long to wait for another synth of the same folder; 0 fails at once', seconds, 600)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx cdk8s-infisical synth\n  $ npx cdk8s-infisical synth --check   # in CI: is dist what the app makes?',
    )
    .action(runSynth);
}

interface Options {
  readonly app?: string;
  readonly output?: string;
  readonly check?: boolean;
  readonly validate: boolean;
  readonly cache: boolean;
  readonly wait: number;
  readonly json?: boolean;
}

/** As far as a timer goes. */
const LONGEST_WAIT = 86_400;

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= LONGEST_WAIT)) {
    throw new InvalidArgumentError(`Write a number of seconds from 0 to ${LONGEST_WAIT}.`);
  }
  return value;
}

async function runSynth({ json, ...options }: Options): Promise<void> {
  const [{ synth }, { summary }] = await Promise.all([import('./synth.js'), import('./summary.js')]);
  const shown = slowSteps();
  const result = await interruptible(
    (interruption) => synth(process.cwd(), options, { progress: shown, interruption }),
    shown.end,
  );
  if (json) printDocument(jsonText(result));
  else print(composed(summary(result, options.check === true)));
  const isStale = options.check === true && result.changes.length + result.beside.length > 0;
  if (isStale || result.violations.length > 0) process.exitCode = ExitCode.FINDINGS;
}
