import { Command, CommanderError, Help, Option } from 'commander';
import { closest } from '../lib/text/did-you-mean';
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
import { provisionCommand } from './provision/command';
import { reportCommand } from './report/command';
import { runCommand } from './run/command';
import { usageStatus } from './run/run-status';
import { statusCommand } from './status/command';
import { synthCommand } from './synth/command';
import { COMMANDER_OUTPUT } from './terminal/commander-output';
import { ExitCode } from './terminal/exit-code';
import { failureText } from './terminal/failure-text';
import { guardOutput, withTrace } from './terminal/output-guard';
import { withQuietOption } from './terminal/quiet';
import { say } from './terminal/terminal-text';
import { tell } from './terminal/writer';

/** By the task for which somebody takes them. */
const COMMANDS = {
  'Begin a project:': {
    init: initCommand,
    adopt: adoptCommand,
    'migrate-compose': composeMigrationCommand,
    import: importCommand,
    provision: provisionCommand,
  },
  'Every day:': {
    synth: synthCommand,
    run: runCommand,
    explain: explainCommand,
    image: imageCommand,
    promote: promoteCommand,
    status: statusCommand,
    doctor: doctorCommand,
  },
  'Before the merge:': { lint: lintCommand, check: checkCommand, report: reportCommand },
  'This command line:': { completion: completionCommand },
};

/** The one that is asked for is enough; to name all of them, and where it is none of them, all are needed. */
function isNeeded(name: string): boolean {
  const [, , asked = ''] = process.argv;
  const isOne = asked !== 'completion' && Object.values(COMMANDS).some((commands) => Object.hasOwn(commands, asked));
  return !isOne || name === asked;
}

const EXAMPLES = `
Examples:
  $ npx cdk8s-infisical init orders
  $ npx cdk8s-infisical synth
  $ npx cdk8s-infisical explain C2
  $ npx cdk8s-infisical help check

Exit codes: 0 all is well, 1 something was found, 2 it could not find out.`;

/** Of a default only what tells something: an option that is not given is not given. */
function descriptionOf(option: Option): string {
  const { defaultValue } = option;
  const isNothing = defaultValue === false || (Array.isArray(defaultValue) && defaultValue.length === 0);
  const help = new Help();
  if (!isNothing) return help.optionDescription(option);
  return help.optionDescription(Object.assign(new Option(option.flags), option, { defaultValue: undefined }));
}

/** Unlike that of commander it says so where there is no such command. */
function helpCommand(program: Command): Command {
  return new Command('help')
    .argument('[command]', 'a command')
    .description('display help for a command')
    .action((name?: string) => {
      const command = name === undefined ? program : program.commands.find((one) => one.name() === name);
      if (command !== undefined) command.help();
      const near = closest(
        name ?? '',
        program.commands.map((one) => one.name()),
      );
      program.error(`error: unknown command '${name}'${near === undefined ? '' : `\n(Did you mean ${near}?)`}`);
    });
}

/** What does not fit beside its description is not wrapped, and every command has options. */
function termOf(command: Command): string {
  return new Help().subcommandTerm(command).replace(' [options]', '');
}

/** The first example of its help, for who has left out what it needs. */
function exampleIn(command: Command): string {
  let help = '';
  const writeOut = (text: string) => {
    help += text;
  };
  command.configureOutput({ ...COMMANDER_OUTPUT, writeOut }).outputHelp();
  const [, example] = /^ *\$ (npx cdk8s-infisical .+)$/m.exec(help) ?? [];
  return example ?? `npx cdk8s-infisical help ${command.name()}`;
}

export async function main(): Promise<void> {
  guardOutput();
  const program = new Command('cdk8s-infisical')
    .description('Infisical-backed workloads from one declaration')
    .version(version)
    .configureHelp({ showGlobalOptions: true, subcommandTerm: termOf })
    .addHelpText('after', EXAMPLES);
  for (const [task, commands] of Object.entries(COMMANDS)) {
    for (const [name, command] of Object.entries(commands)) {
      if (isNeeded(name)) program.addCommand(command().helpGroup(task));
    }
  }
  withQuietOption(program);
  program.addCommand(helpCommand(program).helpGroup('This command line:'));
  for (const command of program.commands) command.configureHelp({ optionDescription: descriptionOf });
  let usage: number = ExitCode.FAILURE;
  for (const command of [program, ...program.commands]) {
    command.configureOutput(COMMANDER_OUTPUT).exitOverride((error) => {
      if (command.name() === 'run') usage = usageStatus(process.argv);
      if (error.code === 'commander.missingArgument') tell(say`for example: ${exampleIn(command)}\n`);
      throw error;
    });
  }
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = usage;
    if (!(error instanceof CommanderError)) tell(failureText(error, withTrace()));
    else if (error.exitCode === 0) process.exitCode = ExitCode.SUCCESS;
  }
}

void main();
