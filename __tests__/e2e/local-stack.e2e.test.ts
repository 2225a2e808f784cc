import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { BackingService, InfisicalAuth, LocalService, LocalStack, SecretSyncedApp, SecretSyncedJob } from '../../lib';
import { ODD_TEXTS } from '../local/odd-texts';
import { calls, credentials, folder, KEYS, make, program, run, secrets, undoubled, values } from './made-stack';

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

test('docker-compose starts a Job with what Kubernetes would, and stops it without keys', () => {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  new SecretSyncedJob(chart, 'migrate', {
    image: 'orders:1',
    sync: {
      auth: InfisicalAuth.universal({ credentials: { name: 'login' } }),
      source: { projectId: '00000000-0000-4000-8000-000000000000', environment: 'prod' },
    },
    secretKeys: { DB_URL: 'DATABASE_URL', PORT: 'PORT' },
    env: { MODE: '$all' },
    command: ['sh', '-c'],
    args: ['echo $HOME $(date) $$(MODE)', '$(MODE) $(PORT) $(DB_URL)'],
    workingDir: '/app',
    local: {},
  });
  for (const [name, text] of Object.entries(new LocalStack([chart]).files())) writeFileSync(join(folder, name), text);
  secrets({ DATABASE_URL: "d'$b", PORT: '1' });
  expect(make(['up'])).toMatchObject({ status: 0, stderr: '' });
  const { migrate } = parse(calls().at(-1)?.config ?? '').services;
  expect(undoubled({ ...migrate.entrypoint })).toEqual({ 0: 'sh', 1: '-c' });
  expect(undoubled({ ...migrate.command })).toEqual({ 0: 'echo $HOME $(date) $(MODE)', 1: "$all 1 d'$b" });
  expect(migrate.working_dir).toBe('/app');
  expect(make(['down'])).toMatchObject({ status: 0, stderr: '' });
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
