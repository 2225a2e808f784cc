import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { BackingService, InfisicalAuth, LocalService, LocalStack, SecretSyncedApp } from '../../lib';
import { makeRule, makeText, makeVariable, shellWord } from '../../lib/local/make-text';
import { ODD_TEXTS } from '../local/odd-texts';

const PROJECT = join(__dirname, '../..');
const PROGRAMS = join(__dirname, 'programs');
const KEYS: string[] = parse(readFileSync(join(PROJECT, 'compose.yaml'), 'utf8')).services.app.environment;
const AT = ['--domain=https://app.infisical.com', '--log-level=error'];
const RUN = ['run', '--env=dev', '--projectId=00000000-0000-4000-8000-000000000000', '--path=/', ...AT, '--silent'];

/** Values that every layer has its own idea of. */
const HOSTILE = ['$HOME ${PATH} $$', `it's "quoted" \\ #not-a-comment`, 'two\nlines\n', '- yaml: [', '', ' spaces '];
const values = Object.fromEntries(KEYS.map((key, i) => [key, HOSTILE[i % HOSTILE.length] ?? '']));
const credentials = { POSTGRES_PASSWORD: 'p$w', RABBITMQ_USER: 'rabbit', RABBITMQ_PASSWORD: "r'w" };
/** Keys of the folder that nobody declares, of names that steer whatever runs on the way. */
const unrelated = {
  STRIPE_KEY: 'canary-unrelated',
  HOME: 'canary-home',
  PATH: '/canary-path',
  DOCKER_HOST: 'tcp://canary:1',
  COMPOSE_FILE: 'canary.yaml',
  COMPOSE_PROJECT_NAME: 'canary',
  BUILDKIT_HOST: 'tcp://canary:2',
  HTTPS_PROXY: 'http://canary:3',
  LOG_LEVEL: 'debug-canary',
  NODE_OPTIONS: '--require=/canary.js',
  PYTHONPATH: '/canary',
  MAKEFLAGS: '--canary',
  SHELLOPTS: 'xtrace',
  PS4: 'canary',
  BASH_ENV: '/canary',
  ENV: '/canary',
  IFS: 'O',
  TOKEN: 'canary-token',
  _values: 'canary-values',
};

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
  for (const tool of ['make', 'sh', 'echo', 'env', 'awk', 'node']) link(tool, program(tool));
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

test('docker-compose reads every odd text as it was declared', () => {
  // What docker-compose writes these as, no other reader takes back.
  const texts = ODD_TEXTS.filter((text) => !/[\u0085\u2028\u2029]/.test(text));
  const env = Object.fromEntries(texts.map((text, i) => [`A${i}`, text]));
  const web = LocalService.of({ image: 'web:1', env, command: texts.filter((text) => text !== '') });
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  const files = new LocalStack([chart], { projectId: 'p', services: { web } }).files();
  writeFileSync(join(folder, 'compose.yaml'), files['compose.yaml']);
  const { stdout, stderr } = run(program('docker-compose') ?? '', ['config'], {
    PATH: process.env.PATH,
    LANG: 'C.UTF-8',
  });
  expect(stderr).toBe('');
  const { environment, command } = parse(stdout, { schema: 'failsafe' }).services.web;
  expect(undoubled(environment)).toEqual(env);
  expect(command.map((text: string) => text.replaceAll('$$', '$'))).toEqual(web._props.command);
});

