import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMAND } from '../command-line';
import { CANARY, type Made, runFolder, SECRETS } from './run-folder';

const made: Made[] = [];
const running: ChildProcess[] = [];

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  for (const one of made) one.remove();
});

/** A command that is watched, which prints one line each time it is started; and waits for what is printed. */
function watched(command: readonly string[]) {
  const one = runFolder();
  made.push(one);
  const words = [COMMAND, 'run', 'orders', '--watch', '--watch-interval', '5', '--', ...command];
  const child = spawn(process.execPath, words, { cwd: one.cwd, env: one.env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  let printed = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      printed += text;
      for (const listener of listeners) listener();
    });
  }
  const until = (what: RegExp) =>
    new Promise<void>((resolve) => {
      const see = () => {
        if (!what.test(printed)) return;
        listeners.delete(see);
        resolve();
      };
      listeners.add(see);
      see();
    });
  /** Until all that is in Infisical now has been asked for: the login is looked at first each time. */
  const asked = async () => {
    const begun = () => readFileSync(one.env.STAND_IN_LOG, 'utf8').split('"login","status"').length;
    for (const before = begun(); begun() < before + 2; ) await new Promise((resolve) => setTimeout(resolve, 100));
  };
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { ...one, child, until, asked, ended, printed: () => printed };
}

const withOrders = (orders: object) => ({
  ...SECRETS,
  projects: { ...SECRETS.projects, shop: { dev: { '/orders': orders, '/web': {} } } },
});

test.concurrent('a command is started again when a key that it has is changed, and for no other', async () => {
  const { give, until, asked, child, ended, printed } = watched([
    'sh',
    '-c',
    'trap "echo asked; exit 0" TERM; echo "started $EMPTY."; while :; do sleep 0.1; done',
  ]);
  await until(/started \.\n/);
  give(withOrders({ DATABASE_URL: `orders-${CANARY}`, EMPTY: 'now', OTHER: 'x' }));
  await until(/EMPTY changed: starting again\n(?:.*\n)*started now\.\n/);
  give(withOrders({ DATABASE_URL: `orders-${CANARY}`, EMPTY: 'now', OTHER: 'y' }));
  // What comes next is seen, and nothing between.
  await asked();
  give(withOrders({ DATABASE_URL: `orders-${CANARY}`, EMPTY: 'again' }));
  await until(/started again\.\n/);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(printed().match(/started/g)).toHaveLength(3);
  expect(printed()).not.toContain(CANARY);
});

test.concurrent('where asking fails, that is told once, and the command goes on to its own end', async () => {
  const script = 'echo started; until [ -e end ]; do sleep 0.1; done; exit 4';
  const { cwd, give, until, asked, ended, printed } = watched(['sh', '-c', script]);
  await until(/started/);
  give({ ...SECRETS, failures: [{ kind: 'unreachable' }] });
  await until(/cannot be reached/);
  await asked();
  writeFileSync(join(cwd, 'end'), '');
  expect(await ended).toBe(4);
  expect(printed().match(/cannot be reached/g)).toHaveLength(1);
  expect(printed().match(/started/g)).toHaveLength(1);
});

/** That nobody answers, and it is asked again. */
async function untilAskedInVain({ give, until, root }: ReturnType<typeof watched>): Promise<void> {
  await until(/started/);
  give({ ...SECRETS, failures: [{ kind: 'slow', seconds: 600 }] });
  const exports = () => readFileSync(join(root, 'log'), 'utf8').match(/"export"/g)?.length ?? 0;
  for (const before = exports(); exports() === before; ) await new Promise((resolve) => setTimeout(resolve, 50));
}

test.concurrent('a command that ends while somebody asks has ended', async () => {
  const one = watched(['sh', '-c', 'echo started; while [ ! -e end ]; do sleep 0.1; done; exit 4']);
  await untilAskedInVain(one);
  writeFileSync(join(one.cwd, 'end'), '');
  expect(await one.ended).toBe(4);
  expect(one.printed()).toBe('started\n');
}, 30_000);

test.concurrent('a signal that comes while somebody asks reaches the command once', async () => {
  const noting = "process.on('SIGTERM', () => { console.log('asked'); setTimeout(() => process.exit(5), 500); });";
  const one = watched([process.execPath, '-e', `${noting} setInterval(() => {}, 1000); console.log('started');`]);
  await untilAskedInVain(one);
  one.child.kill('SIGTERM');
  expect(await one.ended).toBe(5);
  expect(one.printed()).toBe('started\nasked\n');
}, 30_000);
