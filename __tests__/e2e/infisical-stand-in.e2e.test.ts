import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// What the real CLI 0.43.12x wrote and returned, built from its source, against a server on this machine.
import recorded from '../fixtures/infisical-cli.json';

const STAND_IN = join(__dirname, 'programs/infisical');
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = { authTokenType: 'identityAccessToken', identityId: 'i-1', identityName: 'n', exp: 4102444800 };
const TOKEN = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ ...claims, orgId: 'o-1' })}.`;

const SECRETS = {
  session: 'none',
  tokens: { [`${TOKEN}good`]: 'good', [`${TOKEN}expired`]: 'expired', [`${TOKEN}nrv`]: 'no-read-value' },
  projects: { p: { dev: { '/': { A: '1', HOME: 'x' }, '/o': { A: '2', B: 'a \n"<q>"' } } } },
};

let temp: string;

beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), 'stand-in-'));
});

afterAll(() => rmSync(temp, { recursive: true }));

function standIn(args: readonly string[], env: NodeJS.ProcessEnv, secrets: object) {
  writeFileSync(join(temp, 'secrets.json'), JSON.stringify(secrets));
  const own = { PATH: process.env.PATH, SHELL: '/bin/sh', STAND_IN_SECRETS: join(temp, 'secrets.json') };
  const { status, stdout, stderr } = spawnSync(STAND_IN, args, {
    cwd: temp,
    env: { ...own, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { status, stdout: comparable(stdout), stderr: comparable(stderr) };
}

function comparable(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '<time>')
    .replace(/callback_port=\d+/, 'callback_port=<port>')
    .replace(/(Usage:)[\s\S]*/, '$1');
}

test.each(recorded.map((row) => ({ ...row, call: row.args.join(' ') })))(
  'says what the real CLI says: $call',
  (row) => {
    const env = Object.fromEntries(
      Object.entries(row.env).map(([name, value]) => [name, value.replace('<token>.', TOKEN)]),
    );
    const isReached = row.env.INFISICAL_DOMAIN !== 'http://127.0.0.1:1';
    const secrets = isReached ? SECRETS : { ...SECRETS, failures: [{ kind: 'unreachable' }] };
    const { args, status, stdout, stderr } = row;
    expect(standIn(args, env, secrets)).toEqual({ status, stdout, stderr });
  },
);

describe('an old one', () => {
  const old = { ...SECRETS, session: 'user', version: '0.43.81' };

  test('reads the last of several paths only', () => {
    const args = ['run', '--projectId=p', '--path=/o', '--path=/', '--log-level=error', '--', 'sh', '-c', 'echo $A $B'];
    expect(standIn(args, {}, old).stdout).toBe('1\n');
    expect(standIn(args, {}, { ...SECRETS, session: 'user' }).stdout).toBe('1 a "<q>"\n');
  });

  test('has no status of the login', () => {
    const { status, stdout, stderr } = standIn(['login', 'status', '--json'], {}, old);
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr: 'Error: unknown flag: --json\nUsage:',
    });
  });
});

test('each failure that a place can have is told', () => {
  const kinds = [
    'unreachable',
    'unknown-ca',
    'rate-limited',
    'no-project',
    'no-environment',
    'expired',
    'no-read-value',
  ];
  const said = kinds.map((kind) => {
    const failures = [{ kind, path: '/o' }];
    const args = ['export', '--projectId=p', '--format=json', '--path=/o'];
    const { status, stdout, stderr } = standIn(args, {}, { ...SECRETS, session: 'user', failures });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    return /connection refused|unknown authority|Response Code: \d+|$/.exec(stderr)?.[0];
  });
  const code = (status: number) => `Response Code: ${status}`;
  expect(said).toEqual(['connection refused', 'unknown authority', ...[429, 404, 404, 403, 403].map(code)]);
});
