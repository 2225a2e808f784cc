import { App, Chart } from 'cdk8s';
import { ConfigMap, Volume } from 'cdk8s-plus-28';
import { SecretSyncedApp, type SecretSyncedAppProps, SyncedSecret, TemplateValue } from '../../lib';
import { SYNC } from '../declarations';
import { printedLines } from '../synthesis';
import { chartWith, composeOf, PROJECT_ID, source } from './shop-on-a-laptop';

/** The service of an application with files. */
function filesOfApi(props: Partial<SecretSyncedAppProps>) {
  const { services, secrets, configs } = composeOf(chartWith({ secretKeys: [], ...props }));
  return { ofApi: { secrets: services.api.secrets, configs: services.api.configs }, secrets, configs };
}

describe('a file of a key', () => {
  test('is mounted at the same path, as a secret that compose takes from its environment', () => {
    const secretFiles = [{ path: '/etc/tls', secretKeys: { 'tls.key': 'TLS_KEY', 'tls.crt': 'TLS_CERT' } }];
    expect(filesOfApi({ secretFiles })).toMatchObject({
      ofApi: {
        secrets: [
          { source: '_ROOT__TLS_CERT', target: '/etc/tls/tls.crt' },
          { source: '_ROOT__TLS_KEY', target: '/etc/tls/tls.key' },
        ],
      },
      secrets: {
        _ROOT__TLS_KEY: { environment: '_ROOT__TLS_KEY' },
        _ROOT__TLS_CERT: { environment: '_ROOT__TLS_CERT' },
      },
    });
  });

  test('has a dollar in its path, which compose takes for nothing of its own', () => {
    const secretFiles = [{ path: '/etc/$HOME', secretKeys: { '${x}$$': 'TLS_KEY' } }];
    expect(filesOfApi({ secretFiles }).ofApi.secrets).toEqual([
      { source: '_ROOT__TLS_KEY', target: '/etc/$$HOME/$${x}$$$$' },
    ]);
  });

  test('has the permissions that it has in the pod', () => {
    const secretFiles = [{ path: '/etc/tls', secretKeys: ['TLS_KEY'], mode: 0o444 }];
    expect(filesOfApi({ secretFiles }).ofApi.secrets).toEqual([
      { source: '_ROOT__TLS_KEY', target: '/etc/tls/TLS_KEY', mode: 0o444 },
    ]);
  });

  test('of another secret that is injected into the application is there too', () => {
    const chart = chartWith({ local: undefined });
    const secret = new SyncedSecret(chart, 's', { ...SYNC, source });
    const web = new SecretSyncedApp(chart, 'web', { image: 'web:1', secret, secretKeys: ['A'], local: {} });
    secret.injectInto(web.deployment, { files: { path: '/etc/tls', secretKeys: { 'tls.key': 'TLS_KEY' } } });
    const { services, 'x-infisical': record } = composeOf(chart);
    expect(services.web.secrets).toEqual([{ source: '_ROOT__TLS_KEY', target: '/etc/tls/tls.key' }]);
    expect(record.reads).toEqual([
      {
        from: [{ project: { id: PROJECT_ID }, environment: 'dev', path: '/' }],
        keys: { A: '_ROOT__A', TLS_KEY: '_ROOT__TLS_KEY' },
      },
    ]);
  });

  test('is not taken where the laptop mounts one of its own', () => {
    const secretFiles = [{ path: '/etc/tls', secretKeys: ['TLS_KEY'] }];
    const { ofApi, secrets } = filesOfApi({ secretFiles, local: { volumes: ['./certs:/etc/tls:ro'] } });
    expect([ofApi.secrets, secrets]).toEqual([undefined, undefined]);
  });
});

test('a file of a text, or of a value that is composed, is a config of compose', () => {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  const map = new ConfigMap(chart, 'settings', { metadata: { name: 'settings' }, data: { 'a.ini': 'price = $5\n' } });
  const secretTemplate = { 'dsn.txt': TemplateValue.raw('pg://{{ .DB_PASSWORD.Value }}@db') };
  const api = new SecretSyncedApp(chart, 'api', {
    ...{ image: 'api:1', sync: { ...SYNC, source, secretTemplate }, secretKeys: [], local: {} },
    secretFiles: [{ path: '/etc/dsn', secretKeys: ['dsn.txt'] }],
  });
  api.deployment.containers[0].mount('/etc/app', Volume.fromConfigMap(chart, 'volume', map));
  const { services, configs } = composeOf(chart);
  expect(services.api.configs).toEqual([
    { source: 'api-etc-dsn-dsn.txt', target: '/etc/dsn/dsn.txt' },
    { source: 'api-etc-app-a.ini', target: '/etc/app/a.ini' },
  ]);
  expect(configs).toEqual({
    'api-etc-dsn-dsn.txt': { content: 'pg://${_ROOT__DB_PASSWORD-}@db' },
    'api-etc-app-a.ini': { content: 'price = $$5\n' },
  });
  expect(printedLines()).toEqual([]);
});
