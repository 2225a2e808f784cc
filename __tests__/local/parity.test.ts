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

import { chartWith, errorsOf, filesOf, PROJECT_ID, source } from './shop-on-a-laptop';

describe('fails for', () => {
  const fails = (props: Partial<SecretSyncedAppProps>, stack: LocalStackProps = {}) =>
    errorsOf(new LocalStack([chartWith(props)], stack));

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
  ])('the key %s, which never arrives', (key, reason) => {
    expect(fails({ secretKeys: { VALUE: key } })).toEqual([
      `[shop/api] the service "api" cannot get the key "${key}" on a laptop: ${reason}: give it another name in Infisical (L1)`,
    ]);
  });

  describe('paths that are named for all services, and hold one value of a key', () => {
    const worker = (keys: string[], source: object = {}) => {
      const chart = chartWith();
      new SecretSyncedApp(chart, 'worker', {
        image: 'worker',
        sync: { ...SYNC, source: { projectId: PROJECT_ID, environment: 'prod', path: '/worker', ...source } },
        secretKeys: keys,
        local: {},
      });
      return chart;
    };

    test('one key with two values in the cluster', () => {
      expect(errorsOf(new LocalStack([worker(['API_KEY'])], { paths: ['/', '/worker'] }))).toEqual([
        '[shop/worker] the key "API_KEY" is read from /worker in the cluster, and a laptop would take that of /: rename one of both (L3)',
      ]);
    });

    test('a key that another path shadows, though nobody uses it there', () => {
      const chart = worker(['QUEUE'], { keys: ['API_KEY', 'QUEUE'] });
      expect(errorsOf(new LocalStack([chart], { paths: ['/', '/worker'] }))).toEqual([
        '[shop/api] the key "API_KEY" is read from / in the cluster, and a laptop would take that of /worker: rename one of both (L3)',
      ]);
      expect(() => new LocalStack([chart], { paths: ['/worker', '/'] }).files()).not.toThrow();
    });
  });

  test('a key of a database that the applications have from two folders', () => {
    const chart = chartWith();
    new SecretSyncedApp(chart, 'worker', {
      image: 'worker',
      sync: { ...SYNC, source: { ...source, path: '/worker' } },
      secretKeys: ['API_KEY'],
      local: {},
    });
    const services = { cache: BackingService.redis({ passwordKey: 'API_KEY' }) };
    expect(errorsOf(new LocalStack([chart], { services }))).toEqual([
      '[local stack] the service "cache" gets the key "API_KEY", which the applications read from / and from /worker: give it a key of another name (L3)',
    ]);
  });

  test('two services of one name', () => {
    const other = chartWith({ secretKeys: ['OTHER'] }, 'other');
    expect(errorsOf(new LocalStack([chartWith(), other]))).toEqual([
      '[other/api] the service "api" is also declared by [shop/api], with other contents (keys API_KEY, OTHER): make both the same, or give one another name (L5)',
    ]);
    expect(() => new LocalStack([chartWith(), chartWith({}, 'prod')]).files()).not.toThrow();
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
    ['a slug alone', { sync: SYNC }, {}, 'there is no project id: set projectId, infisical run does not know slugs'],
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
      'the project id "a b" is none: set projectId, infisical run does not know slugs',
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
      '[local stack] the project id (a text, 40 characters) is none: set projectId, infisical run does not know slugs (L7)',
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

  test('two projects', () => {
    const chart = chartWith();
    const sync = { ...SYNC, source: { ...source, projectId: 'another' } };
    new SecretSyncedApp(chart, 'worker', { image: 'worker', sync, secretKeys: ['QUEUE'], local: {} });
    expect(errorsOf(new LocalStack([chart]))).toEqual([
      `[local stack] the applications read from 2 projects (${PROJECT_ID}, another): a laptop can read from one, name it (L7)`,
    ]);
  });
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

  test.each([
    [{}, 1],
    [{ proxy: LocalService.of({ image: 'proxy:1', secretKeys: ['PROXY_KEY'] }) }, 0],
  ])('a key of a sidecar or an init container, until the stack has a service for it: %#', (services, count) => {
    filesOf(chartWith({ containers: [{ name: 'proxy', image: 'proxy:1', secretKeys: ['PROXY_KEY'] }] }), { services });
    expect(printedLines()).toEqual(
      Array(count).fill(
        'warning: [shop/api] the key "PROXY_KEY" is used in the cluster by the container "proxy", which a laptop does not run: give the stack a service for it, or none will notice when it breaks (L2)',
      ),
    );
  });

  test.each([
    [undefined, 1],
    [['./certs:/etc/tls:ro'], 0],
    [['./key.pem:/etc/tls/key.pem'], 0],
    [['./certs:/etc/tls-old'], 1],
  ])('a file of the cluster that a local service does not have: %j', (volumes, count) => {
    const chart = chartWith();
    const secret = new SyncedSecret(chart, 'more', { ...SYNC, source });
    const app = new SecretSyncedApp(chart, 'web', { image: 'web', secret, secretKeys: [], local: { volumes } });
    secret.injectInto(app.deployment, { files: { path: '/etc/tls', secretKeys: { 'key.pem': 'TLS_KEY' } } });
    filesOf(chart);
    expect(printedLines()).toEqual(
      Array(count).fill(
        'warning: [shop/more] the key "TLS_KEY" is used in the cluster by the service "web" as the file "/etc/tls/key.pem", which it does not have on a laptop: mount a harmless one there with local.volumes (L2)',
      ),
    );
  });

  test('a plain variable that differs without being meant to', () => {
    filesOf(chartWith({ env: { MODE: 'prod', LEVEL: 'info' }, local: { env: { MODE: 'dev', LEVEL: 'info' } } }));
    expect(printedLines()).toEqual([
      'warning: [shop/api] the variable "MODE" has another value on a laptop than in the cluster: make both the same, or add it to meantToDiffer (L4)',
    ]);
  });

  test.each([
    ['TOKEN', 'login'],
    ['INFISICAL_TOKEN', 'login'],
    ['INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN', 'login'],
    ['LOG_LEVEL', 'log'],
    ['LOG_DESTINATION', 'log'],
  ])('the key %s, which the CLI reads for itself', (key, meaning) => {
    filesOf(chartWith({ secretKeys: [key] }));
    expect(printedLines()).toEqual([
      `warning: [shop/api] the service "api" gets the key "${key}", a name that the Infisical CLI takes for its own ${meaning} wherever a shell has it: give it another name in Infisical (L8)`,
    ]);
  });

  test('nothing that is suppressed, but prints the reason', () => {
    const chart = chartWith({ secretKeys: ['TOKEN'] });
    InfisicalRules.suppress(chart, 'L8', 'renamed next month');
    filesOf(chart);
    expect(printedLines()).toEqual([
      expect.stringMatching(/^suppressed: \[shop\/api\] .* \(L8\), because: renamed next month$/),
    ]);
  });
});
