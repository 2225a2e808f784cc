import { Duration } from 'cdk8s';
import {
  BackingService,
  InfisicalHost,
  type LocalAppProps,
  LocalRunner,
  LocalService,
  LocalServiceState,
  LocalStack,
  type LocalStackProps,
} from '../../lib';
import { printedLines } from '../synthesis';

import { apiOf, chartWith, composeOf, filesOf, PROJECT_ID } from './shop-on-a-laptop';

describe('an application on a laptop', () => {
  test("gets its own secret keys by names that are nobody else's, sorted, and no value", () => {
    const { environment } = apiOf({ secretKeys: ['PORT', 'DATABASE_URL'] });
    expect(Object.entries(environment)).toEqual([
      ['DATABASE_URL', '${_ROOT__DATABASE_URL-}'],
      ['PORT', '${_ROOT__PORT-}'],
    ]);
  });

  test('gets a renamed key under its variable', () => {
    expect(apiOf({ secretKeys: { DB_URL: 'DATABASE_URL', PORT: 'PORT' } }).environment).toEqual({
      DB_URL: '${_ROOT__DATABASE_URL-}',
      PORT: '${_ROOT__PORT-}',
    });
  });

  test('gets its plain variables, in which a dollar is a dollar', () => {
    const env = { PRICE: '5$', TEMPLATE: '${HOME} $$' };
    expect(apiOf({ secretKeys: [], env }).environment).toEqual({ PRICE: '5$$', TEMPLATE: '$${HOME} $$$$' });
  });

  test('runs its own image where nothing is built', () => {
    expect(apiOf({ local: {} })).toMatchObject({ image: 'api:1.0' });
    expect(apiOf({ local: { buildContext: '.' } })).toMatchObject({
      build: { context: '.', dockerfile: 'Dockerfile' },
    });
    expect(apiOf({ local: { buildContext: '.' } })).not.toHaveProperty('image');
  });

  test('every prop reaches the compose file', () => {
    const local: Required<Omit<LocalAppProps, 'containers' | 'withoutContainers'>> = {
      name: 'web',
      buildContext: 'services/api',
      dockerfile: 'Dockerfile.dev',
      buildTarget: 'dev',
      buildArgs: { NODE_VERSION: '20', PRICE: '5$' },
      buildSecrets: { npmrc: 'API_KEY' },
      image: 'api:dev',
      entrypoint: ['tini', '--'],
      command: ['sh', '-c', 'echo $HOME'],
      user: '1000:1000',
      workingDir: '/app',
      ports: ['3000:3000'],
      volumes: ['./:/app', 'cache:/cache', '/app/node_modules'],
      tmpfs: ['/tmp:size=64m'],
      dependsOn: ['db', 'mail'],
      waitsFor: { cache: LocalServiceState.HEALTHY, seed: LocalServiceState.COMPLETED },
      env: { LOG_LEVEL: 'debug' },
      healthCheck: {
        test: ['CMD-SHELL', 'test -n "$PORT"'],
        interval: Duration.seconds(10),
        timeout: Duration.minutes(1),
        retries: 3,
        startPeriod: Duration.millis(500),
      },
      restart: 'unless-stopped',
      hostname: 'web.local',
      networkAliases: ['api', 'front'],
      extraHosts: { 'host.docker.internal': 'host-gateway' },
      labels: { 'traefik.enable': 'true', rule: 'Path(`/$x`)' },
      capAdd: ['NET_ADMIN'],
      init: true,
      stopGracePeriod: Duration.minutes(1),
      platform: 'linux/amd64',
      profiles: ['web'],
      compose: { ulimits: { nofile: 4096 }, labels: { price: '5$$' }, privileged: true },
      meantToDiffer: ['LOG_LEVEL'],
    };
    const services = {
      db: BackingService.postgres({ passwordKey: 'POSTGRES_PASSWORD' }),
      mail: LocalService.of({ image: 'mail:1' }),
      cache: BackingService.redis(),
      seed: LocalService.of({ image: 'seed:1' }),
    };
    const compose = composeOf(chartWith({ env: { LOG_LEVEL: 'info' }, local }), { services });
    expect(compose.services.web).toMatchSnapshot();
    expect(Object.keys(compose.volumes)).toEqual(['cache', 'cache-data', 'db-data']);
    expect(printedLines()).toEqual([]);
  });

  test('waits for a service with a health check, and for others to have started', () => {
    const services = { cache: BackingService.redis(), mail: LocalService.of({ image: 'mail:1' }) };
    expect(apiOf({ local: { dependsOn: ['cache', 'mail'] } }, { services }).depends_on).toEqual({
      cache: { condition: 'service_healthy' },
      mail: { condition: 'service_started' },
    });
  });

  test('takes part only if it says so', () => {
    const services = { mail: LocalService.of({ image: 'mail:1', secretKeys: ['API_KEY'] }) };
    expect(Object.keys(composeOf(chartWith({ local: undefined }), { services, projectId: 'p' }).services)).toEqual([
      'mail',
    ]);
  });
});

