import type { Chart } from 'cdk8s';
import { parse } from 'yaml';
import { BackingService, LocalRunner, LocalStack, type LocalStackProps, SecretSyncedApp } from '../../lib';
import { SYNC } from '../declarations';
import { printedLines } from '../synthesis';
import { chartWith, errorsOf, filesOf, PROJECT_ID, source } from './shop-on-a-laptop';

const BY_CLI: LocalStackProps = { runner: LocalRunner.INFISICAL_CLI };

/** The application `api`, and a worker that reads from another source. */
function shopWithWorker(more: object, secretKeys: string[] = ['QUEUE']): Chart {
  const chart = chartWith();
  const sync = { ...SYNC, source: { ...source, ...more } };
  new SecretSyncedApp(chart, 'worker', { image: 'worker', sync, secretKeys, local: {} });
  return chart;
}

describe('where infisical run fetches the keys', () => {
  test('compose gets them by their own names, and passes on what keeps its name', () => {
    const services = { cache: BackingService.redis({ passwordKey: 'REDIS_PASSWORD' }) };
    const chart = chartWith({ secretKeys: ['PORT', 'API_KEY'] });
    const compose = parse(filesOf(chart, { ...BY_CLI, services })['compose.yaml']);
    expect(compose.services.api.environment).toEqual(['PORT', 'API_KEY']);
    expect(compose.services.cache.environment).toEqual({ REDISCLI_AUTH: '${REDIS_PASSWORD-}' });
    expect(compose['x-infisical'].reads).toEqual([
      {
        from: [{ project: { id: PROJECT_ID }, environment: 'dev', path: '/' }],
        keys: { API_KEY: 'API_KEY', PORT: 'PORT', REDIS_PASSWORD: 'REDIS_PASSWORD' },
      },
    ]);
  });

  test.each([
    ['HOME', 'infisical run leaves this variable as the developer has it'],
    ['LC_ALL', 'infisical run leaves this variable as the developer has it'],
    ['XDG_DATA', 'infisical run leaves this variable as the developer has it'],
    ['COMPOSE_FILE', 'docker compose would take it for its own'],
    ['DOCKER_HOST', 'docker compose would take it for its own'],
    ['BUILDX_BUILDER', 'docker compose would take it for its own'],
    ['LD_PRELOAD', 'a shell would take it for its own'],
    ['SHELLOPTS', 'a shell would take it for its own'],
    ['UID', 'a shell would take it for its own'],
    ['MAKEFLAGS', 'a shell would take it for its own'],
    ['api-key', 'it is no name of a variable, which infisical run needs'],
  ])('the key %s is an error: it never arrives', (key, reason) => {
    expect(errorsOf(new LocalStack([chartWith({ secretKeys: { VALUE: key } })], BY_CLI))).toEqual([
      `[shop/api] the service "api" cannot get the key "${key}" from infisical run: ${reason}: give it another name in Infisical, or take LocalRunner.CDK8S_INFISICAL (L1)`,
    ]);
  });

  test.each([
    ['TOKEN', 'login'],
    ['INFISICAL_TOKEN', 'login'],
    ['INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN', 'login'],
    ['LOG_LEVEL', 'log'],
    ['LOG_DESTINATION', 'log'],
  ])('the key %s is told, as the CLI reads it for itself', (key, meaning) => {
    filesOf(chartWith({ secretKeys: [key] }), BY_CLI);
    expect(printedLines()).toEqual([
      `warning: [shop/api] the service "api" gets the key "${key}", a name that the Infisical CLI takes for its own ${meaning} wherever a shell has it: give it another name in Infisical (L8)`,
    ]);
  });

  describe('it is an error', () => {
    const fails = (chart: Chart, props: LocalStackProps = {}) =>
      errorsOf(new LocalStack([chart], { ...BY_CLI, ...props }));
    const other = '6f1c2d7e-0000-4000-8000-000000000009';

    test('where a key of one name is in two folders, and only there: each folder is read by itself', () => {
      expect(fails(shopWithWorker({ path: '/worker' }, ['API_KEY']))).toEqual([
        '[local stack] the key "API_KEY" is read from / and from /worker, and infisical run has one value for a name: take LocalRunner.CDK8S_INFISICAL (L3)',
      ]);
      const { Makefile } = filesOf(shopWithWorker({ path: '/worker' }), BY_CLI);
      expect(Makefile.match(/\$\(INFISICAL_CLI\) run .*? --path=\S+ /g)).toEqual([
        expect.stringContaining(' --path=/ '),
        expect.stringContaining(' --path=/worker '),
      ]);
    });

    test('unless somebody says that they are read as one', () => {
      const chart = shopWithWorker({ path: '/worker' }, ['API_KEY', 'QUEUE']);
      expect(fails(chart, { paths: ['/', '/worker'] }).join()).toContain('"API_KEY"');
      expect(
        Object.keys(filesOf(shopWithWorker({ path: '/worker' }), { ...BY_CLI, paths: ['/', '/worker'] })),
      ).toHaveLength(3);
    });

    test('where there are two projects, or environments', () => {
      expect(fails(shopWithWorker({ projectId: other }))).toEqual([
        `[local stack] keys come from the projects "${PROJECT_ID}" and "${other}", and infisical run reads one: take LocalRunner.CDK8S_INFISICAL (L7)`,
      ]);
    });

    test('where folders are read with all that is below them', () => {
      const sync = { ...SYNC, source: { ...source, path: '/api', recursive: true } };
      expect(fails(chartWith({ sync }))).toEqual([
        '[local stack] infisical run takes any one of two keys of one name below "/api": take LocalRunner.CDK8S_INFISICAL (L3)',
      ]);
    });
  });
});
