import { readCompose } from '../../../cli/migrate-compose/read-compose';
import { printReplacement } from '../../../cli/migrate-compose/report';
import { composeOfCode } from './made-again';

const read = (service: string) => readCompose(`services:\n  db: { ${service} }`, 'c.yaml');
const printed = (service: string) => printReplacement(read(service).services[0]).replaceAll(/\s+/g, ' ');
const made = (service: string) => composeOfCode(read(service)).services.db;

describe('an image without a tag stays the one that it is', () => {
  test.each([
    ['postgres', 'image: postgres, environment: { POSTGRES_PASSWORD: "${P}" }'],
    ['mysql', 'image: mysql, environment: { MYSQL_ROOT_PASSWORD: "${P}" }'],
    ['mariadb', 'image: mariadb, environment: { MARIADB_ROOT_PASSWORD: "${P}" }'],
    ['mongo', 'image: mongo'],
    ['redis', 'image: redis'],
    ['rabbitmq', 'image: rabbitmq, environment: { RABBITMQ_DEFAULT_PASS: "${P}" }'],
    ['minio/minio', 'image: minio/minio, environment: { MINIO_ROOT_PASSWORD: "${P}" }'],
    ['axllent/mailpit', 'image: axllent/mailpit'],
    ['bluenviron/mediamtx', 'image: bluenviron/mediamtx'],
  ])('%s', (image, service) => {
    expect(printed(service)).toContain('BackingService.');
    expect(made(service).image).toBe(`${image}:latest`);
  });
});

describe('a login that the ready-made service cannot have stays as it is', () => {
  test.each([
    'image: "postgres:16", environment: { POSTGRES_HOST_AUTH_METHOD: trust }',
    'image: "postgres:16", environment: { POSTGRES_PASSWORD_FILE: /run/secrets/pw }',
    'image: "mongo:6", environment: { MONGO_INITDB_ROOT_USERNAME: root, MONGO_INITDB_ROOT_PASSWORD_FILE: /run/secrets/pw }',
    'image: "mysql:8", environment: { MYSQL_ALLOW_EMPTY_PASSWORD: "yes", MYSQL_DATABASE: app }',
    'image: "mariadb:11", environment: { MARIADB_RANDOM_ROOT_PASSWORD: "1" }',
    'image: "rabbitmq:3-management"',
    'image: "minio/minio:RELEASE.2024-01-01T00-00-00Z", command: server /data',
  ])('%s', (service) => {
    const { env, keys } = read(service).services[0];
    expect(keys).toEqual({});
    expect(printed(service)).toContain('LocalService.of(');
    expect(made(service).environment ?? {}).toEqual(env);
  });

  test('and a client that would log in makes no server that asks for it', () => {
    expect(printed('image: "redis:7", environment: { REDISCLI_AUTH: "${P}" }')).toContain(
      "secretKeys: { REDISCLI_AUTH: 'P' }",
    );
  });
});

test('the root of a database may be its only user', () => {
  const service = 'image: "mysql:8.0", environment: { MYSQL_ROOT_PASSWORD: "${ROOT}" }';
  expect(printed(service)).toBe("{ db: BackingService.mysql({ tag: '8.0', passwordKey: 'ROOT' }) }");
});

test('the variables of MySQL that MariaDB reads as well stay those', () => {
  const service = 'image: "mariadb:11.4", environment: { MYSQL_ROOT_PASSWORD: "${ROOT}", MYSQL_DATABASE: app }';
  expect(made(service).environment).toEqual({
    MYSQL_ROOT_PASSWORD: expect.stringMatching(/__ROOT-\}$/),
    MYSQL_DATABASE: 'app',
  });
});
