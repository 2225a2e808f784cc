import { LocalService, type LocalServiceProps, LocalStack, type LocalStackProps } from '../../../lib';
import { apiOf, chartWith, composeOf, errorsOf } from '../shop-on-a-laptop';

const withService = (props: LocalServiceProps, stack: LocalStackProps = {}) => ({
  ...stack,
  services: { db: LocalService.of({ image: 'db:1', ...props }) },
});
const serviceOf = (props: LocalServiceProps, stack: LocalStackProps = {}) =>
  composeOf(chartWith(), withService(props, stack)).services.db;
const problemsOf = (props: LocalServiceProps, stack: LocalStackProps = {}) =>
  errorsOf(new LocalStack([chartWith()], withService(props, stack)));

describe("a service in compose's own words", () => {
  test('has whatever the specification knows', () => {
    const compose = {
      ulimits: { nofile: { soft: 1024, hard: 4096 } },
      shm_size: '1gb',
      sysctls: ['net.core.somaxconn=1'],
    };
    expect(serviceOf({ compose })).toEqual({ image: 'db:1', ...compose });
  });

  test('is put on top of its props as compose does it with an override file', () => {
    const props: LocalServiceProps = {
      command: ['a', 'b'],
      ports: ['127.0.0.1:80:80'],
      labels: { a: '1' },
      dependsOn: ['api'],
      networkAliases: ['database'],
      healthCheck: { test: ['CMD', 'true'] },
      compose: {
        command: ['c'],
        ports: ['127.0.0.1:81:81', { target: 82 }],
        labels: ['b=2'],
        depends_on: { api: { condition: 'service_started', restart: true } },
        networks: ['back'],
        healthcheck: { test: ['CMD', 'false'], start_interval: '1s' },
      },
    };
    expect(serviceOf(props)).toMatchObject({
      command: ['c'],
      ports: ['127.0.0.1:80:80', '127.0.0.1:81:81', { target: 82 }],
      labels: { a: '1', b: '2' },
      depends_on: { api: { condition: 'service_started', restart: true } },
      networks: { default: { aliases: ['database'] }, back: null },
      healthcheck: { test: ['CMD', 'false'], start_interval: '1s', retries: 5 },
    });
  });

  test('names volumes and networks, which the file then has', () => {
    const compose = {
      volumes: ['own:/own', { type: 'volume', source: 'long', target: '/long' }, './folder:/folder'],
      networks: { back: null, default: null },
    };
    const stack = {
      compose: { name: 'shop', volumes: { long: { driver: 'local' } }, networks: { back: { internal: true } } },
    };
    const file = composeOf(chartWith(), withService({ compose }, stack));
    expect([file.name, file.volumes, file.networks]).toEqual([
      'shop',
      { long: { driver: 'local' }, own: {} },
      { back: { internal: true } },
    ]);
  });

  test('has configs of the stack', () => {
    const stack = { compose: { configs: { a: { content: 'price: 5$$' } } } };
    const file = composeOf(chartWith(), withService({ compose: { configs: [{ source: 'a', target: '/a' }] } }, stack));
    expect(file.configs).toEqual({ a: { content: 'price: 5$$' } });
  });
});

