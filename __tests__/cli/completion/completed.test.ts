import { Argument, Command, Option } from 'commander';
import { completedProgram } from '../../../cli/completion/completed';

const RULES = [{ word: 'C2', description: 'A workload uses only keys that are written' }];

function completedRun(command: Command) {
  const { commands } = completedProgram(new Command('tool').addCommand(command), RULES);
  const [run] = commands.slice(1);
  return {
    args: run.args,
    options: Object.fromEntries(run.options.map(({ names, values }) => [names.at(-1), values])),
  };
}

test('what can stand there is told by choices, then by names', () => {
  const command = new Command('run')
    .addArgument(new Argument('[from]').choices(['a']))
    .argument('<rule...>')
    .option('-q, --quiet', 'x')
    .option('--no-compose', 'x')
    .option('--rule <id>', 'x')
    .option('--environment <slug...>', 'x')
    .option('--ca-file <file>', 'x')
    .option('--out <folder>', 'x')
    .option('--path <path...>', 'of Infisical')
    .option('--to <generation>', 'x')
    .option('--toString <constructor>', 'x')
    .addOption(new Option('--file <file>', 'x').choices(['b']))
    .addOption(new Option('--hidden').hideHelp());
  expect(completedRun(command)).toEqual({
    args: [
      { values: [{ word: 'a', description: '' }], isVariadic: false },
      { values: RULES, isVariadic: true },
    ],
    options: {
      '--quiet': undefined,
      '--no-compose': undefined,
      '--rule': RULES,
      '--environment': 'environments',
      '--ca-file': 'files',
      '--out': 'folders',
      '--path': 'unknown',
      '--to': 'unknown',
      '--toString': 'unknown',
      '--file': [{ word: 'b', description: '' }],
      '--help': undefined,
    },
  });
});

test('the program itself takes the names of its commands, and so does help', () => {
  const program = new Command('tool').addCommand(new Command('run').description('runs'));
  const { commands } = completedProgram(program, []);
  const names = [
    { word: 'run', description: 'runs' },
    { word: 'help', description: 'display help for command' },
  ];
  expect(commands.map(({ word }) => word)).toEqual(['', 'run', 'help']);
  expect([commands[0].args, commands[2].args]).toEqual(Array(2).fill([{ values: names, isVariadic: false }]));
});
