import { commandLine } from '../command-line';
import { commandNames } from './command-names';

const COLUMNS = 80;

test('the program says which command is for which task', async () => {
  const { stdout } = await commandLine(['--help']);
  expect(stdout).toContain('\nBefore the merge:\n');
  expect(stdout).not.toContain('\nCommands:\n');
  expect(stdout).toContain('\nExamples:\n  $ npx cdk8s-infisical init orders\n');
  expect(stdout.split('\n').filter(({ length }) => length > COLUMNS)).toEqual([]);
});

test('each command has examples, and help that fits into a terminal', async () => {
  const names = await commandNames();
  expect(names).toContain('synth');
  const helps = await Promise.all(names.map((name) => commandLine([name, '--help'])));
  for (const [index, { stdout, status }] of helps.entries()) {
    const name = names[index];
    expect({ name, status }).toEqual({ name, status: 0 });
    expect(stdout).toMatch(new RegExp(`^Examples:\n  \\$ .*cdk8s-infisical ${name}`, 'm'));
    expect({ name, wide: stdout.split('\n').filter(({ length }) => length > COLUMNS) }).toEqual({ name, wide: [] });
  }
});

test.each([
  [['chek'], "error: unknown command 'chek'\n(Did you mean check?)\n"],
  [['lint', '--rul', 'C2'], "error: unknown option '--rul'\n(Did you mean --rule?)\n"],
  [['adopt'], "error: missing required argument 'paths'\nfor example: npx cdk8s-infisical adopt k8s/\n"],
  [['promote'], "error: missing required argument 'from'\nfor example: npx cdk8s-infisical promote staging prod\n"],
])('%p is answered by what is near', async (args, stderr) => {
  expect(await commandLine(args)).toEqual({ status: 2, stdout: '', stderr });
});
