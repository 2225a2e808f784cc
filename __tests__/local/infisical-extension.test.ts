import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { parse } from 'yaml';
import {
  BackingService,
  InfisicalProject,
  LocalService,
  LocalStack,
  type LocalStackProps,
  SecretSyncedApp,
  SyncedSecret,
} from '../../lib';
import { SYNC } from '../declarations';
import { PROJECT } from '../project/main-program';
import { chartWith, composeOf, filesOf, PROJECT_ID } from './shop-on-a-laptop';

const extensionOf = (...given: Parameters<typeof composeOf>) => composeOf(...given)['x-infisical'];
const sync = (source: object) => ({ sync: { ...SYNC, source: { environment: 'prod', ...source } } });

describe('compose.yaml says for check and report', () => {
  test('which service gets which keys, by their names in Infisical and not by the variables', () => {
    const services = {
      db: BackingService.postgres({ passwordKey: 'DB_PASSWORD', userKey: 'DB_USER' }),
      mail: LocalService.of({ image: 'mail:1' }),
    };
    const chart = chartWith({ secretKeys: { SECOND: 'B', FIRST: 'A', THIRD: 'A' } });
    expect(extensionOf(chart, { services })).toEqual({
      host: 'https://app.infisical.com',
      project: { id: PROJECT_ID },
      environment: 'dev',
      paths: ['/'],
      keys: { api: ['A', 'B'], db: ['DB_PASSWORD', 'DB_USER'] },
    });
  });

  test('the folders, in the order in which the CLI reads them', () => {
    const chart = chartWith(sync({ projectId: PROJECT_ID, path: '/orders' }));
    expect(extensionOf(chart).paths).toEqual(['/orders']);
    expect(extensionOf(chart, { paths: ['/b', '/a'] }).paths).toEqual(['/b', '/a']);
  });

  test('the slug of the project, where it is known to be that of the id', () => {
    const projectOf = (source: object, props: LocalStackProps = {}) =>
      extensionOf(chartWith(sync(source)), props).project;
    expect(projectOf({ projectSlug: 'shop' }, { projectId: PROJECT_ID })).toEqual({ id: PROJECT_ID, slug: 'shop' });
    expect(projectOf({ projectId: PROJECT_ID })).toEqual({ id: PROJECT_ID });
    expect(projectOf({ projectSlug: 'a: ${b}' }, { projectId: PROJECT_ID })).toEqual({ id: PROJECT_ID });
  });

  test('nothing of a service without keys', () => {
    expect(extensionOf(chartWith({ local: undefined }), { projectId: 'p' }).keys).toEqual({});
  });

  test('at its end, and in a form that its readers take for what it is', () => {
    const text = filesOf(chartWith({ secretKeys: ['YES', 'NULL', 'E1'] }), { projectId: '123', environment: 'on' })[
      'compose.yaml'
    ];
    expect(text).toMatch(/\nx-infisical:\n(?: {2}.*\n)+$/);
    for (const version of ['1.1', '1.2'] as const) {
      expect(parse(text, { version })['x-infisical']).toMatchObject({
        project: { id: '123' },
        environment: 'on',
        keys: { api: ['E1', 'NULL', 'YES'] },
      });
    }
  });
});

describe("the article's stack", () => {
  const committed = (file: string) => readFileSync(join(PROJECT, file), 'utf8');

  test('is byte for byte what it was, but for x-infisical', () => {
    const [compose] = committed('compose.yaml').split('x-infisical:');
    expect(createHash('sha256').update(compose).digest('hex')).toBe(
      'd3fd325c69b12a4321c111579e097ea230cc3dab71565de9023d351d170529fa',
    );
  });

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
          'RATELIMIT_RPS',
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
    for (const [name, text] of Object.entries(files)) expect(text).toBe(committed(name));
    expect(project.problems()).toEqual([]);
  });
});
