import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { ConfigMap, EnvFrom, EnvValue, Secret, Volume } from 'cdk8s-plus-28';
import { parse } from 'yaml';
import {
  ApiGeneration,
  LocalStack,
  SecretSyncedApp,
  type SecretSyncedAppProps,
  SecretSyncedCronJob,
  SyncedSecret,
  TemplateValue,
} from '../../../lib';
import { SYNC } from '../../declarations';
import { printedLines } from '../../synthesis';
import { composeViolations } from '../compose-schema';
import { errorsOf, source } from '../shop-on-a-laptop';

const shop = () => new Chart(new App(), 'shop', { namespace: 'shop' });

function apiIn(chart: Chart, props: Partial<SecretSyncedAppProps> = {}): SecretSyncedApp {
  return new SecretSyncedApp(chart, 'api', {
    image: 'api:1',
    sync: { ...SYNC, source },
    secretKeys: ['DB_PASSWORD'],
    local: {},
    ...props,
  });
}

function composeOf(chart: Chart) {
  const text = new LocalStack([chart]).files()['compose.yaml'];
  expect(composeViolations(text)).toEqual([]);
  return parse(text);
}

/** The service of the application with the props. */
function serviceWith(props: Partial<SecretSyncedAppProps>) {
  const chart = shop();
  apiIn(chart, props);
  return composeOf(chart).services.api;
}

describe('what a pod gets, its service gets too:', () => {
  test('keys in plain variables, and dollars', () => {
    const env = { DB_URL: 'pg://u:$(DB_PASSWORD)@db', PRICE: 'US$$5' };
    expect(serviceWith({ env }).environment).toEqual({
      DB_PASSWORD: '${_ROOT__DB_PASSWORD-}',
      DB_URL: 'pg://u:${_ROOT__DB_PASSWORD-}@db',
      PRICE: 'US$$5',
    });
  });

  test('what stands before a key stays text', () => {
    const env = { EARLY: 'pg://u:$(DB_PASSWORD)@db', TYPO: '$(DB_PASWORD)' };
    expect(Object.entries(serviceWith({ env, envOrder: ['EARLY'] }).environment)).toEqual([
      ['EARLY', 'pg://u:$$(DB_PASSWORD)@db'],
      ['DB_PASSWORD', '${_ROOT__DB_PASSWORD-}'],
      ['TYPO', '$$(DB_PASWORD)'],
    ]);
  });

  test('other variables, whole config maps, and what the pod says of itself', () => {
    const chart = shop();
    const map = new ConfigMap(chart, 'settings', { metadata: { name: 'settings' }, data: { MODE: 'all', SIZE: '5' } });
    apiIn(chart, {
      envFrom: [new EnvFrom(map)],
      envVariables: { LITERAL: EnvValue.fromValue('lit'), OF_MAP: EnvValue.fromConfigMap(map, 'MODE') },
    });
    expect(composeOf(chart).services.api.environment).toEqual({
      MODE: 'all',
      SIZE: '5',
      DB_PASSWORD: '${_ROOT__DB_PASSWORD-}',
      LITERAL: 'lit',
      OF_MAP: 'all',
    });
    expect(printedLines()).toEqual([]);
  });

  test('what a second secret, or the same one once more, injects into it', () => {
    const chart = shop();
    const secret = new SyncedSecret(chart, 'keys', { ...SYNC, source });
    const other = new SyncedSecret(chart, 'other', { ...SYNC, source: { ...source, path: '/other' } });
    const api = apiIn(chart, { sync: undefined, secret });
    secret.injectInto(api.deployment, { secretKeys: { MORE: 'MORE_KEY' } });
    other.injectInto(api.deployment, { secretKeys: ['OTHER'], files: { path: '/etc/o', secretKeys: ['O_FILE'] } });
    expect(composeOf(chart).services.api).toMatchObject({
      environment: {
        DB_PASSWORD: '${_ROOT__DB_PASSWORD-}',
        MORE: '${_ROOT__MORE_KEY-}',
        OTHER: '${_OTHER__OTHER-}',
      },
      secrets: [{ source: '_OTHER__O_FILE', target: '/etc/o/O_FILE' }],
    });
    expect(printedLines()).toEqual([]);
  });

  test('patches of the workload', () => {
    const chart = shop();
    const { deployment } = apiIn(chart);
    ApiObject.of(deployment).addJsonPatch(
      JsonPatch.add('/spec/template/spec/containers/0/env/-', { name: 'PATCHED', value: '$(DB_PASSWORD)!' }),
      JsonPatch.replace('/spec/template/spec/containers/0/image', 'api:2'),
    );
    const { environment, image } = composeOf(chart).services.api;
    expect([environment.PATCHED, image]).toEqual(['${_ROOT__DB_PASSWORD-}!', 'api:2']);
  });

  test('two sources in their order, and folders below one', () => {
    const chart = shop();
    const sync = {
      ...SYNC,
      apiGeneration: ApiGeneration.V1BETA1,
      source: { ...source, path: '/api', recursive: true },
      additionalSources: [{ ...source, path: '/common' }],
    };
    apiIn(chart, { sync });
    expect(composeOf(chart)['x-infisical'].reads[0].from).toMatchObject([
      { path: '/api', recursive: true },
      { path: '/common' },
    ]);
  });

  test('values that the template of the managed Secret composes, under whatever name', () => {
    const { concat, key, text } = TemplateValue;
    const secretTemplate = {
      DATABASE_URL: concat(key('DATABASE_URL'), text('?ssl=1')),
      DSN: TemplateValue.raw('pg://{{ .DB_PASSWORD.Value }}@db'),
    };
    const sync = { ...SYNC, source, secretTemplate };
    expect(serviceWith({ sync, secretKeys: ['DATABASE_URL', 'DSN', 'OTHER'] }).environment).toEqual({
      DATABASE_URL: '${_ROOT__DATABASE_URL-}?ssl=1',
      DSN: 'pg://${_ROOT__DB_PASSWORD-}@db',
      OTHER: '${_ROOT__OTHER-}',
    });
  });

  test('every key of a secret of which all are known', () => {
    const chart = shop();
    const keys = ['A', 'B'];
    const secret = new SyncedSecret(chart, 'keys', { ...SYNC, source: { ...source, keys } });
    const api = apiIn(chart, { sync: undefined, secret, secretKeys: ['A'] });
    secret.injectInto(api.deployment, { everyKey: true, prefix: 'X_' });
    expect(composeOf(chart).services.api.environment).toEqual({
      X_A: '${_ROOT__A-}',
      X_B: '${_ROOT__B-}',
      A: '${_ROOT__A-}',
    });
  });
});

