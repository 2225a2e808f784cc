import { type StdioOptions, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './packed-library';

const COMMAND = join(__dirname, '../../build/cli/main.js');

/** A file of Linux that is always full. */
const FULL = '/dev/full';

/** Commands that only read, with what they print and how they end where all is well. */
const COMMANDS: [args: string, status: number][] = [
  ['--help', 0],
  ['--version', 0],
  ['check --help', 0],
  ['report', 0],
  ['report --json', 0],
  ['report --format html', 0],
  ['report nowhere', 2],
  ['check --offline', 0],
  ['nonsense', 2],
];

/** Runs a command; what it does not write into a file or a pipe that nobody reads is given. */
async function run(args: string, stdout: number | 'unread' | 'pipe', stderr: number | 'pipe') {
  const stdio: StdioOptions = ['ignore', stdout === 'unread' ? 'pipe' : stdout, stderr];
  const child = spawn(process.execPath, [COMMAND, ...args.split(' ')], { cwd: PROJECT, stdio });
  if (stdout === 'unread') child.stdout?.destroy();
  let told = '';
  child.stdout?.resume();
  child.stderr?.on('data', (text) => {
    told += text;
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  return { status, told };
}

let full: number;
beforeAll(() => {
  full = openSync(FULL, 'w');
});
afterAll(() => closeSync(full));

describe.each(COMMANDS)('%s', (args, status) => {
  test('ends with 2 and one line more where what it prints cannot be written', async () => {
    const { told } = await run(args, 'pipe', 'pipe');
    const line = status === 0 ? 'standard output cannot be written: the disk is full\n' : '';
    expect(await run(args, full, 'pipe')).toEqual({ status: 2, told: `${told}${line}` });
  });

  test('ends as always where what it tells cannot be written', async () => {
    expect(await run(args, 'pipe', full)).toEqual({ status, told: '' });
    expect(await run(args, full, full)).toEqual({ status: 2, told: '' });
  });

  test('ends as always where nobody reads on', async () => {
    const { told } = await run(args, 'pipe', 'pipe');
    expect(await run(args, 'unread', 'pipe')).toEqual({ status, told });
  });
});