describe('make up', () => {
  test.each(['docker compose', 'docker-compose'])('gives each service its own keys, with %s', (which) => {
    if (which === 'docker-compose') link('docker-compose', join(PROGRAMS, 'docker-compose'));
    const { status, stdout, stderr } = make(['up'], which === 'docker-compose' ? { STAND_IN_NO_PLUGIN: '1' } : {});
    expect({ status, stdout, stderr: stderr.replaceAll(/^Warning: .*\n/gm, '') }).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
    const [up, compose, ...more] = calls();
    expect(more).toEqual([]);
    expect(up?.args.slice(0, RUN.length + 1)).toEqual([...RUN, '--']);
    expect(JSON.stringify(up?.args)).not.toMatch(/canary|rabbit"|quoted/);
    expect(compose).toMatchObject({ program: which, args: ['--file', 'compose.yaml', 'up', '--build'] });
    const { app, postgres, rabbitmq, mediamtx } = parse(compose?.config ?? '').services;
    expect(undoubled(app.environment)).toEqual(values);
    expect(Object.keys(postgres.environment)).toEqual(['POSTGRES_PASSWORD']);
    expect(Object.keys(rabbitmq.environment)).toEqual(['RABBITMQ_DEFAULT_PASS', 'RABBITMQ_DEFAULT_USER']);
    expect(mediamtx).not.toHaveProperty('environment');
    expect(compose?.config).not.toContain('canary');
  });

  test('gives docker the declared keys, and of all else what the developer has', () => {
    const own = {
      DOCKER_HOST: 'unix:///own.sock',
      COMPOSE_PROFILES: 'mine',
      KEYS: 'own',
      RUN: 'own',
      HASH: '#',
      LANG: 'C',
    };
    make(['up'], { ...own, PORT: 'canary-shell' });
    const { env = {} } = calls().at(-1) ?? {};
    const { MAKEFLAGS, MAKELEVEL, MFLAGS, MAKE_TERMOUT, MAKE_TERMERR, OLDPWD, PWD, _, ...rest } = env;
    expect(rest).toEqual({ ...environment(), ...own, ...values, ...credentials });
    expect(`${MAKEFLAGS}`).not.toContain('canary');
  });

  test("never takes a key from the developer's shell", () => {
    secrets({ ...values, ...credentials, PORT: undefined });
    make(['up'], { PORT: 'canary-shell', TOKEN: 'canary-token' });
    const { app } = parse(calls().at(-1)?.config ?? '').services;
    expect(app.environment.PORT).toBeNull();
  });

  test("asks the project's Infisical, whatever the shell says", () => {
    make(['up'], { INFISICAL_DOMAIN: 'https://canary.example', INFISICAL_API_URL: 'https://canary.example/api' });
    expect(calls()[0]).toMatchObject({ host: 'https://app.infisical.com' });
  });

  test.each([
    ['an assignment', 'PORT=canary\nexport DEV=canary\nOTHER=1\n', 'PORT DEV'],
    ['blanks around it', ' PORT=canary\n\tDEV = canary\nexport  DATABASE_URL\t=canary', 'PORT DEV DATABASE_URL'],
    ['the form of YAML', 'PORT: canary\r\n', 'PORT'],
    ['a byte order mark', '\ufeffPORT=canary\n', 'PORT'],
    ['a blank that is none in ASCII', '\u00a0PORT=canary\n', 'PORT'],
  ])('refuses a .env that would stand in for a key, without showing a value: %s', (_, text, names) => {
    writeFileSync(join(folder, '.env'), text);
    const { stdout, stderr } = make(['up']);
    expect(stderr).toContain(`compose would take ${names} from .env where Infisical has none: remove them from it`);
    expect(stdout + stderr).not.toContain('canary');
    expect(calls()).toEqual([]);
  });

  test('refuses other files of variables that compose is told to read, and takes those that set no key', () => {
    writeFileSync(join(folder, 'a=b.env'), 'PORT=canary\n');
    writeFileSync(join(folder, '.env'), '# PORT=canary\nPORTS=1\nX=PORT=1\n');
    expect(make(['up'], { COMPOSE_ENV_FILES: 'none.env,a=b.env' }).stderr).toContain(
      'compose would take PORT from a=b.env',
    );
    expect(make(['up']).status).toBe(0);
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
    expect(stderr).toContain('no keys came from dev:/ in Infisical, for the reason above');
    expect(calls()).toHaveLength(1);
    expect(readdirSync(folder)).not.toContain('pwned');
  });

  test.each([
    ['dash', 'sh'],
    ['bash', 'bash'],
  ])('brings values of any bytes through %s as they are', (_, shell) => {
    const bytes = Array.from({ length: 0x250 }, (_, i) => String.fromCodePoint(i + 1)).join('');
    const hostile = [
      bytes,
      `'`,
      `''\\''`,
      '$(touch pwned)',
      '`touch pwned`',
      '\\',
      '\n',
      '\n\n',
      ' \t',
      '-n',
      '!',
      '😀é',
    ];
    const given = Object.fromEntries(KEYS.map((key, i) => [key, hostile[i] ?? 'x'.repeat(100_000)]));
    secrets({ ...given, ...credentials, POSTGRES_PASSWORD: hostile.slice(KEYS.length).join('') });
    expect(make(['up', `SHELL=${program(shell)}`]).stderr.replaceAll(/^Warning: .*\n/gm, '')).toBe('');
    const { env = {} } = calls().at(-1) ?? {};
    expect(Object.fromEntries(KEYS.map((key) => [key, env[key]]))).toEqual(given);
    expect(env.POSTGRES_PASSWORD).toBe(hostile.slice(KEYS.length).join(''));
    expect(readdirSync(folder)).not.toContain('pwned');
  });
});

describe('of applications with a folder each', () => {
  beforeEach(() => {
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    for (const name of ['orders', 'web']) {
      new SecretSyncedApp(chart, name, {
        image: name,
        sync: {
          auth: InfisicalAuth.universal({ credentials: { name: 'login' } }),
          source: { projectId: '00000000-0000-4000-8000-000000000000', environment: 'prod', path: `/${name}` },
        },
        secretKeys: ['DATABASE_URL', `${name.toUpperCase()}_KEY`],
        local: {},
      });
    }
    const files = new LocalStack([chart], {
      services: { db: BackingService.postgres({ passwordKey: 'POSTGRES_PASSWORD' }) },
    }).files();
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    secrets({
      '/orders': { DATABASE_URL: "o'1\n$", ORDERS_KEY: 'o', WEB_KEY: 'canary', POSTGRES_PASSWORD: 'first' },
      '/web': { DATABASE_URL: 'w', WEB_KEY: '', ORDERS_KEY: 'canary', POSTGRES_PASSWORD: 'last' },
    });
  });

  test.each(['sh', 'bash'])('make up gives each what is in its own, with %s', (shell) => {
    const { status, stderr } = make(['up', `SHELL=${program(shell)}`], { DATABASE_URL: 'canary-shell' });
    expect([status, stderr]).toEqual([0, '']);
    const compose = calls().at(-1);
    const { orders, web, db } = parse(compose?.config ?? '').services;
    expect(undoubled(orders.environment)).toEqual({ DATABASE_URL: "o'1\n$", ORDERS_KEY: 'o' });
    expect(web.environment).toEqual({ DATABASE_URL: 'w', WEB_KEY: '' });
    expect(db.environment).toEqual({ POSTGRES_PASSWORD: 'last' });
    expect(JSON.stringify(compose?.env)).not.toContain('canary');
  });

  test('make check names what is missing with its folder, of all folders at once', () => {
    expect(make(['check'])).toMatchObject({ status: 0, stdout: 'every key exists in dev:/orders, /web\n' });
    secrets({ '/orders': { ORDERS_KEY: 'canary' }, '/web': { DATABASE_URL: 'canary' } });
    const { status, stdout, stderr } = make(['check'], { DATABASE_URL: 'canary-shell' });
    expect(status).not.toBe(0);
    expect(stderr.split('\n').slice(0, 3)).toEqual([
      'the key DATABASE_URL is missing in Infisical (dev:/orders)',
      'the key WEB_KEY is missing in Infisical (dev:/web)',
      'the key POSTGRES_PASSWORD is missing in Infisical (dev:/orders, /web)',
    ]);
    expect(stdout + stderr).not.toContain('canary');
  });

  test('a folder that cannot be read stops all', () => {
    const { status, stderr } = make(['up'], { STAND_IN_LOGGED_OUT: '1' });
    expect(status).not.toBe(0);
    expect(stderr).toContain('no keys came from dev:/orders, /web in Infisical, for the reason above');
    expect(calls()).toHaveLength(1);
  });

  test('a .env may have the name of a key that compose knows by another', () => {
    writeFileSync(join(folder, '.env'), 'DATABASE_URL=mine\n');
    expect(make(['up']).status).toBe(0);
    writeFileSync(join(folder, '.env'), '_WEB__DATABASE_URL=mine\n');
    expect(make(['up']).stderr).toContain('compose would take _WEB__DATABASE_URL from .env');
  });
});

test.each([
  [{ LOG_LEVEL: 'debug' }],
  [{ LOG_LEVEL: 'trace', LOG_DESTINATION: 'stdout', LOG_FORMAT: 'json' }],
  [{ SHELLOPTS: 'xtrace:verbose:allexport' }],
])('no value is ever printed, also with %j', (env) => {
  secrets({ ...values, ...credentials, DEV: 'canary-value', LOG_LEVEL: 'debug' });
  const token = {
    STAND_IN_TOKEN: 'canary-token',
    INFISICAL_UNIVERSAL_AUTH_CLIENT_ID: 'id',
    INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET: 'canary',
  };
  for (const shell of ['sh', 'bash']) {
    for (const target of ['up', 'check', 'down', 'logs', 'login', 'token', 'help']) {
      const { stdout, stderr } = make([target, `SHELL=${program(shell)}`], { ...env, ...token });
      expect(stdout + stderr).not.toContain('canary');
    }
  }
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
    args: ['login', '--method=universal-auth', '--plain', '--silent', ...AT],
    host: 'https://app.infisical.com',
  });
});

