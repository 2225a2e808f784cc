import { ApiObject } from 'cdk8s';
import {
  BackingService,
  InfisicalHost,
  InfisicalRules,
  LocalService,
  LocalStack,
  type LocalStackProps,
  SecretSyncedApp,
  type SecretSyncedAppProps,
  SyncedSecret,
} from '../../lib';
import { SYNC } from '../declarations';
import { printedLines } from '../synthesis';

import { chartWith, composeOf, errorsOf, filesOf, source } from './shop-on-a-laptop';

describe('fails for', () => {
  const fails = (props: Partial<SecretSyncedAppProps>, stack: LocalStackProps = {}) =>
    errorsOf(new LocalStack([chartWith(props)], stack));

  test('a text over the variable of a key, which the cluster refuses too', () => {
    expect(fails({ secretKeys: { DB: 'DATABASE_URL' }, local: { env: { DB: 'x' } } })).toEqual([
      '[shop/api] the variable "DB" of the service "api" is that of a key, and local.env gives it a text: leave it out there, or add it to meantToDiffer (C4)',
    ]);
    const services = { cache: LocalService.of({ image: 'a', secretKeys: ['A'], env: { A: 'x' } }) };
    expect(fails({}, { services })).toEqual([
      '[local stack] the variable "A" of the service "cache" is that of a key, and env gives it a text: keep one (C4)',
    ]);
    const meant = { env: { DB: 'x' }, meantToDiffer: ['DB'] };
    const { services: told, 'x-infisical': record } = composeOf(
      chartWith({ secretKeys: { DB: 'DATABASE_URL' }, local: meant }),
    );
    expect([told.api.environment, record.reads]).toEqual([{ DB: 'x' }, []]);
    expect(printedLines()).toEqual([]);
  });

  test('two services of one name', () => {
    const other = chartWith({ secretKeys: ['OTHER'] }, 'other');
    expect(errorsOf(new LocalStack([chartWith(), other]))).toEqual([
      '[other/api] the service "api" is also declared by [shop/api], with other contents (keys API_KEY, OTHER): make both the same, or give one another name (L5)',
    ]);
    expect(() => new LocalStack([chartWith(), chartWith({}, 'prod')]).files()).not.toThrow();
  });

  test('two applications of one name that read a key from two folders, or have other files', () => {
    const twice = (other: Partial<SecretSyncedAppProps>) => {
      const chart = chartWith({ local: { name: 'web' } });
      const rest = { image: 'api:1.0', secretKeys: ['API_KEY'], local: { name: 'web' }, ...other };
      new SecretSyncedApp(chart, 'web', { sync: { ...SYNC, source }, ...rest });
      return errorsOf(new LocalStack([chart]));
    };
    const other = '[shop/web] the service "web" is also declared by [shop/api], with other contents';
    const remedy = 'make both the same, or give one another name (L5)';
    expect(twice({ sync: { ...SYNC, source: { ...source, path: '/web' } } })).toEqual([
      `${other} (key API_KEY): ${remedy}`,
    ]);
    expect(twice({ secretFiles: [{ path: '/tls', secretKeys: ['TLS'] }] })).toEqual([
      `${other} (file /tls/TLS): ${remedy}`,
    ]);
  });

  test('an application that is called as a container of another one is', () => {
    const chart = chartWith({ containers: [{ name: 'proxy', image: 'proxy:1' }], local: {} });
    const rest = { image: 'proxy:1', secretKeys: [], local: {} };
    new SecretSyncedApp(chart, 'api-proxy', { sync: { ...SYNC, source }, ...rest });
    expect(errorsOf(new LocalStack([chart]))).toEqual([
      '[shop/api-proxy] the service "api-proxy" is also declared by [shop/api], with other contents (network): make both the same, or give one another name (L5)',
    ]);
  });

  test('services that need each other', () => {
    const services = { db: LocalService.of({ image: 'a', dependsOn: ['api'] }) };
    const circle = 'none of them can be the first, leave one of that out (L6)';
    expect(fails({ local: { dependsOn: ['db'] } }, { services })).toEqual([
      `[shop/api] the service "api" needs "db", which needs "api": ${circle}`,
    ]);
    const containers = [{ name: 'proxy', image: 'proxy:1' }];
    expect(fails({ containers, local: { dependsOn: ['api-proxy'] } })).toEqual([
      `[shop/api] the service "api" needs "api-proxy", which needs "api": ${circle}`,
    ]);
  });

  test('keys for a build that nobody declares, or that is none', () => {
    expect(fails({ secretKeys: ['NPM_RC'], local: { buildContext: '.', buildSecrets: { npmrc: 'NPMRC' } } })).toEqual([
      '[shop/api] the service "api": buildSecrets gives "npmrc" the key "NPMRC", which is no secret key of the application: did you mean "NPM_RC"? (L9)',
    ]);
    expect(fails({ secretKeys: ['NPM_RC'], local: { buildSecrets: { npmrc: 'NPM_RC' } } })).toEqual([
      '[shop/api] the service "api": buildSecrets are for a build, and its image is not built: set buildContext, or leave them out (L9)',
    ]);
  });

  test('an order with what is no service', () => {
    const services = { rabbitmq: LocalService.of({ image: 'a' }) };
    expect(fails({}, { services, serviceOrder: ['rabitmq', 'api', 'rabbitmq'] })).toEqual([
      '[local stack] serviceOrder names "rabitmq", which is no service: did you mean "rabbitmq"? (L6)',
      '[local stack] serviceOrder names "api", which is no service: name one of services (L6)',
    ]);
  });

  test('a dependency that is no service', () => {
    expect(
      fails({ local: { dependsOn: ['rabitmq'] } }, { services: { rabbitmq: LocalService.of({ image: 'a' }) } }),
    ).toEqual([
      '[shop/api] the service "api" depends on "rabitmq", which is no service: did you mean "rabbitmq"? (L6)',
    ]);
  });

  test.each<[string, Partial<SecretSyncedAppProps>, LocalStackProps, string]>([
    [
      'a slug alone',
      { sync: SYNC },
      {},
      'there is no project id: set projectId, the Infisical CLI does not know slugs',
    ],
    [
      'an environment',
      {},
      { environment: 'dev; rm' },
      'the environment "dev; rm" must be letters, digits, "_" and "-"',
    ],
    ['a secret path', {}, { paths: ['$(id)'] }, 'the secret path "$(id)" must look like "/a/b"'],
    [
      'a project id',
      {},
      { projectId: 'a b' },
      'the project id "a b" is none: set projectId, the Infisical CLI does not know slugs',
    ],
    [
      'a host',
      {},
      { host: InfisicalHost.selfHosted("https://x'") },
      'the host "https://x\'" must be a URL such as "https://secrets.example.com"',
    ],
  ])('%s that the shell should not see', (_, props, stack, message) => {
    expect(fails(props, stack)).toEqual([`[local stack] ${message} (L7)`]);
  });

  test('a setting that looks like a credential, which is not repeated', () => {
    const token = `ghp_${'hunter2PW'.repeat(4)}`;
    const host = InfisicalHost.selfHosted('https://admin:hunter2PW@secrets.example.com');
    const errors = fails(
      { local: { name: token } },
      { projectId: token, environment: token, paths: [`/${token}`], host },
    );
    expect(errors).toEqual([
      '[shop/api] the name of the service (a text, 40 characters) must be letters, digits, ".", "_" and "-" (L9)',
      '[local stack] the project id (a text, 40 characters) is none: set projectId, the Infisical CLI does not know slugs (L7)',
      '[local stack] the environment (a text, 40 characters) must be letters, digits, "_" and "-" (L7)',
      '[local stack] the secret path "/***" must look like "/a/b" (L7)',
      '[local stack] the host "https://***@secrets.example.com" must be a URL such as "https://secrets.example.com" (L7)',
    ]);
  });

  test('a name that compose does not take', () => {
    expect(fails({ local: { name: 'my api' } })).toEqual([
      '[shop/api] the name of the service "my api" must be letters, digits, ".", "_" and "-" (L9)',
    ]);
    expect(fails({}, { composeFile: '$(id)' })).toEqual([
      '[local stack] the file name "$(id)" must be like "dev/compose.yaml" (L7)',
    ]);
  });

  test('props of a wrong type, as plain JavaScript can have them', () => {
    const services = { a: 'redis', b: BackingService.postgres(undefined as never), c: LocalService.of(5 as never) };
    expect(fails({}, { paths: '/' as never, services: services as never })).toEqual([
      '[local stack] paths must be a list, found "/" (N5)',
      '[local stack] services["a"] must be a LocalService, found "redis" (N5)',
      '[local stack] services["b"] must be an object, found undefined (N5)',
      '[local stack] services["c"] must be an object, found the number 5 (N5)',
    ]);
  });

  test.each(['/etc/ca.pem', '../ca.pem', 'certs/../../ca.pem', '', 'certs/', './../ca.pem'])(
    'the CA %j, which is no file of the project',
    (caFile) => {
      expect(fails({}, { caFile })).toEqual([
        `[local stack] the caFile "${caFile}" must be a file of the project, as seen from "compose.yaml", like "certs/ca.pem" (L7)`,
      ]);
    },
  );
});