describe('variables', () => {
  test('are secret keys, and two dollars are one', () => {
    const { command } = serviceOf({ compose: { command: ['serve', '--requirepass', '${DB_PASSWORD}', '5$$'] } });
    expect(command).toEqual(['serve', '--requirepass', expect.stringMatching(/^\$\{_?\w*DB_PASSWORD[-?]/), '5$$']);
  });

  test('of an application are those that it declares', () => {
    const local = { compose: { labels: { key: 'a-${API_KEY}' } } };
    expect(apiOf({ local }).labels.key).toMatch(/^a-\$\{_?\w*API_KEY[-?]/);
    const chart = chartWith({ local: { compose: { labels: { key: '${API_KEYS}' } } } });
    expect(errorsOf(new LocalStack([chart]))).toEqual([
      '[shop/api] the service "api": compose.labels.key has the variable "API_KEYS", which is no secret key of the application: did you mean "API_KEY"? (L9)',
    ]);
  });

  test.each([
    ['$HOME', 'compose.user has a single "$": write "$$" for a dollar, or "${NAME}" for the secret key NAME'],
    [
      '${UID:-1000}',
      'compose.user has a variable with a default or a demand: write "${NAME}", and give the key a value in Infisical',
    ],
  ])('of a shell are errors: %s', (user, problem) => {
    expect(problemsOf({ compose: { user } })).toEqual([`[local stack] the service "db": ${problem} (L9)`]);
  });

  test.each([
    [{ build: { context: '.', args: ['NPM_TOKEN'] } }, 'compose.build.args'],
    [{ build: { context: '.', args: { NPM_TOKEN: null } } }, 'compose.build.args'],
    [{ post_start: [{ command: 'x', environment: ['NPM_TOKEN'] }] }, 'compose.post_start[0].environment'],
  ])('without a value are errors, too: %j', (compose, path) => {
    expect(problemsOf({ compose })).toEqual([
      `[local stack] the service "db": ${path} has "NPM_TOKEN" without a value, and would take one from the shell: write one (L9)`,
    ]);
  });
});

describe('is refused', () => {
  test.each<[object, string]>([
    [{ ulimit: {} }, 'compose has no field "ulimit" in the compose specification: did you mean "ulimits"? (L9)'],
    [{ privileged: 1 }, 'compose.privileged must be true or false or a text, found a number (L9)'],
    [
      { environment: { A: 'b' } },
      'compose.environment is written as env, and as secretKeys for what is a secret key: make up knows of no others (L9)',
    ],
    [
      { labels: { DB_PASSWORD: 'hunter2PW' } },
      'compose.labels.DB_PASSWORD has a credential in plain text: put it into Infisical, and write "${NAME}" in compose, or secretKeys (L10)',
    ],
    [
      { command: ['serve', '--requirepass', 'hunter2PW'] },
      'compose.command[2] has a credential in plain text: put it into Infisical, and write "${NAME}" in compose, or secretKeys (L10)',
    ],
  ])('%j', (compose, problem) => {
    expect(problemsOf({ compose: { ...compose } })).toEqual([`[local stack] the service "db": ${problem}`]);
  });

  test('a build argument or a label that is a credential', () => {
    const problems = problemsOf({ buildContext: '.', buildArgs: { NPM_TOKEN: `npm_${'aB3dE'.repeat(7)}` } });
    expect(problems).toEqual([expect.stringMatching(/"db": buildArgs\.NPM_TOKEN has a credential in plain text/)]);
  });

  test.each<[object, string]>([
    [{ services: {} }, 'compose has no field "services" in the compose specification'],
    [{ volume: {} }, 'compose has no field "volume" in the compose specification: did you mean "volumes"?'],
    [
      { networks: { a: { name: '${NET}' } } },
      'compose.networks.a.name has the variable "NET", which only a service can have',
    ],
    [
      { secrets: { pw: { environment: 'PW' } } },
      'compose.secrets takes "pw" from a variable of the shell: give the key to a service with secretFiles, or to its build with buildSecrets',
    ],
    [
      { volumes: { a: { driver_opts: { o: 'username=u,password=hunter2PW' } } } },
      'compose.volumes.a.driver_opts.o has a credential',
    ],
  ])('of the stack: %j', (compose, problem) => {
    const [first, ...others] = problemsOf({}, { compose: { ...compose } });
    expect(first).toContain(`[local stack] ${problem}`);
    expect([others, first.includes('hunter2PW')]).toEqual([[], false]);
  });

  test('a config or a secret that the stack does not have', () => {
    expect(problemsOf({ compose: { configs: ['a'], secrets: [{ source: 'b' }] } })).toEqual([
      '[local stack] the service "db" takes "a" of configs, which the stack does not have: define it in compose.configs of the LocalStack (L9)',
      '[local stack] the service "db" takes "b" of secrets, which the stack does not have: define it in compose.secrets of the LocalStack (L9)',
    ]);
  });

  test.each<[LocalServiceProps]>([
    [{ waitsFor: { cach: 'service_healthy' as never } }],
    [{ compose: { depends_on: ['cach'] } }],
    [{ compose: { depends_on: { cach: { condition: 'service_started' } } } }],
  ])('a service that there is not: %j', (props) => {
    expect(problemsOf(props)).toEqual([expect.stringMatching(/depends on "cach", which is no service/)]);
  });
});

test('an application is started with an entrypoint of the laptop, and with nothing of the cluster', () => {
  const started = { command: ['./server'], args: ['--port', '80'] };
  expect(apiOf({ ...started, local: { entrypoint: ['./debug'] } })).toMatchObject({ entrypoint: ['./debug'] });
  expect(apiOf({ ...started, local: { entrypoint: ['./debug'] } })).not.toHaveProperty('command');
});

test('a key is a file of a service that only a laptop has, and of a build', () => {
  const file = composeOf(
    chartWith(),
    withService({
      buildContext: '.',
      buildSecrets: { npmrc: 'NPM_RC' },
      secretFiles: { '/run/secrets/pw': 'DB_PASSWORD' },
    }),
  );
  const [source] = Object.keys(file.secrets).filter((name) => name.endsWith('NPM_RC'));
  expect(file.services.db.build.secrets).toEqual([{ source, target: 'npmrc' }]);
  expect(file.secrets[source]).toEqual({ environment: source });
});
