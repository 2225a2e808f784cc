import { Duration } from 'cdk8s';
import {
  BackingService,
  InfisicalHost,
  type LocalAppProps,
  LocalService,
  LocalServiceState,
  LocalStack,
  type LocalStackProps,
} from '../../lib';
import { printedLines } from '../synthesis';

import { apiOf, chartWith, composeOf, filesOf, PROJECT_ID } from './shop-on-a-laptop';

describe('an application on a laptop', () => {
  test('gets its own secret keys by name, sorted, and no value', () => {
    expect(apiOf({ secretKeys: ['PORT', 'API_KEY', 'DATABASE_URL'] }).environment).toEqual([
      'API_KEY',
      'DATABASE_URL',
      'PORT',
    ]);
  });

  test('gets a renamed key under its variable, or a message that names key and environment', () => {
    expect(apiOf({ secretKeys: { DB_URL: 'DATABASE_URL', PORT: 'PORT' } }).environment).toEqual({
      DB_URL: '${DATABASE_URL?the key DATABASE_URL is missing in Infisical (dev:/)}',
      PORT: null,
    });
  });

  test('gets its plain variables, in which a dollar is a dollar', () => {
    const env = { PRICE: '5$', TEMPLATE: '${HOME} $$' };
    expect(apiOf({ env }).environment).toEqual({ API_KEY: null, PRICE: '5$$', TEMPLATE: '$${HOME} $$$$' });
  });

  test('runs its own image where nothing is built', () => {
    expect(apiOf({ local: {} })).toMatchObject({ image: 'api:1.0' });
    expect(apiOf({ local: { buildContext: '.' } })).toMatchObject({
      build: { context: '.', dockerfile: 'Dockerfile' },
    });
    expect(apiOf({ local: { buildContext: '.' } })).not.toHaveProperty('image');
  });

  test('every prop reaches the compose file', () => {
    const local: Required<LocalAppProps> = {
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
    expect(Object.keys(compose.volumes)).toEqual(['cache', 'postgres-data', 'redis-data']);
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

test('the ready-made services: pinned, checked, with volumes, credentials by the names of keys', () => {
  const postgres = {
    passwordKey: 'DB_PASSWORD',
    userKey: 'POSTGRES_USER',
    databaseKey: 'DB_NAME',
    port: 5433,
    tag: '15.8',
  };
  const services = {
    postgres: BackingService.postgres(postgres),
    timescaledb: BackingService.timescaleDb({ passwordKey: 'POSTGRES_PASSWORD' }),
    rabbitmq: BackingService.rabbitMq({
      userKey: 'MQ_USER',
      passwordKey: 'MQ_PASSWORD',
      port: 5672,
      managementPort: 15672,
    }),
    mediamtx: BackingService.mediaMtx({ port: 8554 }),
    redis: BackingService.redis({ passwordKey: 'REDIS_PASSWORD', port: 6379 }),
  };
  expect(filesOf(chartWith(), { services })['compose.yaml']).toMatchSnapshot();
});

test('the ports of the ready-made services can be kept from the network', () => {
  const services = {
    postgres: BackingService.postgres({ passwordKey: 'P', port: 5432, hostIp: '127.0.0.1' }),
    rabbitmq: BackingService.rabbitMq({
      userKey: 'U',
      passwordKey: 'P',
      port: 5672,
      managementPort: 15672,
      hostIp: '127.0.0.1',
    }),
    mediamtx: BackingService.mediaMtx({ port: 8554, hostIp: '::1' }),
    redis: BackingService.redis({ port: 6379, hostIp: '[::1]' }),
    open: BackingService.redis({ port: 6380 }),
    closed: BackingService.redis({ hostIp: '127.0.0.1' }),
  };
  const found = Object.entries(composeOf(chartWith(), { services }).services) as [string, { ports?: string[] }][];
  expect(Object.fromEntries(found.map(([name, { ports }]) => [name, ports]))).toEqual({
    api: undefined,
    postgres: ['127.0.0.1:5432:5432'],
    rabbitmq: ['127.0.0.1:5672:5672', '127.0.0.1:15672:15672'],
    mediamtx: ['[::1]:8554:8554'],
    redis: ['[::1]:6379:6379'],
    open: ['6380:6379'],
    closed: undefined,
  });
});

describe('the Makefile', () => {
  const makefileOf = (props: LocalStackProps = {}, chart = chartWith({ secretKeys: { A: 'API_KEY', B: 'B' } })) =>
    filesOf(chart, props).Makefile;

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

  test('can stop the stack without a login', () => {
    expect(makefileOf()).toContain('WITHOUT_KEYS := env API_KEY=unused\n');
  });
});

test('.infisical.json has the project and the environment for calls of the CLI by hand', () => {
  expect(JSON.parse(filesOf(chartWith())['.infisical.json'])).toEqual({
    workspaceId: PROJECT_ID,
    defaultEnvironment: 'dev',
    gitBranchToEnvironmentMapping: null,
  });
});
