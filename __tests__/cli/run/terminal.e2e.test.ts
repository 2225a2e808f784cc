import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMAND } from '../command-line';
import { type Made, runFolder } from './run-folder';

const made: Made[] = [];

afterAll(() => {
  for (const one of made) one.remove();
});

/** Types into a pseudo-terminal once the command says that it is ready, and tells how it ended and what stood there. */
const PYTHON = `
import json, os, pty, sys
keys = sys.argv[1].encode().decode('unicode_escape').encode()
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
shown = b''
while True:
    try:
        data = os.read(fd, 65536)
    except OSError:
        data = b''
    if not data:
        break
    shown += data
    if keys and b'ready' in shown:
        os.write(fd, keys)
        keys = b''
status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
print(json.dumps({'status': status, 'shown': shown.decode('utf-8', 'replace')}))
`;

async function typed(keys: string, args: readonly string[], within: readonly string[] = []) {
  const one = runFolder();
  made.push(one);
  const words = [...within, process.execPath, COMMAND, 'run', ...args];
  const child = spawn('python3', ['-c', PYTHON, keys, ...words], {
    cwd: one.cwd,
    env: { HOME: process.env.HOME, TERM: 'xterm', ...one.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  await new Promise((resolve) => child.on('close', resolve));
  const { status, shown } = JSON.parse(output) as { readonly status: number; readonly shown: string };
  return { status, shown, cwd: one.cwd };
}

/** Notes each signal, and goes on for as long as a second one would take to come. */
const NOTING =
  "process.on('SIGINT', () => { require('fs').appendFileSync('got', 'SIGINT '); setTimeout(() => process.exit(5), 500); }); setInterval(() => {}, 1000); console.log('ready');";

const CTRL_C = '\\x03';

test.each<[string, readonly string[]]>([
  ['where its streams are the terminal', []],
  // As others do who start it, such as concurrently.
  ['also where its streams are no terminal', ['sh', '-c', '"$@" </dev/null 2>/dev/null | cat', 'sh']],
])('Ctrl-C reaches the command once, %s', async (_, within) => {
  const { shown, status, cwd } = await typed(CTRL_C, ['orders', '--', process.execPath, '-e', NOTING], within);
  expect(readFileSync(join(cwd, 'got'), 'utf8')).toBe('SIGINT ');
  expect(shown).toContain('ready');
  if (within.length === 0) expect(status).toBe(5);
});

test('a command that Ctrl-C ends, ends with 130', async () => {
  const { status } = await typed(CTRL_C, ['orders', '--', 'sh', '-c', 'echo ready; sleep 60']);
  expect(status).toBe(130);
});

test('a command reads what is typed, and sees the terminal', async () => {
  const script = 'test -t 0 && test -t 1 && test -t 2 && echo ready; read line; echo "got <$line>"';
  expect(await typed('a b\\n', ['orders', '--', 'sh', '-c', script])).toMatchObject({
    status: 0,
    shown: expect.stringContaining('got <a b>'),
  });
});