describe('the other containers of a pod', () => {
  const containers = (local: SecretSyncedAppProps['local'] = {}, chart = shop()) => {
    apiIn(chart, {
      initContainers: [
        { name: 'wait', image: 'busybox:1', command: ['sh'] },
        { name: 'migrate', image: 'api:1', args: ['migrate'], secretKeys: { DB: 'MIGRATION_DB' } },
      ],
      containers: [{ name: 'proxy', image: 'proxy:1', secretKeys: ['PROXY_KEY'], workingDir: '/proxy' }],
      local,
    });
    return composeOf(chart).services;
  };

  test('run: init containers one after the other before it, sidecars beside it', () => {
    const { api, ...others } = containers({ dependsOn: [], buildContext: '.' });
    expect(api.depends_on).toEqual({ 'api-migrate': { condition: 'service_completed_successfully' } });
    expect(others).toEqual({
      'api-wait': { image: 'busybox:1', entrypoint: ['sh'] },
      'api-migrate': {
        build: { context: '.', dockerfile: 'Dockerfile' },
        command: ['migrate'],
        environment: { DB: '${_ROOT__MIGRATION_DB-}' },
        depends_on: { 'api-wait': { condition: 'service_completed_successfully' } },
      },
      'api-proxy': {
        image: 'proxy:1',
        working_dir: '/proxy',
        environment: { PROXY_KEY: '${_ROOT__PROXY_KEY-}' },
        network_mode: 'service:api',
      },
    });
    expect(printedLines()).toEqual([]);
  });

  test('or not, or otherwise, as the laptop says', () => {
    const services = containers({ withoutContainers: ['wait', 'proxy'], containers: { migrate: { image: 'own:1' } } });
    expect(Object.keys(services)).toEqual(['api', 'api-migrate']);
    expect(services['api-migrate']).toEqual({
      image: 'own:1',
      command: ['migrate'],
      environment: { DB: '${_ROOT__MIGRATION_DB-}' },
    });
    expect(printedLines()).toEqual([]);
  });

  test('of a CronJob are started with it', () => {
    const chart = shop();
    new SecretSyncedCronJob(chart, 'report', {
      image: 'report:1',
      schedule: '@daily',
      sync: { ...SYNC, source },
      secretKeys: ['A'],
      initContainers: [{ name: 'fetch', image: 'fetch:1' }],
      local: {},
    });
    const { services } = composeOf(chart);
    expect([services['report-fetch'].profiles, services.report.profiles]).toEqual([['on-demand'], ['on-demand']]);
    expect(services.report.depends_on).toEqual({ 'report-fetch': { condition: 'service_completed_successfully' } });
  });

  test('share the empty folders that both have', () => {
    const chart = shop();
    const api = apiIn(chart, { initContainers: [{ name: 'fetch', image: 'fetch:1' }] });
    const [both, one] = ['both', 'one'].map((name) => Volume.fromEmptyDir(chart, name, name));
    api.deployment.containers[0].mount('/data', both);
    api.deployment.containers[0].mount('/tmp', one);
    api.deployment.initContainers[0].mount('/out', both);
    const { services, volumes } = composeOf(chart);
    expect([services.api.volumes, services['api-fetch'].volumes]).toEqual([['api-both:/data'], ['api-both:/out']]);
    expect(volumes).toEqual({ 'api-both': {} });
  });

  test('must be there', () => {
    const chart = shop();
    const local = { withoutContainers: ['prox', 'api'], containers: { proxy: {} } };
    apiIn(chart, { containers: [{ name: 'proxy', image: 'proxy:1' }], local });
    expect(errorsOf(new LocalStack([chart]))).toEqual([
      '[shop/api] the pod of the service "api" has no other container "prox": did you mean "proxy"? (L6)',
      '[shop/api] the pod of the service "api" has no other container "api": that is the application itself, whose own props stand in local (L6)',
    ]);
  });
});

