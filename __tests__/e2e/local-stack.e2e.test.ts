import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { InfisicalAuth, LocalRunner, LocalService, LocalStack, SecretSyncedApp, SecretSyncedJob } from '../../lib';
import { ODD_TEXTS } from '../local/odd-texts';
import {
  calls,
  credentials,
  folder,
  link,
  make,
  PROGRAMS,
  PROJECT,
  PROJECT_ID,
  program,
  run,
  secrets,
  undoubled,
  values,
  writeStack,
} from './made-stack';

test('docker-compose itself reads the committed file, also where no key is there', () => {
  const text = readFileSync(join(PROJECT, 'compose.yaml'), 'utf8');
  writeFileSync(join(folder, 'compose.yaml'), text);
  const config = (env: NodeJS.ProcessEnv) =>
    run(program('docker-compose') ?? '', ['config'], { ...env, PATH: process.env.PATH });
  expect(config({})).toMatchObject({ status: 0, stderr: '' });
  const given = { ...values, ...credentials };
  const named = Object.fromEntries(Object.entries(given).map(([key, value]) => [`_ROOT__${key}`, value]));
  const { app, rabbitmq } = parse(config(named).stdout).services;
  expect(undoubled(app.environment)).toEqual(values);
  expect(undoubled(rabbitmq.environment)).toMatchObject({
    RABBITMQ_DEFAULT_USER: credentials.RABBITMQ_USER,
    RABBITMQ_DEFAULT_PASS: credentials.RABBITMQ_PASSWORD,
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
  // As in a pod, `$$` is a dollar.
  const inPod = (text: string) => text.replaceAll('$$', '$');
  expect(undoubled(environment)).toEqual(Object.fromEntries(texts.map((text, i) => [`A${i}`, inPod(text)])));
  expect(undoubled({ ...command })).toEqual({ ...texts.filter((text) => text !== '').map(inPod) });
});

describe.each([[LocalRunner.CDK8S_INFISICAL], [LocalRunner.INFISICAL_CLI]])('by %s', (runner) => {
  test('docker-compose starts a Job with what Kubernetes would, and stops it without keys', () => {
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    new SecretSyncedJob(chart, 'migrate', {
      ...{ image: 'orders:1', sync: syncAt('/') },
      secretKeys: { DB_URL: 'DATABASE_URL', PORT: 'PORT' },
      env: { MODE: '$all' },
      command: ['sh', '-c'],
      args: ['echo $HOME $(date) $$(MODE)', '$(MODE) $(PORT) $(DB_URL)'],
      workingDir: '/app',
      local: {},
    });
    writeStack(chart, { runner });
    secrets({ DATABASE_URL: "d'$b", PORT: '1' });
    for (const target of ['up', 'run-migrate']) {
      expect(make([target])).toMatchObject({ status: 0, stderr: '' });
      const { migrate } = servicesOf();
      expect(undoubled({ ...migrate.entrypoint })).toEqual({ 0: 'sh', 1: '-c' });
      expect(undoubled({ ...migrate.command })).toEqual({ 0: 'echo $HOME $(date) $(MODE)', 1: "$all 1 d'$b" });
      expect(migrate.working_dir).toBe('/app');
    }
    const composed = calls().filter(({ program: name }) => name === 'docker compose');
    expect(composed.map(({ args }) => args.slice(2))).toEqual([
      ['up', '--build'],
      ['build', 'migrate'],
      ['run', '--rm', 'migrate'],
    ]);
    expect(make(['down'])).toMatchObject({ status: 0, stderr: '' });
  });

  test('a stack with keys as files says in one line that it needs docker compose v2', () => {
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    new SecretSyncedApp(chart, 'web', {
      ...{ image: 'web:1', sync: syncAt('/'), secretKeys: [], local: {} },
      secretFiles: [{ path: '/etc/tls', secretKeys: { 'tls.key': 'TLS_KEY' } }],
    });
    writeStack(chart, { runner });
    secrets({ TLS_KEY: 'key' });
    link('docker-compose', join(PROGRAMS, 'docker-compose'));
    for (const target of ['up', 'down']) {
      expect(make([target], { STAND_IN_NO_PLUGIN: '1' }).stderr).toMatch(
        /^keys are mounted as files here, which needs docker compose v2: https:.*\nmake: /,
      );
    }
    const composed = calls().filter(({ program: name, args }) => name !== 'infisical' && args[0] !== 'version');
    expect(composed).toEqual([]);
  });

  describe('of applications with a folder each', () => {
    beforeEach(() => {
      const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
      // Both have a key of one name where each has names of its own.
      const shared = runner === LocalRunner.CDK8S_INFISICAL ? ['DATABASE_URL'] : [];
      for (const name of ['orders', 'web']) {
        const secretKeys = [...shared, `${name.toUpperCase()}_KEY`];
        new SecretSyncedApp(chart, name, { image: name, sync: syncAt(`/${name}`), secretKeys, local: {} });
      }
      writeStack(chart, { runner });
    });

    test.each(['sh', 'bash'])('make up gives each what is in its own, with %s', (shell) => {
      secrets({
        '/orders': { DATABASE_URL: "o'1\n$", ORDERS_KEY: 'o', WEB_KEY: 'canary' },
        '/web': { DATABASE_URL: 'w', WEB_KEY: '', ORDERS_KEY: 'canary' },
      });
      const { status, stderr } = make(['up', `SHELL=${program(shell)}`], { ORDERS_KEY: 'canary-shell' });
      expect([status, stderr]).toEqual([0, '']);
      const { orders, web } = servicesOf();
      const isByNames = runner === LocalRunner.CDK8S_INFISICAL;
      expect(undoubled(orders.environment)).toEqual({ ...(isByNames && { DATABASE_URL: "o'1\n$" }), ORDERS_KEY: 'o' });
      expect(web.environment).toEqual({ ...(isByNames && { DATABASE_URL: 'w' }), WEB_KEY: '' });
      const { ORDERS_KEY, ...env } = calls().at(-1)?.env ?? {};
      expect(JSON.stringify(env)).not.toContain('canary');
      expect(ORDERS_KEY).toBe(isByNames ? 'canary-shell' : 'o');
    });

    test('make up and make check name what is missing with its folder, of all folders at once', () => {
      secrets({ '/orders': { WEB_KEY: 'canary' }, '/web': { ORDERS_KEY: 'canary' } });
      for (const target of ['up', 'check']) {
        const { status, stdout, stderr } = make([target], { WEB_KEY: 'canary-shell' });
        expect(status).not.toBe(0);
        expect(stderr).toMatch(/ORDERS_KEY.*\/orders/);
        expect(stderr).toMatch(/WEB_KEY.*\/web/);
        expect(stdout + stderr).not.toContain('canary');
      }
      expect(calls().filter(({ program: name }) => name !== 'infisical')).toEqual([]);
    });
  });
});

function syncAt(path: string) {
  const source = { projectId: PROJECT_ID, environment: 'prod', path };
  return { auth: InfisicalAuth.universal({ credentials: { name: 'login' } }), source };
}

function servicesOf() {
  return parse(calls().at(-1)?.config ?? '').services;
}
