import { Command, CommanderError } from 'commander';
import { version } from '../package.json';
import { adoptCommand } from './adopt/command';
import { checkCommand } from './check/command';
import { completionCommand } from './completion/command';
import { doctorCommand } from './doctor/command';
import { explainCommand } from './explain/command';
import { imageCommand } from './image/command';
import { importCommand } from './import/command';
import { initCommand } from './init/command';
import { lintCommand } from './lint/command';
import { composeMigrationCommand } from './migrate-compose/command';
import { promoteCommand } from './promote/command';
import { reportCommand } from './report/command';
import { statusCommand } from './status/command';
import { synthCommand } from './synth/command';
import { COMMANDER_OUTPUT } from './terminal/commander-output';
import { ExitCode } from './terminal/exit-code';
import { failureText } from './terminal/failure-text';
import { guardOutput, withTrace } from './terminal/output-guard';
import { withQuietOption } from './terminal/quiet';
import { tell } from './terminal/writer';

/** By the task for which somebody takes them. */
const COMMANDS = {
  'Begin a project:': [initCommand, adoptCommand, composeMigrationCommand],
  'Every day:': [synthCommand, importCommand, explainCommand],
  'Before the merge:': [lintCommand, checkCommand, reportCommand],
  'Ship an image:': [imageCommand, promoteCommand],
  'What runs:': [statusCommand, doctorCommand],
  'This command line:': [completionCommand],
};

const EXAMPLES = `
Examples:
  $ npx cdk8s-infisical init orders
  $ npx cdk8s-infisical synth
  $ npx cdk8s-infisical explain C2
  $ npx cdk8s-infisical help check

Exit codes: 0 all is well, 1 something was found, 2 it could not find out.`;

async function main(): Promise<void> {
  guardOutput();
  const program = new Command('cdk8s-infisical')
    .description('Infisical-backed workloads from one declaration')
    .version(version)
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', EXAMPLES);
  for (const [task, commands] of Object.entries(COMMANDS)) {
    for (const command of commands) program.addCommand(command().helpGroup(task));
  }
  const help = new Command('help').argument('[command]').description('display help for a command');
  program.addHelpCommand(help.helpGroup('This command line:'));
  withQuietOption(program);
  for (const command of [program, ...program.commands]) command.exitOverride().configureOutput(COMMANDER_OUTPUT);
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = ExitCode.FAILURE;
    if (!(error instanceof CommanderError)) tell(failureText(error, withTrace()));
    else if (error.exitCode === 0) process.exitCode = ExitCode.SUCCESS;
  }
}

void main();
