import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, type Ran } from '../command-line';
import { CANARY, COMPOSE, type Made, ODD, runFolder, SECRETS } from './run-folder';

const made: Made[] = [];

afterAll(() => {
  for (const one of made) one.remove();
});

function place(...given: Parameters<typeof runFolder>) {
  const one = runFolder(...given);
  made.push(one);
  const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}, within = one.cwd): Promise<Ran> =>
    commandLine(['run', ...args], { cwd: within, env: { ...one.env, ...env } });
  return { ...one, run };
}

const PRINT = 'process.stdout.write(JSON.stringify(process.env))';
const environmentOf = ({ stdout }: Ran): Record<string, string> => JSON.parse(stdout);

test.concurrent('a command gets the variables of the application and no others, in its folder, with its arguments', async () => {
  const { run, cwd } = place();
  const shell = {
    LOG_LEVEL: 'trace',
    DATABASE_URL: 'of the shell',
    INFISICAL_DOMAIN: 'http://127.0.0.1:1',
    MINE: 'mine',
  };
  const ran = await run(['orders', '--', process.execPath, '-e', PRINT], shell);
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  const { PATH: _, HOME: __, TMPDIR: ___, ...own } = environmentOf(ran);
  expect(own).toEqual({
    DB_URL: `orders-${CANARY}`,
    DSN: `pg://u:pw$-${CANARY}@db?a=$1`,
    EMPTY: '',
    LOG_LEVEL: 'debug',
    DATABASE_URL: 'of the shell',
    MINE: 'mine',
    STAND_IN_SECRETS: expect.any(String),
    STAND_IN_LOG: expect.any(String),
  });
  mkdirSync(join(cwd, 'src'));
  const words = await run(
    ['web', '--', 'sh', '-c', 'pwd; printf "<%s>" "$@"', 'sh', '--stack', '$HOME', ''],
    {},
    join(cwd, 'src'),
  );
  expect(words.stdout).toBe(`${join(cwd, 'src')}\n<--stack><$HOME><>`);
});

test.concurrent('of a place with tags, only what has one of them counts', async () => {
  const tagged = COMPOSE.replace('path: /web\n', 'path: /web\n          tags: [a, web]\n');
  const { run } = place(
    { ...SECRETS, tags: { '/web': { DATABASE_URL: ['web'] } } },
    { 'project/compose.yaml': tagged },
  );
  const ran = await run(['web', '--', process.execPath, '-e', PRINT]);
  expect(environmentOf(ran)).toMatchObject({ DB_URL: `web-${CANARY}` });
  expect(await run(['odd', '--', 'true'])).toMatchObject({
    status: 125,
    stderr: expect.stringContaining('odd ODD_0: the key "ODD_0" is not in dev:/web (tags: a, web)'),
  });
});

test.concurrent('what only the cluster has is told in one line, unless the shell has it', async () => {
  const lacking = `${COMPOSE}  absent:\n    orders:\n      variables: [NODE]\n`;
  const { run } = place(SECRETS, { 'project/compose.yaml': lacking });
  expect(await run(['orders', '--', 'true'])).toEqual({
    status: 0,
    stdout: '',
    stderr: 'orders: without NODE, which only the cluster has: set it in this shell, or in local.env\n',
  });
  expect(await run(['orders', '--', 'true'], { NODE: 'n1' })).toMatchObject({ status: 0, stderr: '' });
  expect((await run(['orders', '--print-names'])).stdout).toMatch(/^NODE +- +the cluster only$/m);
});

test.concurrent('what is typed wrong starts nothing, and is told with what was meant', async () => {
  const { run } = place();
  expect(await run(['orders', '--nope', '--', 'true'])).toMatchObject({ status: 125 });
  expect(await run(['orders', 'node', 'server.js'])).toMatchObject({
    status: 125,
    stderr: 'write the command behind --, for example: npx cdk8s-infisical run orders -- node server.js\n',
  });
});

test.concurrent('a PATH of the application is where the command is looked for', async () => {
  const { run } = place(SECRETS, { 'project/compose.yaml': COMPOSE.replace('LOG_LEVEL: debug', 'PATH: /nowhere') });
  expect(await run(['orders', '--', 'sh', '-c', 'true'])).toMatchObject({
    status: 127,
    stderr: 'sh: there is no such command in the PATH that the application has\n',
  });
});

test.concurrent('odd values arrive as they are', async () => {
  const { run } = place();
  const own = environmentOf(await run(['odd', '--', process.execPath, '-e', PRINT]));
  expect(ODD.map((_, index) => own[`ODD_${index}`])).toEqual(ODD);
});

test.concurrent('compose gets the names of the whole record', async () => {
  const { run } = place();
  const own = environmentOf(
    await run(['--stack', '--', process.execPath, '-e', PRINT], { _WEB__DATABASE_URL: 'stale' }),
  );
  expect(own).toMatchObject({
    _ORDERS__DATABASE_URL: `orders-${CANARY}`,
    _ORDERS__EMPTY: '',
    _WEB__DATABASE_URL: `web-${CANARY}`,
  });
  expect(own).not.toHaveProperty('DOCKER_HOST');
});

