import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { LocalRunner } from '../../lib';
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
  run,
  secrets,
  undoubled,
  unlink,
  values,
  writeShop,
} from './made-stack';

const RUNNERS = [[LocalRunner.CDK8S_INFISICAL], [LocalRunner.INFISICAL_CLI]];
const SHELLS = ['sh', 'bash'];
const NOTED = [
  'MAKEFLAGS',
  'MAKELEVEL',
  'MFLAGS',
  'MAKE_TERMOUT',
  'MAKE_TERMERR',
  'OLDPWD',
  'PWD',
  '_',
  'infisical_at',
];

const composeCalls = () => calls().filter(({ program: name }) => name !== 'infisical');
const composeEnv = () => composeCalls().at(-1)?.env ?? {};
const servicesOf = () => parse(composeCalls().at(-1)?.config ?? '').services;

/** A compose of the project's own making, in the place of the stand-in. */
function composeThat(script: string): void {
  unlink('docker');
  const file = join(dirname(folder), 'bin/docker');
  writeFileSync(file, `#!/bin/sh\n[ "$2" = version ] && exit 0\n${script}\n`);
  chmodSync(file, 0o755);
}

describe.each(RUNNERS)('by %s', (runner) => {
  beforeEach(() => writeShop({ runner }));

  /** The name that compose has for a key. */
  const nameOf = (key: string) => (runner === LocalRunner.INFISICAL_CLI ? key : `_ROOT__${key}`);
  const named = (given: object) =>
    Object.fromEntries(Object.entries(given).map(([key, value]) => [nameOf(key), value]));

  test.each(['docker compose', 'docker-compose'])('make up gives each service its own keys, with %s', (which) => {
    if (which === 'docker-compose') link('docker-compose', join(PROGRAMS, 'docker-compose'));
    const { status, stdout, stderr } = make(['up'], which === 'docker-compose' ? { STAND_IN_NO_PLUGIN: '1' } : {});
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(JSON.stringify(calls().map(({ args }) => args))).not.toMatch(/canary|rabbit"|quoted/);
    const [compose, ...more] = composeCalls();
    expect(more).toEqual([]);
    expect(compose).toMatchObject({ program: which, args: ['--file', './compose.yaml', 'up', '--build'] });
    const { app, postgres, rabbitmq, mediamtx } = servicesOf();
    expect(undoubled(app.environment)).toEqual(values);
    expect(postgres.environment.POSTGRES_PASSWORD).toBe('p$$w');
    expect(Object.keys(rabbitmq.environment)).toEqual(['RABBITMQ_DEFAULT_PASS', 'RABBITMQ_DEFAULT_USER']);
    expect(JSON.stringify(mediamtx)).not.toContain('quoted');
    expect(compose?.config).not.toContain('canary');
  });

  test('Infisical is asked once for the keys', () => {
    make(['up']);
    const asked = calls().filter(({ args }) => ['run', 'export'].includes(args[0] ?? ''));
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ host: 'https://app.infisical.com' });
  });

  test('compose gets the declared keys, and of all else what the developer has, but not the login', () => {
    const own = { DOCKER_HOST: 'unix:///own.sock', COMPOSE_PROFILES: 'mine', KEYS: 'own', HASH: '#', LANG: 'C' };
    make(['up'], { ...own, STRIPE_KEY: 'own', TOKEN: 'own' });
    const rest = Object.fromEntries(Object.entries(composeEnv()).filter(([name]) => !NOTED.includes(name)));
    expect(rest).toEqual({
      ...environment(),
      ...{ ...own, STRIPE_KEY: 'own', TOKEN: 'own' },
      ...named({ ...values, ...credentials }),
    });
    expect(`${composeEnv().MAKEFLAGS}`).not.toContain('canary');
  });

  test('a token is for Infisical alone', () => {
    const token = make(['token'], {
      INFISICAL_UNIVERSAL_AUTH_CLIENT_ID: 'id',
      INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET: 'canary',
    }).stdout.trim();
    expect(make(['up'], { INFISICAL_TOKEN: token, STAND_IN_LOGGED_OUT: '1' }).stderr).toBe('');
    expect(JSON.stringify(composeEnv())).not.toContain(token);
  });

  test("the project's Infisical is asked, whatever the shell says", () => {
    make(['up'], { INFISICAL_DOMAIN: 'https://canary.example', INFISICAL_API_URL: 'https://canary.example/api' });
    const hosts = calls().flatMap(({ args, host }) => (args[0] === '--version' ? [] : (host ?? [])));
    expect(new Set(hosts)).toEqual(new Set(['https://app.infisical.com']));
  });

  test.each(['up', 'check'])('make %s names each key that is missing, and starts nothing', (target) => {
    secrets({ ...values, ...credentials, PORT: undefined, RABBITMQ_USER: undefined, DEV: 'canary' });
    const { status, stdout, stderr } = make([target], { PORT: 'canary-shell', _ROOT__PORT: 'canary-shell' });
    expect(status).not.toBe(0);
    for (const key of ['PORT', 'RABBITMQ_USER']) expect(stderr).toMatch(new RegExp(`${key}\\b.* is (?:missing|not) `));
    expect(stderr).not.toMatch(/DEV|DATABASE_URL/);
    expect(stdout + stderr).not.toContain('canary');
    expect(composeCalls()).toEqual([]);
  });

  test('make check is content when every key is there, even with an empty value', () => {
    expect(make(['check'])).toMatchObject({ status: 0 });
    expect(composeCalls()).toEqual([]);
  });

  test.each([
    ['an assignment', (key: string) => `${key}=canary\n`],
    ['one that is exported', (key: string) => `export  ${key}=canary\n`],
    ['blanks around it', (key: string) => ` ${key} = canary\n`],
    ['a tab before it', (key: string) => `\t${key}=canary\n`],
    ['quotes', (key: string) => `${key}='canary'\n`],
    ['a byte order mark', (key: string) => `\ufeff${key}=canary\n`],
  ])('a .env stands in for no key, and changes none: %s', (_, line) => {
    const text = [...KEYS, ...KEYS.map(nameOf), 'POSTGRES_PASSWORD'].map(line).join('');
    writeFileSync(join(folder, '.env'), text);
    writeFileSync(join(folder, 'other.env'), text);
    expect(make(['up'], { COMPOSE_ENV_FILES: 'other.env' })).toMatchObject({ status: 0, stderr: '' });
    const { app, postgres } = servicesOf();
    expect(undoubled(app.environment)).toEqual(values);
    expect(postgres.environment.POSTGRES_PASSWORD).toBe('p$$w');
    secrets({ ...values, ...credentials, PORT: undefined });
    const before = composeCalls().length;
    expect(make(['up'], { COMPOSE_ENV_FILES: 'other.env' }).status).not.toBe(0);
    expect(composeCalls()).toHaveLength(before);
  });

  test.each(SHELLS)('values of any bytes come through %s as they are', (shell) => {
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
    const rest = hostile.slice(KEYS.length).join('');
    secrets({ ...given, ...credentials, POSTGRES_PASSWORD: rest });
    expect(make(['up', `SHELL=${program(shell)}`]).stderr).toBe('');
    const env = composeEnv();
    expect(Object.fromEntries(KEYS.map((key) => [key, env[nameOf(key)]]))).toEqual(given);
    expect(env[nameOf('POSTGRES_PASSWORD')]).toBe(rest);
    expect(readdirSync(folder)).not.toContain('pwned');
  });

  test.each([
    [{ LOG_LEVEL: 'debug' }],
    [{ LOG_LEVEL: 'trace', LOG_DESTINATION: 'stdout', LOG_FORMAT: 'json' }],
    [{ SHELLOPTS: 'xtrace:verbose:allexport' }],
  ])('no value is ever printed, also with %j', (env) => {
    secrets({ ...values, ...credentials, DEV: 'canary-value', LOG_LEVEL: 'debug' });
    for (const shell of SHELLS) {
      for (const target of ['up', 'check', 'down', 'logs', 'help']) {
        const { stdout, stderr } = make([target, `SHELL=${program(shell)}`], env);
        expect(stdout + stderr).not.toContain('canary');
      }
    }
  });

  test('make up fails when compose fails', () => {
    composeThat('exit 3');
    expect(make(['up']).status).not.toBe(0);
  });

  test('make up says in one line what is missing', () => {
    unlink('docker');
    expect(make(['up']).stderr).toMatch(/^docker compose is missing: https:\/\/.*\nmake: /);
    link('docker', join(PROGRAMS, 'docker-compose'));
    unlink('infisical');
    expect(make(['up']).stderr).toMatch(/the Infisical CLI is (?:missing|not installed).*https:\/\//);
    expect(composeCalls()).toEqual([]);
  });

  test('make up says that nobody is logged in, without a menu', () => {
    const { status, stdout, stderr } = make(['up'], { STAND_IN_LOGGED_OUT: '1' });
    expect(status).not.toBe(0);
    expect(stderr).toContain('nobody is logged in to https://app.infisical.com: ');
    expect(stdout + stderr).not.toContain('hosting option');
    expect(composeCalls()).toEqual([]);
  });

  test.each([
    ['down', ['down']],
    ['logs', ['logs', '--follow']],
  ])('make %s needs no login, nor anything but compose', (target, command) => {
    for (const name of ['infisical', 'node']) unlink(name);
    link('node', program('node'));
    rmSync(join(folder, 'node_modules'), { recursive: true });
    expect(make([target], { STAND_IN_LOGGED_OUT: '1' })).toMatchObject({ status: 0, stderr: '' });
    expect(calls()).toMatchObject([{ program: 'docker compose', args: ['--file', './compose.yaml', ...command] }]);
  });

  test.each(['ps', 'logs', 'down', 'exec app true'])('docker compose %s by hand needs no key', (command) => {
    expect(run('docker', ['compose', '--file', 'compose.yaml', ...command.split(' ')], environment())).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  test('make token prints the token of a machine identity alone, and says what it needs', () => {
    const login = { INFISICAL_UNIVERSAL_AUTH_CLIENT_ID: 'id', INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET: 'canary' };
    expect(make(['token']).stderr).toContain(
      'set INFISICAL_UNIVERSAL_AUTH_CLIENT_ID and INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET first',
    );
    const from = run('make', ['-s', '-C', folder, 'token'], { ...login, ...environment() });
    expect([from.stdout, from.stderr]).toEqual([expect.stringMatching(/^\S+\.stand-in-token\n$/), '']);
    expect(calls().at(-1)).toMatchObject({
      args: ['login', '--method=universal-auth', '--plain', '--silent', ...AT],
      host: 'https://app.infisical.com',
    });
  });

  test('make login names its host', () => {
    make(['login'], { INFISICAL_DOMAIN: 'https://canary.example' });
    expect(calls()).toMatchObject([{ args: ['login', ...AT], host: 'https://app.infisical.com' }]);
  });

  test('make alone shows what there is', () => {
    expect(make([]).stdout).toMatch(/^make up {5}start the stack with the keys of dev:\/\nmake down/);
    expect(calls()).toEqual([]);
  });

  test.each(SHELLS)('Ctrl-C ends compose once, with %s', async (shell) => {
    composeThat(
      `trap 'echo INT >>'"'${join(folder, 'got')}'"'; sleep 0.5; exit 0' INT\necho ready\nwhile :; do sleep 0.05; done`,
    );
    for (const tool of ['sleep']) link(tool, program(tool));
    const line = `exec '${program('make')}' -s up SHELL='${program(shell)}'`;
    const terminal = spawn(program('script') ?? '', ['-qefc', line, '/dev/null'], {
      cwd: folder,
      env: { ...environment(), SHELL: program('sh') },
    });
    let shown = '';
    terminal.stdout.setEncoding('utf8').on('data', (text) => {
      if (!shown.includes('ready') && `${shown}${text}`.includes('ready')) terminal.stdin.write('\u0003');
      shown += text;
    });
    await new Promise((resolve) => terminal.on('close', resolve));
    expect(shown).toContain('ready');
    expect(readFileSync(join(folder, 'got'), 'utf8')).toBe('INT\n');
  });

  describe('in infisical.mk', () => {
    beforeEach(() => {
      rmSync(join(folder, 'Makefile'));
      writeShop({ runner, makefile: 'laptop/infisical.mk', composeFile: 'laptop/compose.yaml' });
      const own = 'up:\n\t@echo own up\nfirst:\n\t@echo own first\n';
      const setting = 'SHELL := /bin/bash\n.SHELLFLAGS := -eo pipefail -c\nMAKEFLAGS += --warn-undefined-variables\n';
      writeFileSync(join(folder, 'Makefile'), `${setting}include laptop/infisical.mk\nall:\n\t@echo own all\n${own}`);
    });

    test('the project keeps its default goal and its targets', () => {
      expect(make([])).toMatchObject({ stdout: 'own all\n', stderr: '' });
      expect(make(['up'])).toMatchObject({ stdout: 'own up\n', stderr: '' });
      writeFileSync(join(folder, 'Makefile'), 'all:\n\t@echo own all\ninclude laptop/infisical.mk\n');
      expect(make([])).toMatchObject({ stdout: 'own all\n', stderr: '' });
    });

    test('the stack starts from the folder of the project, and from any other', () => {
      expect(make(['infisical-up'])).toMatchObject({ status: 0, stderr: '' });
      expect(composeCalls().at(-1)).toMatchObject({ args: ['--file', 'laptop/compose.yaml', 'up', '--build'] });
      mkdirSync(join(folder, "it's"));
      const { status, stderr } = run('sh', ['-c', `cd "it's" && make -s -C .. infisical-up`], environment());
      expect([status, stderr]).toEqual([0, '']);
      expect(composeCalls()).toHaveLength(2);
      expect(undoubled(servicesOf().app.environment)).toEqual(values);
    });

    test('what is to be typed is called by its name', () => {
      expect(make(['infisical-help']).stdout).toContain('make infisical-down ');
      expect(make(['infisical-token']).stderr).toContain('set INFISICAL_UNIVERSAL_AUTH_CLIENT_ID and');
    });
  });
});

describe('cdk8s-infisical', () => {
  beforeEach(() => writeShop());

  test('is the one of a folder above, else that of PATH, and is never downloaded', () => {
    renameSync(join(folder, 'node_modules'), join(dirname(folder), 'node_modules'));
    expect(make(['up'])).toMatchObject({ status: 0, stderr: '' });
    const own = join(dirname(folder), 'node_modules/.bin/cdk8s-infisical');
    renameSync(own, join(dirname(folder), 'bin/cdk8s-infisical'));
    expect(make(['up'])).toMatchObject({ status: 0, stderr: '' });
    rmSync(join(dirname(folder), 'bin/cdk8s-infisical'));
    const { status, stderr } = make(['up']);
    expect(status).not.toBe(0);
    expect(stderr).toMatch(
      /^cdk8s-infisical is missing: run "npm install", .* write "runner: LocalRunner.INFISICAL_CLI" in the local stack\nmake: /,
    );
    expect(composeCalls()).toHaveLength(2);
    expect(existsSync(join(folder, 'node_modules'))).toBe(false);
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
  for (const shell of SHELLS) {
    const { stdout } = make(['all', `SHELL=${program(shell)}`]);
    expect(stdout.split('\0').slice(0, -1)).toEqual([...texts, ...texts]);
  }
});
