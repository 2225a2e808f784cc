import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';

const COMMAND = join(__dirname, '../../build/cli/main.js');

/** A file of Linux that is always full. */
const FULL = '/dev/full';

test('output that cannot be written ends with 2 and one line', () => {
  const full = openSync(FULL, 'w');
  const { status, stderr } = spawnSync(process.execPath, [COMMAND, '--help'], { stdio: ['ignore', full, 'pipe'] });
  closeSync(full);
  expect({ status, stderr: String(stderr) }).toEqual({
    status: 2,
    stderr: 'standard output cannot be written: the disk is full\n',
  });
});

test('messages that cannot be written leave the exit code as it is', () => {
  const full = openSync(FULL, 'w');
  const { status, stdout } = spawnSync(process.execPath, [COMMAND, 'report', 'nowhere'], {
    stdio: ['ignore', 'pipe', full],
  });
  closeSync(full);
  expect({ status, stdout: String(stdout) }).toEqual({ status: 2, stdout: '' });
});
