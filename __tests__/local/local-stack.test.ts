import { Duration } from 'cdk8s';
import { BackingService, type LocalAppProps, LocalService, LocalServiceState } from '../../lib';
import { printedLines } from '../synthesis';

import { apiOf, chartWith, composeOf, filesOf, PROJECT_ID } from './shop-on-a-laptop';

describe('an application on a laptop', () => {
  test("gets its own secret keys by names that are nobody else's, in the order of its container, and no value", () => {
    const { environment } = apiOf({ secretKeys: ['PORT', 'DATABASE_URL'] });
    expect(Object.entries(environment)).toEqual([
      ['PORT', '${_ROOT__PORT-}'],
      ['DATABASE_URL', '${_ROOT__DATABASE_URL-}'],
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
    expect(apiOf({ secretKeys: [], env }).environment).toEqual({ PRICE: '5$$', TEMPLATE: '$${HOME} $$' });
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
      containers: { proxy: { image: 'proxy:dev' } },
      withoutContainers: ['istio'],
    };
    const services = {
      db: BackingService.postgres({ passwordKey: 'POSTGRES_PASSWORD' }),
      mail: LocalService.of({ image: 'mail:1' }),
      cache: BackingService.redis(),
      seed: LocalService.of({ image: 'seed:1' }),
    };
    const containers = ['proxy', 'istio'].map((name) => ({ name, image: `${name}:1` }));
    const compose = composeOf(chartWith({ env: { LOG_LEVEL: 'info' }, containers, local }), { services });
    expect(Object.keys(compose.services)).toEqual(['web', 'web-proxy', 'db', 'mail', 'cache', 'seed']);
    expect(compose.services['web-proxy']).toEqual({
      image: 'proxy:dev',
      network_mode: 'service:web',
      profiles: ['web'],
    });
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

test('.infisical.json has the project and the environment for calls of the CLI by hand', () => {
  expect(JSON.parse(filesOf(chartWith())['.infisical.json'])).toEqual({
    workspaceId: PROJECT_ID,
    defaultEnvironment: 'dev',
    gitBranchToEnvironmentMapping: null,
  });
});
