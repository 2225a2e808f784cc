import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Duration } from 'cdk8s';
import { parse } from 'yaml';
import {
  BackingService,
  InfisicalHost,
  InfisicalRules,
  type LocalAppProps,
  LocalService,
  LocalStack,
  type LocalStackProps,
  SecretSyncedApp,
  type SecretSyncedAppProps,
  SyncedSecret,
} from '../../lib';
import { SYNC } from '../declarations';
import { printedLines } from '../synthesis';
import { composeViolations } from './compose-schema';

const PROJECT_ID = '6f1c2d7e-0000-4000-8000-000000000002';
const source = { projectId: PROJECT_ID, environment: 'prod' };

/** A chart with the application `api`, which gets TOKEN_KEY and runs on a laptop. */
function chartWith(props: Partial<SecretSyncedAppProps> = {}, id = 'shop'): Chart {
  const chart = new Chart(new App(), id, { namespace: 'shop' });
  new SecretSyncedApp(chart, 'api', {
    image: 'api:1.0',
    sync: { ...SYNC, source },
    secretKeys: ['API_KEY'],
    local: { buildContext: '.' },
    ...props,
  });
  return chart;
}

function filesOf(chart: Chart, props: LocalStackProps = {}) {
  const files = new LocalStack([chart], props).files();
  expect(composeViolations(files['compose.yaml'])).toEqual([]);
  return files;
}

const composeOf = (chart: Chart, props: LocalStackProps = {}) => parse(filesOf(chart, props)['compose.yaml']);
const apiOf = (props: Partial<SecretSyncedAppProps>, stack: LocalStackProps = {}) =>
  composeOf(chartWith(props), stack).services.api;

/** The errors of the stack, a line each. */
function errorsOf(stack: LocalStack): string[] {
  try {
    stack.files();
  } catch (error) {
    const [headline, ...lines] = (error as Error).message.split('\n').map((line) => line.trim());
    expect(headline).toBe('The local stack has the following errors:');
    return lines;
  }
  throw new Error('expected the stack to fail');
}

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
      image: 'api:dev',
      command: ['sh', '-c', 'echo $HOME'],
      workingDir: '/app',
      ports: ['3000:3000'],
      volumes: ['./:/app', 'cache:/cache', '/app/node_modules'],
      dependsOn: ['db', 'mail'],
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
      meantToDiffer: ['LOG_LEVEL'],
    };
    const services = {
      db: BackingService.postgres({ passwordKey: 'POSTGRES_PASSWORD' }),
      mail: LocalService.of({ image: 'mail:1' }),
    };
    const compose = composeOf(chartWith({ env: { LOG_LEVEL: 'info' }, local }), { services });
    expect(compose.services.web).toMatchSnapshot();
    expect(Object.keys(compose.volumes)).toEqual(['cache', 'postgres-data']);
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

  test('one key with two values in the cluster', () => {
    const chart = chartWith();
    new SecretSyncedApp(chart, 'worker', {
      image: 'worker',
      sync: { ...SYNC, source: { ...source, path: '/worker' } },
      secretKeys: ['API_KEY'],
      local: {},
    });
    expect(errorsOf(new LocalStack([chart]))).toEqual([
      '[shop/worker] the key "API_KEY" is read from /worker in the cluster, and a laptop would take that of /: rename one of both (L3)',
    ]);
  });

  test('a key that another path shadows, though nobody uses it there', () => {
    const chart = chartWith();
    new SecretSyncedApp(chart, 'worker', {
      image: 'worker',
      sync: { ...SYNC, source: { ...source, path: '/worker', keys: ['API_KEY', 'QUEUE'] } },
      secretKeys: ['QUEUE'],
      local: {},
    });
    expect(errorsOf(new LocalStack([chart]))).toEqual([
      '[shop/api] the key "API_KEY" is read from / in the cluster, and a laptop would take that of /worker: rename one of both (L3)',
    ]);
  });

  test('two services of one name', () => {
    const other = chartWith({ secretKeys: ['OTHER'] }, 'other');
    expect(errorsOf(new LocalStack([chartWith(), other]))).toEqual([
      '[other/api] the service "api" is also declared by [shop/api], with other contents: make both the same, or give one another name (L5)',
    ]);
    expect(() => new LocalStack([chartWith(), chartWith({}, 'prod')]).files()).not.toThrow();
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
      '[local stack] services["b"].secretKeys["POSTGRES_PASSWORD"] must be text, found undefined (N5)',
      '[local stack] services["c"] must be an object, found "5" (N5)',
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

  test('nothing that is silenced, but prints the reason', () => {
    const chart = chartWith({ secretKeys: ['TOKEN'] });
    InfisicalRules.silence(chart, 'L8', 'renamed next month');
    filesOf(chart);
    expect(printedLines()).toEqual([
      expect.stringMatching(/^silenced: \[shop\/api\] .* \(L8\), because: renamed next month$/),
    ]);
  });
});

describe('written', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'local-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');

  test('are three files, under other names if wanted', () => {
    const stack = new LocalStack([chartWith()], { folder, composeFile: 'dev/compose.yaml', makefile: 'infisical.mk' });
    stack.synth();
    for (const [name, text] of Object.entries(stack.files())) expect(read(name)).toBe(text);
    expect(Object.keys(stack.files())).toEqual(['dev/compose.yaml', 'infisical.mk', '.infisical.json']);
  });

  test('is nothing that is there already as it should be', () => {
    new LocalStack([chartWith()], { folder }).synth();
    const { mtimeMs } = statSync(join(folder, 'compose.yaml'));
    new LocalStack([chartWith()], { folder }).synth();
    expect(statSync(join(folder, 'compose.yaml')).mtimeMs).toBe(mtimeMs);
    new LocalStack([chartWith({ secretKeys: ['OTHER'] })], { folder }).synth();
    expect(read('compose.yaml')).toContain('- OTHER');
  });

  test('is a list of what would be, where somebody wants to see the end of the program first', () => {
    const outbox = join(folder, 'outbox');
    process.env.CDK8S_INFISICAL_OUTBOX = outbox;
    try {
      const stack = new LocalStack([chartWith()], { folder });
      stack.synth();
      const lines = readFileSync(outbox, 'utf8').trimEnd().split('\n');
      const expected = Object.entries(stack.files()).map(([name, text]) => ({ path: join(folder, name), text }));
      expect(lines.map((line) => JSON.parse(line))).toEqual(expected);
      expect(readdirSync(folder)).toEqual(['outbox']);
    } finally {
      delete process.env.CDK8S_INFISICAL_OUTBOX;
    }
  });

  test("is nothing at all where one file is somebody else's", () => {
    writeFileSync(join(folder, 'Makefile'), 'all:\n');
    writeFileSync(join(folder, '.infisical.json'), '{"workspaceId":"another"}');
    expect(() => new LocalStack([chartWith()], { folder }).synth()).toThrow(
      [
        'The local stack has the following errors:',
        '  [local stack] Makefile is there already, and was written by hand: rename it, or give this one another name (L7)',
        '  [local stack] .infisical.json is there already, for another project: delete it, or correct projectId (L7)',
      ].join('\n'),
    );
    expect(read('Makefile')).toBe('all:\n');
    expect(existsSync(join(folder, 'compose.yaml'))).toBe(false);
  });
});
