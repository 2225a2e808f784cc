import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import {
  ApiGeneration,
  BackingService,
  InfisicalProject,
  LocalRunner,
  LocalService,
  LocalStack,
  type LocalStackProps,
  SecretKey,
  SecretSyncedApp,
  SyncedSecret,
} from '../../lib';
import { SYNC } from '../declarations';
import { PROJECT } from '../project/main-program';
import { chartWith, composeOf, filesOf, PROJECT_ID, source } from './shop-on-a-laptop';

const extensionOf = (...given: Parameters<typeof composeOf>) => composeOf(...given)['x-infisical'];
const sync = (source: object) => ({ sync: { ...SYNC, source: { environment: 'prod', ...source } } });

const PLACE = { project: { id: PROJECT_ID }, environment: 'dev', path: '/' };

describe('compose.yaml says for run, check and report', () => {
  test('what each name is, by the name of the key in Infisical', () => {
    const services = {
      db: BackingService.postgres({ passwordKey: 'DB_PASSWORD', userKey: 'DB_USER' }),
      mail: LocalService.of({ image: 'mail:1' }),
    };
    const chart = chartWith({ secretKeys: { SECOND: 'B', FIRST: 'A', THIRD: 'A' } });
    expect(extensionOf(chart, { services })).toEqual({
      host: 'https://app.infisical.com',
      reads: [
        {
          from: [PLACE],
          keys: { A: '_ROOT__A', B: '_ROOT__B', DB_PASSWORD: '_ROOT__DB_PASSWORD', DB_USER: '_ROOT__DB_USER' },
        },
      ],
    });
  });

  test('the slug of the project, where it is known to be that of the id', () => {
    const projectOf = (source: object, props: LocalStackProps = {}) =>
      extensionOf(chartWith(sync(source)), props).reads[0].from[0].project;
    expect(projectOf({ projectSlug: 'shop' }, { projectId: PROJECT_ID })).toEqual({ id: PROJECT_ID, slug: 'shop' });
    expect(projectOf({ projectId: PROJECT_ID })).toEqual({ id: PROJECT_ID });
    expect(projectOf({ projectSlug: 'a: ${b}' }, { projectId: PROJECT_ID })).toEqual({ id: PROJECT_ID });
  });

  describe('the tags by which a source reads', () => {
    const tagged = (tags: string[], name = 'api') => {
      const own = { generation: ApiGeneration.V1BETA1, auth: SYNC.auth, source: { ...source, path: '/', tags } };
      return { name, props: { image: 'a:1', sync: own, secretKeys: ['A'], local: {} } };
    };
    const chartOf = (...apps: ReturnType<typeof tagged>[]) => {
      const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
      for (const { name, props } of apps) new SecretSyncedApp(chart, name, props);
      return chart;
    };

    test('make a place of their own', () => {
      const { reads } = extensionOf(chartOf(tagged(['b', 'a', 'b']), tagged([], 'web')));
      expect(reads).toEqual([
        { from: [{ ...PLACE, tags: ['a', 'b'] }], keys: { A: '_ROOT__A' } },
        { from: [PLACE], keys: { A: '_ROOT__A_2' } },
      ]);
    });

    test('are words that the CLI takes, which it can say only of all folders together', () => {
      expect(() => extensionOf(chartOf(tagged(['a,b'])))).toThrow('the tag "a,b" must be letters');
      const runner = LocalRunner.INFISICAL_CLI;
      expect(() => extensionOf(chartOf(tagged(['a'])), { runner })).toThrow('keys are read by the tag "a"');
    });
  });

  test('the private CA, as seen from the file itself', () => {
    expect(extensionOf(chartWith(), { caFile: 'certs/ca.pem' }).caFile).toBe('certs/ca.pem');
    const files = filesOf(
      chartWith(),
      { caFile: '../certs/ca.pem', composeFile: 'dev/compose.yaml' },
      'dev/compose.yaml',
    );
    expect(parse(files['dev/compose.yaml'])['x-infisical'].caFile).toBe('../certs/ca.pem');
  });

  test('at its end, in block style, and in a form that its readers take for what it is', () => {
    const sources = sync({ projectId: '123', path: '/on', recursive: true });
    const chart = chartWith({ ...sources, secretKeys: ['YES', 'NULL', 'E1'] });
    const text = filesOf(chart, { environment: 'on' })['compose.yaml'];
    expect(text).toContain(`
x-infisical:
  host: https://app.infisical.com
  reads:
    - from:
        - project:
            id: '123'
          environment: 'on'
          path: /on
          recursive: true
      keys:
        'E1': _ON__E1
        'NULL': _ON__NULL
        'YES': _ON__YES
`);
    for (const version of ['1.1', '1.2'] as const) {
      const [{ from, keys }] = parse(text, { version })['x-infisical'].reads;
      expect(from).toEqual([{ project: { id: '123' }, environment: 'on', path: '/on', recursive: true }]);
      expect(keys).toEqual({ E1: '_ON__E1', NULL: '_ON__NULL', YES: '_ON__YES' });
    }
  });
});

describe("the article's stack", () => {
  const committed = (file: string) => readFileSync(join(PROJECT, file), 'utf8');

  test('is the same from one project with its environments', () => {
    const project = new InfisicalProject({
      projectSlug: 'slug',
      projectId: '00000000-0000-4000-8000-000000000000',
      auth: SYNC.auth,
    });
    const dev = project.addEnvironment('dev', { deployed: false });
    for (const environment of [dev, ...['staging', 'prod'].map((name) => project.addEnvironment(name))]) {
      const chart = new Chart(environment, 'project', { namespace: 'project' });
      const source = { projectSlug: 'slug', environment: environment.slug };
      new SecretSyncedApp(chart, 'project-api', {
        image: 'app-image:latest',
        secret: new SyncedSecret(chart, 'infisicalsecret', { ...SYNC, source }),
        secretKeys: [
          'PORT',
          'DEV',
          'DATABASE_URL',
          SecretKey.of('RATELIMIT_RPS').integer({ min: 1 }),
          'RATELIMIT_MAX_BURST',
          'RATELIMIT_ENABLED',
          'CORS_TRUSTED_ORIGINS',
          'RABBITMQ_URL',
        ],
        local: {
          name: 'app',
          buildContext: '.',
          command: ['air', '-c', '.air.toml'],
          ports: ['4000:4000'],
          volumes: ['./:/app'],
          dependsOn: ['postgres', 'rabbitmq'],
        },
      });
    }
    const services = {
      postgres: BackingService.timescaleDb({ passwordKey: 'POSTGRES_PASSWORD', port: 5432 }),
      rabbitmq: BackingService.rabbitMq({ userKey: 'RABBITMQ_USER', passwordKey: 'RABBITMQ_PASSWORD' }),
      mediamtx: BackingService.mediaMtx({ port: 8554 }),
    };
    const files = new LocalStack([dev], { services }).files();
    expect(files['compose.yaml']).toBe(committed('compose.yaml'));
    expect(files['.infisical.json']).toBe(committed('.infisical.json'));
    expect(project.problems()).toEqual([]);
  });
});