describe('warns about', () => {
  test('a key of the cluster that no local service uses', () => {
    const chart = chartWith();
    const secret = new SyncedSecret(chart, 'more', { ...SYNC, source });
    new SecretSyncedApp(chart, 'worker', { image: 'worker', secret, secretKeys: ['QUEUE'] });
    filesOf(chart);
    expect(printedLines()).toEqual([
      'warning: [shop/worker] the key "QUEUE" is used in the cluster and by no local service: give the workload a local service, or none will notice when it breaks (L2)',
    ]);
  });

  test.each([{}, { withoutContainers: ['proxy'] }])(
    'but no key of a sidecar, which runs, or was left out: %j',
    (local) => {
      filesOf(chartWith({ containers: [{ name: 'proxy', image: 'proxy:1', secretKeys: ['PROXY_KEY'] }], local }));
      expect(printedLines()).toEqual([]);
    },
  );

  test('a plain variable that differs without being meant to', () => {
    filesOf(chartWith({ env: { MODE: 'prod', LEVEL: 'info' }, local: { env: { MODE: 'dev', LEVEL: 'info' } } }));
    expect(printedLines()).toEqual([
      'warning: [shop/api] the variable "MODE" has another value on a laptop than in the cluster: make both the same, or add it to meantToDiffer (L4)',
    ]);
  });

  test('nothing that is suppressed, but prints the reason', () => {
    const chart = chartWith({ env: { MODE: 'prod' }, local: { env: { MODE: 'dev' } } });
    InfisicalRules.suppress(chart, 'L4', 'equal next month');
    filesOf(chart);
    expect(printedLines()).toEqual([
      expect.stringMatching(/^suppressed: \[shop\/api\] .* \(L4\), because: equal next month$/),
    ]);
  });
});

