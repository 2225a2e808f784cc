import { readCompose } from '../../../cli/migrate-compose/read-compose';
import { migrationReport } from '../../../cli/migrate-compose/report';
import { composeOfCode } from './made-again';

const read = (service: string, rest = '') => readCompose(`services:\n  web: { ${service} }\n${rest}`, 'c.yaml');
const notesOf = (service: string, rest = '') =>
  migrationReport(read(service, rest), 'c.yaml')
    .split('\n')
    .filter((line) => line.startsWith('  note'))
    .map((line) => line.slice('  note        '.length));

describe('a port without an address is open to the whole network', () => {
  const OPEN = (ports: string) =>
    `everybody in the network of this machine reaches ${ports}: write 127.0.0.1: before what is for this machine alone`;
  test.each([
    ['image: web, ports: ["80:80", "127.0.0.1:81:81", "8000"]', '80:80, 8000'],
    ['build: ., ports: [{ target: 80, published: "8080" }, { target: 1, host_ip: 127.0.0.1 }]', '8080:80'],
    ['image: web, ports: [{ target: 80, published: "8080", mode: host }]', '8080:80'],
    ['image: web, ports: ["${PORT:-3000}:3000/udp"]', '3000:3000/udp'],
  ])('%s', (service, ports) => {
    expect(notesOf(service)).toEqual([OPEN(ports)]);
  });

  test.each(['image: web, ports: ["127.0.0.1:80:80", "[::1]:80:80", "0.0.0.0:81:81"]', 'image: web, expose: ["80"]'])(
    'one with an address is what somebody wrote: %s',
    (service) => {
      expect(notesOf(service)).toEqual([]);
    },
  );

  test('that of a ready-made service no more, but for those that it has no option for', () => {
    const [adds, bound, open] = notesOf('image: "redis:7", ports: ["6379:6379", "1:2"]');
    expect(adds).toMatch(/^BackingService\.redis adds /);
    expect(bound).toMatch(/^only this machine reaches 127\.0\.0\.1:6379:6379, which the file opens/);
    expect(open).toBe(OPEN('1:2'));
  });
});

describe('what a ready-made service adds to the file is told', () => {
  const WHOLE = 'restart: unless-stopped, healthcheck: { test: "true", interval: 5s, timeout: 5s, retries: 3 }';
  test.each([
    ['image: "postgres:16", environment: { POSTGRES_PASSWORD: "${P}" }', ['volume', 'health check', 'restart']],
    ['image: postgres, environment: { POSTGRES_PASSWORD: "${P}" }', ['PGDATA', 'volume', 'health check', 'restart']],
    ['image: "postgres:16"', ['POSTGRES_PASSWORD', 'volume', 'health check', 'restart']],
    ['image: "timescale/timescaledb:2.30.2-pg17", environment: { POSTGRES_PASSWORD: "${P}" }', ['volume']],
    ['image: "mysql:8", environment: { MYSQL_USER: app, MYSQL_PASSWORD: "${P}" }', ['MYSQL_ROOT_PASSWORD', 'volume']],
    ['image: "mariadb:11", environment: { MARIADB_ROOT_PASSWORD: "${P}" }', ['volume', 'health check', 'restart']],
    ['image: "mongo:7"', ['volume', 'health check', 'restart']],
    ['image: "redis:7"', ['volume', 'health check', 'restart']],
    ['image: "rabbitmq:4", environment: { RABBITMQ_DEFAULT_PASS: "${P}" }', ['host name rabbitmq', 'volume']],
    ['image: minio/minio, environment: { MINIO_ROOT_PASSWORD: "${P}" }', ['command "server /data', 'volume']],
    ['image: "axllent/mailpit:v1.31.3"', ['MP_DATABASE', 'MP_SMTP_AUTH_ACCEPT_ANY', 'volume', 'health check']],
    ['image: "bluenviron/mediamtx:1.20.1"', ['MTX_RTSPTRANSPORTS', 'restart']],
  ])('%s', (service, added) => {
    const [note, ...more] = notesOf(service);
    expect(more).toEqual([]);
    expect(note).toMatch(/^BackingService\.\w+ adds .*: LocalService\.of adds nothing$/);
    for (const one of added) expect(note).toContain(one);
    for (const name of Object.keys(composeOfCode(read(service)).services.web.environment ?? {})) {
      if (!service.includes(name)) expect(note).toContain(`the variable ${name}`);
    }
  });

  test('and where the file says all of it, nothing is', () => {
    expect(notesOf(`image: "redis:7", volumes: ["web-data:/data"], ${WHOLE}`)).toEqual([]);
  });
});

