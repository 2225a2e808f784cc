import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';

const PROJECT = join(__dirname, '../..');
const PROGRAMS = join(__dirname, 'programs');
const KEYS: string[] = parse(readFileSync(join(PROJECT, 'compose.yaml'), 'utf8')).services.app.environment;
const RUN = ['run', '--env=dev', '--projectId=00000000-0000-4000-8000-000000000000', '--path=/', '--silent', '--'];

/** Values that every layer has its own idea of. */
const HOSTILE = ['$HOME ${PATH} $$', `it's "quoted" \\ #not-a-comment`, 'two\nlines\n', '- yaml: [', '', ' spaces '];
const values = Object.fromEntries(KEYS.map((key, i) => [key, HOSTILE[i % HOSTILE.length] ?? '']));
const credentials = { POSTGRES_PASSWORD: 'p$w', RABBITMQ_USER: 'rabbit', RABBITMQ_PASSWORD: "r'w" };
const unrelated = { STRIPE_KEY: 'canary-unrelated', HOME: 'canary-home' };

let folder: string;

beforeAll(() => {
  if (program('docker-compose') === undefined) {
    throw new Error('there is no docker-compose: call ".ci/install-system-programs FOLDER" and put FOLDER on PATH');
  }
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'make-'));
  for (const file of ['compose.yaml', 'Makefile', '.infisical.json'])
    copyFileSync(join(PROJECT, file), join(folder, file));
  mkdirSync(join(folder, 'bin'));
  for (const tool of ['make', 'sh', 'echo', 'env', 'grep', 'printenv', 'true', 'node']) link(tool, program(tool));
  link('infisical', join(PROGRAMS, 'infisical'));
  link('docker', join(PROGRAMS, 'docker-compose'));
  secrets({ ...values, ...credentials, ...unrelated });
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('docker-compose itself resolves the file', () => {
  const config = (env: NodeJS.ProcessEnv) => {
    const { status, stdout } = run(program('docker-compose') ?? '', ['config'], { ...env, PATH: process.env.PATH });
    return { status, services: status === 0 ? parse(stdout).services : {} };
  };
  const none = Object.fromEntries(KEYS.map((key) => [key, null]));

  test('with variables unset: the service has none, and a renamed key stops it', () => {
    expect(config({}).status).not.toBe(0);
    expect(config(credentials).services.app.environment).toEqual(none);
  });

  test('with variables set, empty and hostile: the service gets just these', () => {
    const { services } = config({ ...credentials, ...values });
    expect(undoubled(services.app.environment)).toEqual(values);
    expect(undoubled(services.postgres.environment)).toEqual({ POSTGRES_PASSWORD: credentials.POSTGRES_PASSWORD });
    expect(undoubled(services.rabbitmq.environment)).toEqual({
      RABBITMQ_DEFAULT_USER: credentials.RABBITMQ_USER,
      RABBITMQ_DEFAULT_PASS: credentials.RABBITMQ_PASSWORD,
    });
  });
});

describe('make up', () => {
  test.each(['docker compose', 'docker-compose'])('gives each service its own keys, with %s', (which) => {
    if (which === 'docker-compose') link('docker-compose', join(PROGRAMS, 'docker-compose'));
    const { status, stderr } = make(['up'], which === 'docker-compose' ? { STAND_IN_NO_PLUGIN: '1' } : {});
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [login, up, compose] = calls();
    expect(login).toEqual({ program: 'infisical', args: [...RUN, 'true'] });
    const command = ['--file', 'compose.yaml', 'up', '--build'];
    expect(up).toEqual({ program: 'infisical', args: [...RUN, ...which.split(' '), ...command] });
    expect(compose).toMatchObject({ program: which, args: command });
    const { app, postgres, rabbitmq, mediamtx } = parse(compose?.config ?? '').services;
    expect(undoubled(app.environment)).toEqual(values);
    expect(Object.keys(postgres.environment)).toEqual(['POSTGRES_PASSWORD']);
    expect(Object.keys(rabbitmq.environment)).toEqual(['RABBITMQ_DEFAULT_PASS', 'RABBITMQ_DEFAULT_USER']);
    expect(mediamtx).not.toHaveProperty('environment');
    expect(compose?.config).not.toContain('canary');
  });

  test("never takes a key from the developer's shell", () => {
    secrets({ ...values, ...credentials, PORT: undefined });
    make(['up'], { PORT: 'canary-shell', TOKEN: 'canary-token' });
    const { app } = parse(calls().at(-1)?.config ?? '').services;
    expect(app.environment.PORT).toBeNull();
  });

  test('refuses a .env that would stand in for a key, without showing a value', () => {
    writeFileSync(join(folder, '.env'), 'PORT=canary\nexport DEV=canary\nOTHER=1\n');
    const result = make(['up']);
    expect(result.stderr).toContain(
      'compose would take keys from .env where Infisical has none: remove PORT= export DEV=',
    );
    expect(result.stdout + result.stderr).not.toContain('canary');
    expect(calls()).toEqual([]);
  });

  test('fails when compose fails', () => {
    secrets({ ...values });
    expect(make(['up']).status).not.toBe(0);
  });

  test('says that the CLI is missing', () => {
    rmSync(join(folder, 'bin/infisical'));
    expect(make(['up']).stderr).toContain('the Infisical CLI is missing: https://');
  });

  test('says that docker compose is missing', () => {
    rmSync(join(folder, 'bin/docker'));
    expect(make(['up']).stderr).toContain('docker compose is missing: https://');
  });

  test('says that nobody is logged in', () => {
    const { status, stderr } = make(['up'], { STAND_IN_LOGGED_OUT: '1' });
    expect(status).not.toBe(0);
    expect(stderr).toContain('Infisical does not let you read dev:/: run "make login", or set INFISICAL_TOKEN');
    expect(calls()).toHaveLength(1);
  });
});