test('a key of a folder that no local service reads is used by none, whatever its name', () => {
  const chart = chartWith({ secretKeys: ['API_KEY'], local: {} });
  new SecretSyncedApp(chart, 'web', {
    ...{ image: 'web:1', secretKeys: ['API_KEY'] },
    sync: { ...SYNC, source: { ...source, path: '/web' } },
  });
  filesOf(chart);
  expect(printedLines()).toEqual([
    'warning: [shop/web] the key "API_KEY" is used in the cluster and by no local service: give the workload a local service, or none will notice when it breaks (L2)',
  ]);
});

test('a build gets its keys in each container of its image', () => {
  const chart = chartWith({
    ...{ image: 'api:1.0', secretKeys: ['NPM_RC'], initContainers: [{ name: 'migrate', image: 'api:1.0' }] },
    local: { buildContext: '.', buildSecrets: { npmrc: 'NPM_RC' } },
  });
  const { services } = composeOf(chart);
  const secrets = [{ source: '_ROOT__NPM_RC', target: 'npmrc' }];
  expect([services.api.build.secrets, services['api-migrate'].build.secrets]).toEqual([secrets, secrets]);
  expect(services['api-migrate'].environment).toBeUndefined();
});

test('the objects of an app are rendered once for a stack', () => {
  const chart = chartWith({ local: {} });
  const [object] = chart.node.findAll().filter(ApiObject.isApiObject);
  let count = 0;
  const toJson = object.toJson.bind(object);
  object.toJson = () => {
    count++;
    return toJson();
  };
  filesOf(chart);
  expect(count).toBe(1);
});
