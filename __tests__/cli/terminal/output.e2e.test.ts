import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine } from '../command-line';
import { UNSEEN } from '../languages/hostile';

const folder = mkdtempSync(join(tmpdir(), 'output-'));
afterAll(() => rmSync(folder, { recursive: true }));

const HOSTILE = '\u001b[31mx\n::error::y ##[error]z\u202e https://u:hunter2PW@h';

describe('what was typed is obeyed by no terminal and no CI', () => {
  test.concurrent.each<[string, string[]]>([
    ['an unknown option', [`--${HOSTILE}`]],
    ['an unknown option of a command', ['check', `--${HOSTILE}`]],
    ['an unknown command', [HOSTILE]],
    ['too much', ['synth', HOSTILE]],
    ['a number', ['check', '--retries', HOSTILE]],
    ['a choice', ['report', `--format=${HOSTILE}`]],
    ['a host', ['check', '--host', HOSTILE]],
    ['a mapping', ['import', '--host-map', HOSTILE]],
    ['a file of certificates', ['import', '--project', 'p', '--environment', 'e', '--ca-file', HOSTILE]],
    ['a path of check', ['check', HOSTILE]],
    ['a path of report', ['report', HOSTILE]],
    ['a path of import', ['import', HOSTILE]],
    ['a path of adopt', ['adopt', HOSTILE]],
    ['a file of migrate-compose', ['migrate-compose', HOSTILE]],
    ['a rule', ['explain', HOSTILE]],
    ['a shell', ['completion', HOSTILE]],
    ['a ref', ['report', '--diff', HOSTILE]],
    ['an app', ['synth', '--app', `exit 3 # ${HOSTILE}`]],
    [
      'a folder and the answers of init',
      ['init', HOSTILE, '--yes', '--name', HOSTILE, '--keys', HOSTILE, '--host', HOSTILE],
    ],
  ])('as %s', async (_, args) => {
    const env = { INFISICAL_TOKEN: 'x' };
    const { status, stdout, stderr } = await commandLine(args, { cwd: folder, env });
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toBe('');
    for (const text of [stderr]) {
      expect(text).not.toMatch(UNSEEN);
      expect(text).not.toMatch(/^\s*::|##\w*\[/m);
      expect(text).not.toMatch(/^ +at /m);
      expect(text).not.toContain('hunter2PW');
    }
  });
});

describe('what nobody meant to happen', () => {
  const preloaded = (name: string, script: string) => {
    const file = join(folder, `${name}.cjs`);
    writeFileSync(file, script);
    return commandLine(['--help'], { cwd: folder, env: { NODE_OPTIONS: `--require ${file}` } });
  };

  test('ends with 2 and one line, which repeats nothing', async () => {
    const { status, stderr } = await preloaded('bug', "setImmediate(() => { throw new TypeError('hunter2PW'); });");
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        'this is a bug in cdk8s-infisical (TypeError): please report it, with what CDK8S_INFISICAL_TRACE=1 shows of it\n',
    });
  });

  test('is no warning of Node.js, which would repeat what it is about', async () => {
    const { status, stderr } = await preloaded('warning', "setImmediate(() => process.emitWarning('hunter2PW'));");
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

test('who stops reading is no failure, and gets no stack', async () => {
  const child = spawn(process.execPath, [join(__dirname, '../../../build/cli/main.js'), '--help']);
  child.stdout.destroy();
  let told = '';
  child.stderr.on('data', (text) => {
    told += text;
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  expect({ status, told }).toEqual({ status: 0, told: '' });
});