describe('a key of a build is one of the application', () => {
  const BUILD = 'build: { context: ., args: { TOKEN: "${TOKEN}" }, secrets: [npmrc] }, environment: [OTHER]';
  const SECRETS = 'secrets: { npmrc: { environment: NPM_RC } }';

  test('so that its container has it as well, which is told', () => {
    expect(notesOf(BUILD, SECRETS)).toEqual([
      'its container gets TOKEN, NPM_RC as well, in the cluster too: an application declares each key that it takes, that of a build too',
    ]);
    expect(migrationReport(read(BUILD, SECRETS), 'c.yaml')).toContain('NPM_RC (for its build)');
  });

  test('and the code is right as it is', () => {
    const { web } = composeOfCode(read(BUILD, SECRETS)).services;
    expect(Object.keys(web.environment).sort()).toEqual(['NPM_RC', 'OTHER', 'TOKEN']);
    expect(web.build.secrets).toEqual([{ source: expect.stringContaining('NPM_RC'), target: 'npmrc' }]);
  });

  test('one that it takes anyway is not told of', () => {
    expect(notesOf('build: { context: ., args: { TOKEN: "${TOKEN}" } }, environment: [TOKEN]')).toEqual([]);
  });
});

test('files with keys of a service that is built are files of the application', () => {
  const service = 'build: ., secrets: [pw, { source: pw, target: /etc/app/pw }]';
  const file = read(service, 'secrets: { pw: { environment: DB_PASSWORD } }');
  const { web, ...others } = composeOfCode(file).services;
  expect(others).toEqual({});
  expect(web.secrets.map(({ target }: { target: string }) => target).sort()).toEqual([
    '/etc/app/pw',
    '/run/secrets/pw',
  ]);
});

describe('a config with the value of a variable', () => {
  test('is left out, with the services that use it', () => {
    const file = read(
      'image: web, configs: [a, { source: b, target: /b }]',
      'configs: { a: { environment: KEY }, b: { file: ./data } }',
    );
    expect(file.leftOut.map(({ message }) => message)).toEqual([expect.stringMatching(/^configs\.\*\.environment: /)]);
    expect(file.services[0].leftOut.map(({ message }) => message)).toEqual([expect.stringMatching(/^configs\[\]: /)]);
    expect(composeOfCode(file)).toMatchObject({ services: { web: { configs: [{ source: 'b', target: '/b' }] } } });
  });
});

test('a variable that stands beside the services is marked', () => {
  const file = read('image: web, volumes: ["data:/data"]', 'volumes: { data: { name: "${NAME}" } }');
  expect(file.findings.map(({ place, message }) => [place.line, message])).toEqual([
    [
      3,
      'volumes.data.name has a variable, which only a service can have: write its value where "<line 3 of the compose file>" stands',
    ],
  ]);
  expect(composeOfCode(file).volumes).toEqual({ data: { name: '<line 3 of the compose file>' } });
});

test('an extension of compose is left out with its place, wherever it stands', () => {
  const file = read('image: web, x-a: 1, logging: { driver: local, x-b: 2 }', 'x-c: 3');
  expect(read('image: web', 'x-a: 1\nx-b: 2\nx-c: 3').leftOut).toEqual([
    { place: { file: 'c.yaml', line: 3, column: 1 }, message: expect.stringMatching(/^3 extensions, /) },
  ]);
  const all = [...file.leftOut, ...file.services[0].leftOut].map(({ place, message }) => [place.line, message]);
  expect(all).toEqual([
    [3, expect.stringContaining('an extension')],
    [2, expect.stringContaining('an extension')],
    [2, expect.stringContaining('an extension')],
  ]);
});