test.each([
  ['down', ['down']],
  ['logs', ['logs', '--follow']],
])('make %s needs no login', (target, command) => {
  expect(make([target], { STAND_IN_LOGGED_OUT: '1' }).status).toBe(0);
  expect(calls()).toMatchObject([{ program: 'docker compose', args: ['--file', 'compose.yaml', ...command] }]);
});

describe('make check', () => {
  test('is content when every key is there, even with an empty value', () => {
    const { status, stdout } = make(['check']);
    expect([status, stdout]).toEqual([0, 'every key exists in dev:/\n']);
  });

  test('names the keys that are missing, and shows no value', () => {
    secrets({ ...values, ...credentials, PORT: undefined, RABBITMQ_USER: undefined, DEV: 'canary' });
    const { status, stdout, stderr } = make(['check'], { PORT: 'canary-shell' });
    expect(status).not.toBe(0);
    expect(stderr).toContain('the key PORT is missing in Infisical (dev:/)');
    expect(stderr).toContain('the key RABBITMQ_USER is missing in Infisical (dev:/)');
    expect(stderr.match(/is missing/g)).toHaveLength(2);
    expect(stdout + stderr).not.toContain('canary');
  });
});

test('make token prints the token of a machine identity, and says what it needs', () => {
  const login = { INFISICAL_UNIVERSAL_AUTH_CLIENT_ID: 'id', INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET: 'canary' };
  expect(make(['token']).stderr).toContain('set INFISICAL_UNIVERSAL_AUTH_CLIENT_ID and');
  const { stdout, stderr } = make(['token'], login);
  expect([stdout, stderr]).toEqual(['stand-in-token\n', '']);
  expect(calls().at(-1)).toEqual({
    program: 'infisical',
    args: ['login', '--method=universal-auth', '--plain', '--silent'],
  });
});

test('make alone shows what there is', () => {
  expect(make([]).stdout).toMatch(/^make up +start the stack with the keys of dev:\/\nmake down/);
  expect(calls()).toEqual([]);
});

function link(name: string, target: string | undefined): void {
  if (target === undefined) throw new Error(`this machine has no ${name}`);
  symlinkSync(target, join(folder, 'bin', name));
}

function secrets(given: object): void {
  writeFileSync(join(folder, 'secrets.json'), JSON.stringify(given));
}

function make(targets: string[], env: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
  return run('make', ['--silent', '--no-print-directory', ...targets], {
    ...env,
    PATH: join(folder, 'bin'),
    HOME: folder,
    STAND_IN_LOG: join(folder, 'log'),
    STAND_IN_SECRETS: join(folder, 'secrets.json'),
    STAND_IN_COMPOSE: program('docker-compose'),
  });
}

function run(command: string, args: string[], env: NodeJS.ProcessEnv): SpawnSyncReturns<string> {
  return spawnSync(command, args, { cwd: folder, env, encoding: 'utf8' });
}

function calls(): { program: string; args: string[]; config?: string }[] {
  const log = join(folder, 'log');
  if (!existsSync(log)) return [];
  return readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** `config` doubles each dollar, so that its output can be read again. */
function undoubled(environment: { [name: string]: string }) {
  return Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, value.replaceAll('$$', '$')]));
}

function program(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((path) => join(path, name)).find((path) => existsSync(path) && !path.includes('node_modules'));
}
