import { Command, CommanderError } from 'commander';
import { version } from '../package.json';
import { adoptCommand } from './adopt/command';
import { checkCommand } from './check/command';
import { completionCommand } from './completion/command';
import { explainCommand } from './explain/command';
import { importCommand } from './import/command';
import { initCommand } from './init/command';
import { lintCommand } from './lint/command';
import { composeMigrationCommand } from './migrate-compose/command';
import { reportCommand } from './report/command';
import { statusCommand } from './status/command';
import { synthCommand } from './synth/command';
import { COMMANDER_OUTPUT } from './terminal/commander-output';
import { ExitCode } from './terminal/exit-code';
import { failureText } from './terminal/failure-text';
import { guardOutput, withTrace } from './terminal/output-guard';
import { tell } from './terminal/writer';

const COMMANDS = [
  initCommand,
  adoptCommand,
  synthCommand,
  lintCommand,
  checkCommand,
  importCommand,
  reportCommand,
  statusCommand,
  explainCommand,
  completionCommand,
  composeMigrationCommand,
];

async function main(): Promise<void> {
  guardOutput();
  const program = new Command('cdk8s-infisical')
    .description('Infisical-backed workloads from one declaration')
    .version(version)
    .configureHelp({ showGlobalOptions: true });
  for (const command of COMMANDS) program.addCommand(command());
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
