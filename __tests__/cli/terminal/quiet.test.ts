import { Command } from 'commander';
import { isQuiet, withQuietOption } from '../../../cli/terminal/quiet';

test.each([
  [['run', '--quiet'], true],
  [['run'], false],
])('%j is as quiet as it is told to be, whatever ran before it', async (given, quiet) => {
  const program = new Command();
  program.command('run').action(() => undefined);
  await withQuietOption(program).parseAsync(given, { from: 'user' });
  expect(isQuiet()).toBe(quiet);
});