describe('what a laptop cannot have is told in one sentence', () => {
  test('a template that does more than put values into a text, until the laptop has a value', () => {
    const sync = { ...SYNC, source, secretTemplate: { DSN: TemplateValue.raw('{{ .A.Value | upper }}') } };
    const chart = shop();
    apiIn(chart, { sync, secretKeys: ['DSN'] });
    expect(errorsOf(new LocalStack([chart]))).toEqual([
      '[shop/api] the variable "DSN" of the service "api" is from the managed Secret "api", whose template does more for "DSN" than put values into a text, and has no value on a laptop: give it one in local.env (L10)',
    ]);
    expect(serviceWith({ sync, secretKeys: ['DSN'], local: { env: { DSN: 'x' } } }).environment).toEqual({ DSN: 'x' });
    expect(printedLines()).toEqual([]);
  });

  test('a Secret that Infisical does not fill', () => {
    const chart = shop();
    const vendor = Secret.fromSecretName(chart, 'vendor', 'vendor');
    const envVariables = { VENDOR: EnvValue.fromSecretValue({ secret: vendor, key: 'KEY' }) };
    apiIn(chart, {
      envVariables,
      containers: [{ name: 'proxy', image: 'proxy:1', envVariables: { V: envVariables.VENDOR } }],
    });
    composeOf(chart);
    const origin =
      'from the Secret "vendor", which Infisical does not fill, and has no value on a laptop: give it one in';
    expect(printedLines()).toEqual([
      `warning: [shop/api] the variable "VENDOR" of the service "api" is ${origin} local.env (L4)`,
      `warning: [shop/api] the variable "V" of the service "api-proxy" is ${origin} local.containers["proxy"].env (L4)`,
    ]);
  });
});

test('a secret of another app is found, with its template', () => {
  const other = shop();
  const secret = new SyncedSecret(other, 'keys', {
    ...SYNC,
    source: { ...source, path: '/shared' },
    secretTemplate: { URL: TemplateValue.raw('x{{ .A.Value }}') },
  });
  const chart = shop();
  apiIn(chart, { sync: undefined, secret, secretKeys: ['URL'] });
  expect(composeOf(chart).services.api.environment).toEqual({ URL: 'x${_SHARED__A-}' });
});