test('a text comes out of make and the shell as it went into the Makefile', () => {
  const odd = [
    '$',
    '$$',
    '#',
    '\\#',
    '\\\\#',
    '\\',
    "'",
    '"',
    '`id`',
    '$(id)',
    '${HOME}',
    '%',
    ':',
    '=',
    '?',
    ' a ',
    '\t',
    ';',
    '😀',
  ];
  const texts = odd.flatMap((one, i) => [one, `${one}${odd[(i + 1) % odd.length]}`, `a${one}`, `${one}b`]);
  const printing = texts.map((text) => `@printf '%s\\0' ${makeText(shellWord(text))}`);
  const assigned = texts.map((text, i) => makeVariable(`V${i}`, shellWord(text)));
  const variables = texts.map((_, i) => `@printf '%s\\0' $(V${i})`);
  const lines = ['INFISICAL_HASH := \\#', ...assigned, makeRule('all', [], [...printing, ...variables]), ''];
  writeFileSync(join(folder, 'Makefile'), lines.join('\n'));
  for (const shell of ['sh', 'bash']) {
    const { stdout } = make(['all', `SHELL=${program(shell)}`]);
    expect(stdout.split('\0').slice(0, -1)).toEqual([...texts, ...texts]);
  }
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
  return run('make', ['--silent', '--no-print-directory', ...targets], { ...env, ...environment() });
}

function environment(): NodeJS.ProcessEnv {
  return {
    PATH: join(folder, 'bin'),
    HOME: folder,
    STAND_IN_LOG: join(folder, 'log'),
    STAND_IN_SECRETS: join(folder, 'secrets.json'),
    STAND_IN_COMPOSE: program('docker-compose'),
  };
}

function run(command: string, args: string[], env: NodeJS.ProcessEnv): SpawnSyncReturns<string> {
  return spawnSync(command, args, { cwd: folder, env, encoding: 'utf8' });
}

function calls(): { program: string; args: string[]; host?: string; env?: NodeJS.ProcessEnv; config?: string }[] {
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
  return folders
    .map((path) => join(path, name))
    .find((path) => statSync(path, { throwIfNoEntry: false })?.isFile() && !path.includes('node_modules'));
}