test.concurrent('another environment is read where that is said', async () => {
  const { run } = place();
  const ran = await run(['--environment', 'test', 'orders', '--', 'sh', '-c', 'echo $DB_URL $DSN']);
  expect(ran.stdout).toBe(`test-${CANARY} pg://u:test-pw-${CANARY}@db?a=$1\n`);
});

test.concurrent.each<[string, string[], number, string]>([
  ['0', ['true'], 0, ''],
  ['3', ['sh', '-c', 'exit 3'], 3, ''],
  ['255', ['sh', '-c', 'exit 255'], 255, ''],
  ['that of a kill', ['sh', '-c', 'kill -9 $$'], 137, ''],
  ['that of a signal', ['sh', '-c', 'kill -TERM $$'], 143, ''],
  ['127 of no command', ['no-such-command'], 127, 'no-such-command: there is no such command\n'],
  ['126 of a folder', ['/tmp'], 126, '/tmp: it cannot be run: it may not be executed\n'],
])('the exit code is %s', async (_, command, status, stderr) => {
  expect(await place().run(['orders', '--', ...command])).toEqual({ status, stdout: '', stderr });
});

test.concurrent('every key that is missing is told before anything starts', async () => {
  const { run, cwd } = place({
    projects: { shop: { dev: { '/orders': { DATABSE_URL: CANARY }, '/web': {} } }, common: { dev: { '/shared': {} } } },
  });
  expect(await run(['orders', 'odd', '--', 'touch', 'started'])).toMatchObject({
    status: 125,
    stdout: '',
    stderr: expect.stringMatching(
      /^orders DB_URL: the key "DATABASE_URL" is not in shop dev:\/orders or common dev:\/shared and below: did you mean "DATABSE_URL"\?\norders DSN: the key "PW" is not in .+\norders EMPTY: .+\nodd ODD_0: the key "ODD_0" is not in shop dev:\/web\n/,
    ),
  });
  expect(existsSync(join(cwd, 'started'))).toBe(false);
});

test.concurrent.each<[string, object, string]>([
  [
    'nobody is logged in',
    { session: 'none' },
    'nobody is logged in to https://app.infisical.com: run `infisical login --domain=https://app.infisical.com`, or set INFISICAL_TOKEN\n',
  ],
  [
    'the login has expired',
    { session: 'expired' },
    'the login to https://app.infisical.com has expired: run `infisical login --domain=https://app.infisical.com`, or set INFISICAL_TOKEN\n',
  ],
  [
    'the CLI is old, and nobody is logged in',
    { session: 'none', version: '0.43.81' },
    'shop dev:/orders, common dev:/shared and below: nobody is logged in to https://app.infisical.com: run `infisical login --domain=https://app.infisical.com`, or set INFISICAL_TOKEN\n',
  ],
  [
    'the host is not reached',
    { failures: [{ kind: 'unreachable' }] },
    'shop dev:/orders, common dev:/shared and below: https://app.infisical.com cannot be reached: nothing listens there\n',
  ],
  [
    'the authority is unknown',
    { failures: [{ kind: 'unknown-ca', path: '/orders' }] },
    'shop dev:/orders: the certificate of https://app.infisical.com is of an authority that this machine does not know: name its file as `caFile` of LocalStack or LocalRun\n',
  ],
  [
    'several things are wrong',
    {
      failures: [
        { kind: 'no-read-value', path: '/orders' },
        { kind: 'rate-limited', path: '/shared' },
      ],
    },
    'shop dev:/orders: the login may not read the values of secrets there: its role needs readValue\ncommon dev:/shared and below: https://app.infisical.com lets nobody ask that often (429): wait a minute\n',
  ],
])('where %s, that is told without a menu', async (_, more, stderr) => {
  expect(await place({ ...SECRETS, ...more }).run(['orders', '--', 'true'])).toEqual({
    status: 125,
    stdout: '',
    stderr,
  });
});

test.concurrent('an older CLI will do', async () => {
  const { run } = place({ ...SECRETS, version: '0.43.81' });
  expect(await run(['orders', '--', 'sh', '-c', 'echo $DB_URL'])).toMatchObject({
    status: 0,
    stdout: `orders-${CANARY}\n`,
  });
});

