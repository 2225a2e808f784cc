import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { makeRule, makeText, makeVariable, shellWord } from '../../lib/local/make/make-text';
import {
  AT,
  calls,
  credentials,
  environment,
  folder,
  KEYS,
  link,
  make,
  PROGRAMS,
  program,
  RUN,
  secrets,
  undoubled,
  values,
} from './made-stack';

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
  expect([stdout, stderr]).toEqual([expect.stringMatching(/^\S+\.stand-in-token\n$/), '']);
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