describe('the Makefile', () => {
  const makefileOf = (props: LocalStackProps = {}, chart = chartWith({ secretKeys: { A: 'API_KEY', B: 'B' } })) =>
    filesOf(chart, { runner: LocalRunner.INFISICAL_CLI, ...props }).Makefile;

  const lineOf = (name: string, ...given: Parameters<typeof makefileOf>) =>
    makefileOf(...given)
      .split('\n')
      .find((line) => line.startsWith(`${name} := `))
      ?.slice(name.length + 4);

  test('reads the environment and path of the stack', () => {
    expect(lineOf('INFISICAL_RUN')).toBe(
      `$(INFISICAL_CLI) run --env=dev --projectId=${PROJECT_ID} --path=/ $(INFISICAL_AT) --silent -- env LC_ALL=C awk`,
    );
    expect(lineOf('INFISICAL_RUN', { environment: 'test', projectId: 'p', paths: ['/a', '/b'] })).toBe(
      '$(INFISICAL_CLI) run --env=test --projectId=p --path=/a --path=/b $(INFISICAL_AT) --silent -- env LC_ALL=C awk',
    );
    expect(lineOf('INFISICAL_KEYS')).toBe('API_KEY B');
  });

  test('names its host in each call of the CLI, also where that is the default, and no log level with values', () => {
    expect(lineOf('INFISICAL_AT')).toBe('--domain=https://app.infisical.com --log-level=error');
    expect(lineOf('INFISICAL_AT', { host: InfisicalHost.cloudEu() })).toBe(
      '--domain=https://eu.infisical.com --log-level=error',
    );
    const calls = makefileOf()
      .split('\n')
      .filter((line) => line.includes('$(INFISICAL_CLI)'));
    expect(calls).toHaveLength(3);
    for (const call of calls) expect(call).toMatch(/ \$\(INFISICAL_AT\)/);
  });

  test("keeps the developer's host, log level and stray token from the CLI", () => {
    expect(lineOf('INFISICAL_CLI')).toBe(
      'env -u INFISICAL_API_URL -u INFISICAL_DOMAIN -u LOG_DESTINATION -u LOG_FORMAT -u LOG_LEVEL -u TOKEN infisical',
    );
  });

  test('looks for a .env where compose does: where it is called, and beside its file', () => {
    expect(makefileOf()).toContain('for file in .env $$COMPOSE_ENV_FILES');
    const files = new LocalStack([chartWith()], { composeFile: 'dev/compose.yaml' }).files();
    expect(files.Makefile).toContain('for file in .env dev/.env $$COMPOSE_ENV_FILES');
  });
});

test('.infisical.json has the project and the environment for calls of the CLI by hand', () => {
  expect(JSON.parse(filesOf(chartWith())['.infisical.json'])).toEqual({
    workspaceId: PROJECT_ID,
    defaultEnvironment: 'dev',
    gitBranchToEnvironmentMapping: null,
  });
});