test.concurrent('a CLI that is not there, or only in the project, is none', async () => {
  const { run, cwd } = place();
  const bin = join(cwd, 'node_modules/.bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'infisical'), '#!/bin/sh\ntouch started\n', { mode: 0o755 });
  expect(await run(['orders', '--', 'true'], { PATH: `${bin}:/nonexistent` })).toMatchObject({
    status: 125,
    stderr: expect.stringMatching(/^the Infisical CLI is not installed/),
  });
});

test.concurrent('a variable that is larger than any can be is told by its name', async () => {
  const compose = COMPOSE.replace('DATABASE_URL: _ORDERS', 'HUGE: _ORDERS');
  const { run } = place(SECRETS, { 'project/compose.yaml': compose });
  expect(await run(['orders', '--', 'true'])).toMatchObject({
    status: 125,
    stderr: expect.stringMatching(
      /^"DB_URL" has 140000 bytes: Linux starts no program with a variable of more than 128 KiB/,
    ),
  });
});

test.concurrent.each<[string[], string]>([
  [['orders'], 'write the command behind --, for example: npx cdk8s-infisical run orders -- npm start\n'],
  [['--stack'], 'write the command behind --, for example: npx cdk8s-infisical run --stack -- docker compose up\n'],
  [['--', 'true'], 'name an application (orders, web, odd), or take --stack\n'],
  [['--stack', 'orders', '--', 'true'], '--stack is about all applications: name none beside it\n'],
  [['order', '--', 'true'], 'there is no application "order" in compose.yaml: did you mean "orders"?\n'],
])('what cannot be meant is told: run %j', async (args, stderr) => {
  expect(await place().run(args)).toEqual({ status: 125, stdout: '', stderr });
});

test.concurrent('--print-names prints names, and nobody is asked', async () => {
  const { run, root } = place();
  const ran = await run(['orders', '--print-names'], { PATH: '/nonexistent' });
  expect(ran).toEqual({
    status: 0,
    stderr: '',
    stdout: [
      'VARIABLE  KEY           PLACE',
      'DB_URL    DATABASE_URL  shop dev:/orders, common dev:/shared and below',
      'DSN       PW            shop dev:/orders, common dev:/shared and below',
      'EMPTY     EMPTY         shop dev:/orders, common dev:/shared and below',
      '',
    ].join('\n'),
  });
  expect(existsSync(join(root, 'log'))).toBe(false);
});

test.concurrent('--check tells by the login of a person what is missing', async () => {
  const { run, give } = place();
  expect(await run(['--check', 'orders'])).toEqual({
    status: 0,
    stdout: '3 keys: all exist in shop dev:/orders, common dev:/shared and below\n',
    stderr: '',
  });
  give({ ...SECRETS, projects: { ...SECRETS.projects, shop: { dev: { '/orders': {}, '/web': {} } } } });
  expect(await run(['--check', 'orders'])).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^orders EMPTY: /),
  });
  expect(await run(['--check', 'orders', '--environment', 'prod'])).toMatchObject({ status: 2 });
});

test.concurrent('no value comes out: not into files, arguments, or what is printed', async () => {
  const { run, root } = place();
  const shell = { LOG_LEVEL: 'debug', LOG_DESTINATION: 'stdout', CDK8S_INFISICAL_TRACE: '1' };
  const ps = await run(
    ['orders', '--', 'sh', '-c', 'tr "\\0" " " < /proc/$PPID/cmdline; cat /proc/$PPID/environ | tr "\\0" "\\n"'],
    shell,
  );
  expect(ps).toMatchObject({ status: 0, stderr: '' });
  const failing = [
    ['--stack', '--', 'no-such'],
    ['orders', 'web', '--', 'true'],
    ['odd', '--environment', 'test', '--', 'true'],
    ['--check'],
    ['--print-names'],
  ];
  const printed = [ps, ...(await Promise.all(failing.map((args) => run(args, shell))))];
  expect(JSON.stringify(printed)).not.toContain(CANARY);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  const others = files
    .filter(({ name }) => name !== 'secrets.json')
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));
  expect(others.join()).toContain('--format=json');
  expect(others.join()).not.toContain(CANARY);
});

test.concurrent('what somebody asks it to do is passed on once', async () => {
  const { cwd, env } = place();
  const child =
    "const { appendFileSync } = require('fs'); for (const s of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2']) process.on(s, () => { appendFileSync('got', s + ' '); if (s === 'SIGTERM') setTimeout(() => process.exit(7), 300); }); setInterval(() => {}, 1000); require('fs').writeFileSync('ready', '');";
  const script = `"$@" & wrapper=$!
    until [ -f ready ]; do sleep 0.05; done
    for signal in INT HUP USR1 USR2 TERM; do
      kill -$signal $wrapper
      until grep -q SIG$signal got 2>/dev/null; do sleep 0.05; done
    done
    wait $wrapper; echo $?`;
  const words = ['sh', '-c', script, 'sh', process.execPath, join(__dirname, '../../../build/cli/main.js')];
  // Of a session of its own, so that no terminal is the one of both.
  const printed = execFileSync('setsid', ['--wait', ...words, 'run', 'orders', '--', process.execPath, '-e', child], {
    cwd,
    env: { ...process.env, ...env, CI: undefined },
    encoding: 'utf8',
  });
  expect(printed).toBe('7\n');
  expect(readFileSync(join(cwd, 'got'), 'utf8')).toBe('SIGINT SIGHUP SIGUSR1 SIGUSR2 SIGTERM ');
});
