import { readCompose } from '../../../cli/migrate-compose/read-compose';
import { migrationReport, printReplacement } from '../../../cli/migrate-compose/report';
import { composeOfCode } from './made-again';

const fileWith = (service: string, rest = '') =>
  readCompose(`services:\n  web:\n    image: registry.example.com/web:1\n    ${service}\n${rest}`, 'c.yaml');
const findingsOf = (service: string) => fileWith(service).services[0].findings.map(({ message }) => message);

describe('a health check as images document it is shown', () => {
  test.each([
    'healthcheck.sh --connect',
    'healthcheck.sh --connect --innodb_initialized',
    'pg_isready -U $$POSTGRES_USER -d $${POSTGRES_DB}',
    'mysqladmin ping -h 127.0.0.1 -u root -p$$MYSQL_ROOT_PASSWORD',
    'mysqladmin ping -h localhost --password="$$MYSQL_ROOT_PASSWORD"',
    'redis-cli -a $$REDIS_PASSWORD ping',
    'mongosh --quiet --eval "db.adminCommand(\'ping\')"',
    'echo \'db.runCommand("ping").ok\' | mongosh localhost:27017/test --quiet',
    'curl -fsS http://localhost:3000/health || exit 1',
    'curl -f http://localhost:3000/health > /dev/null 2>&1 || exit 1',
    'wget --no-verbose --tries=1 -O - http://127.0.0.1:8123/ping || exit 1',
    'rabbitmq-diagnostics -q ping',
  ])('%s', (test) => {
    expect(findingsOf(`healthcheck: { test: ${JSON.stringify(test)} }`)).toEqual([]);
    expect(findingsOf(`healthcheck: { test: [CMD-SHELL, ${JSON.stringify(test)}] }`)).toEqual([]);
  });

  test.each([
    'mysqladmin ping -phunter2PW',
    'redis-cli -a hunter2PW ping',
    'redis-cli -a $$hunter2PW ping',
    'curl -u admin:hunter2PW http://localhost/',
    "mongosh --eval \"db.auth('root', 'hunter2PW')\"",
    'curl http://localhost:3000/health > /hunter2PW',
  ])('but not where a credential may stand: %s', (test) => {
    const file = fileWith(`healthcheck: { test: ${JSON.stringify(test)} }`);
    expect(file.services[0].findings).toHaveLength(1);
    expect(migrationReport(file, 'c.yaml') + JSON.stringify(file)).not.toContain('hunter2PW');
  });
});

test.each([
  '--transaction-isolation=READ-COMMITTED --log-bin=binlog --binlog-format=ROW',
  '--character-set-server=utf8mb4 --collation-server=utf8mb4_unicode_ci',
  '--default-authentication-plugin=mysql_native_password',
  'postgres -c max_connections=200 -c shared_buffers=256MB -c wal_level=logical -c fsync=off',
  '-c shared_preload_libraries=pg_stat_statements',
  'mysqld --max_connections=500 --innodb-buffer-pool-size=256M',
  'server /data --console-address ":9001"',
  'redis-server --save 60 1 --appendonly yes',
  'sh -c "/entrypoint.sh db createdb && /entrypoint.sh db migrate && /entrypoint.sh run"',
])('the command %s is shown', (command) => {
  expect(findingsOf(`command: ${JSON.stringify(command)}`)).toEqual([]);
});

test.each(['postgres -c ssl_passphrase=12345', 'postgres -c cluster_name=hunter2PW', '--api-key=12345'])(
  'the command %s is not',
  (command) => {
    expect(findingsOf(`command: ${JSON.stringify(command)}`)).toHaveLength(1);
  },
);

test('a file of version 1 is told how it is written now', () => {
  expect(() => readCompose('web: { image: web }\n', 'c.yaml')).toThrow('its services must stand below "services:"');
});

test('the key of a setting with dots has a name that a shell takes', () => {
  const [service] = fileWith('environment: { xpack.auth.password: hunter2PW }').services;
  expect(printReplacement(service)).toContain("secretKeys: { 'xpack.auth.password': 'XPACK_AUTH_PASSWORD' }");
});

test('what a file calls its volumes, networks and images is a name', () => {
  const file = fileWith(
    'volumes: ["event-data:/data", "plausible:/var/lib/plausible"]',
    '  plausible: { image: "ghcr.io/x/plausible:2", environment: { DB_NAME: plausible }, networks: [inner_side] }\n' +
      'volumes: { event-data: , plausible: }\nnetworks: { inner_side: { internal: true } }',
  );
  expect([file.findings, file.leftOut]).toEqual([[], []]);
  expect(file.services.flatMap(({ findings, leftOut }) => [...findings, ...leftOut])).toEqual([]);
  expect(file.compose).toEqual({ networks: { inner_side: { internal: true } } });
});

describe('a key that becomes an argument of a build is named', () => {
  test.each(['{ NPM_TOKEN: "${NPM_TOKEN}" }', '["NPM_TOKEN=${NPM_TOKEN}"]', '[NPM_TOKEN]', '{ NPM_TOKEN: }'])(
    '%s',
    (args) => {
      const report = migrationReport(
        readCompose(`services: { api: { build: { context: ., args: ${args} } } }`, 'c.yaml'),
        'c.yaml',
      );
      expect(report).toContain('  keys        NPM_TOKEN (in the words of compose)\n');
      expect(report).toMatch(/attention {3}c\.yaml:1:\d+: NPM_TOKEN becomes an argument of the build/);
      expect(report).toContain("secretKeys: ['NPM_TOKEN']");
    },
  );
});

test('keys that a command takes are named', () => {
  const report = migrationReport(fileWith('command: redis-server --requirepass ${REDIS_PASSWORD}'), 'c.yaml');
  expect(report).toContain('  keys        REDIS_PASSWORD (in the words of compose)\n');
});

test.each(['entrypoint: []', 'entrypoint: ""', 'command: []', 'command: ""'])(
  '%s takes away what the image has',
  (service) => {
    const [field] = service.split(':');
    expect(composeOfCode(fileWith(service)).services.web).toEqual({
      image: 'registry.example.com/web:1',
      [field]: [],
    });
  },
);
