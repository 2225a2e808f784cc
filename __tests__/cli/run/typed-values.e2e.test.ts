import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { COMMAND, commandLine } from '../command-line';
import { CANARY, COMPOSE, type Made, runFolder, SECRETS } from './run-folder';

const made: Made[] = [];
const running: ChildProcess[] = [];

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  for (const one of made) one.remove();
});

const KINDS = {
  orders: {
    variables: {
      DB_URL: { kind: 'url', schemes: ['postgres'] },
      EMPTY: { kind: 'text', minLength: 3 },
      DSN: { kind: 'url' },
    },
  },
  web: { variables: { DB_URL: { kind: 'integer', min: 1 } } },
};
const TYPED = `${COMPOSE}  kinds: ${JSON.stringify(KINDS)}\n`;

function place(secrets: object = SECRETS) {
  const one = runFolder(secrets, { 'project/compose.yaml': TYPED });
  made.push(one);
  const run = (...args: string[]) => commandLine(['run', ...args], { cwd: one.cwd, env: one.env });
  return { ...one, run, started: () => existsSync(join(one.cwd, 'started')) };
}

const withOrders = (orders: object, web: object = { DATABASE_URL: '5' }) => ({
  ...SECRETS,
  projects: {
    ...SECRETS.projects,
    shop: { dev: { '/orders': orders, '/web': { ...SECRETS.projects.shop.dev['/web'], ...web } } },
  },
});
const GOOD = { DATABASE_URL: 'postgres://u:p@db/shop', EMPTY: 'full' };
const START = ['--', 'sh', '-c', 'touch started; echo "$DB_URL"'];

test.concurrent('a command is started where each value is what it is said to be', async () => {
  const { run, started } = place(withOrders(GOOD));
  expect(await run('orders', ...START)).toEqual({ status: 0, stdout: 'postgres://u:p@db/shop\n', stderr: '' });
  expect(started()).toBe(true);
});

test.concurrent('nothing is started with a value of another kind, and all of them are told at once: key and kind, never the value', async () => {
  const { run, started } = place(withOrders({ DATABASE_URL: `${CANARY}://x`, EMPTY: CANARY.slice(0, 2) }));
  const { status, stdout, stderr } = await run('orders', ...START);
  expect({ status, stdout }).toEqual({ status: 125, stdout: '' });
  expect(stderr).toContain('orders DB_URL: the value of the key "DATABASE_URL" is not a URL such as "postgres://host"');
  expect(stderr).toContain('orders EMPTY: the value of the key "EMPTY" is not text of at least 3 characters');
  // A text around a key is judged as the program gets it.
  expect(stderr).not.toContain('DSN');
  expect(stderr).not.toMatch(/canary|9c1/);
  expect(started()).toBe(false);
});

test.concurrent('of a value that is made of several parts, all of it counts', async () => {
  const secrets = withOrders(GOOD);
  const shared = { '/shared': {}, '/shared/db': { PW: `a ${CANARY}` } };
  const { run } = place({ ...secrets, projects: { ...secrets.projects, common: { dev: shared } } });
  const { status, stderr } = await run('orders', ...START);
  expect(status).toBe(125);
  expect(stderr).toContain('orders DSN: the value of the key "PW" is not a URL such as "https://host"');
  expect(stderr).not.toContain('canary');
});

test.concurrent('for a whole stack, the values of all its services count', async () => {
  const { run, started } = place(withOrders(GOOD, { DATABASE_URL: `0x${CANARY}` }));
  const { status, stdout, stderr } = await run('--stack', ...START);
  expect({ status, stdout }).toEqual({ status: 125, stdout: '' });
  expect(stderr).toContain('web DB_URL: the value of the key "DATABASE_URL" is not a whole number from 1 on');
  expect(stderr).not.toContain('canary');
  expect(started()).toBe(false);
});

test.concurrent('a key that is missing is told once, as missing', async () => {
  const { run } = place(withOrders({ DATABASE_URL: 'postgres://db' }));
  const { status, stderr } = await run('orders', ...START);
  expect(status).toBe(125);
  expect(stderr).toMatch(/EMPTY: the key "EMPTY" is not in /);
  expect(stderr).not.toContain('the value of');
});

test.concurrent('--check asks for no value, and judges none', async () => {
  const { run } = place(withOrders({ DATABASE_URL: CANARY, EMPTY: '' }));
  expect(await run('orders', '--check')).toMatchObject({ status: 0 });
});

test.concurrent('a command that is watched goes on with what it has when a value becomes one of another kind', async () => {
  const one = place(withOrders(GOOD));
  const words = [COMMAND, 'run', 'orders', '--watch', '--watch-interval', '5', '--'];
  const command = ['sh', '-c', 'trap "exit 0" TERM; echo "started $DB_URL"; while :; do sleep 0.1; done'];
  const child = spawn(process.execPath, [...words, ...command], {
    cwd: one.cwd,
    env: one.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let printed = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      printed += text;
      for (const listener of listeners) listener();
    });
  }
  const until = (what: RegExp) =>
    new Promise<void>((resolve) => {
      listeners.add(() => what.test(printed) && resolve());
    });
  try {
    await until(/started postgres:\/\/u:p@db/);
    one.give(withOrders({ ...GOOD, DATABASE_URL: CANARY }));
    await until(/orders DB_URL: the value of the key "DATABASE_URL" is not a URL such as "postgres:\/\/host"/);
    one.give(withOrders({ ...GOOD, DATABASE_URL: 'postgres://other' }));
    await until(/DB_URL changed: starting again[\s\S]*started postgres:\/\/other/);
    expect(printed).not.toContain('canary');
    expect(printed.match(/started/g)).toHaveLength(2);
  } finally {
    child.kill('SIGTERM');
  }
  await new Promise((resolve) => child.on('close', resolve));
});
