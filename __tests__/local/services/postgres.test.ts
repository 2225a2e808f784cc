import { BackingService, type PostgresOptions } from '../../../lib';
import { composeService, composeSnippet, outdented, serviceErrors } from './compose-snippet';

const KEY = { passwordKey: 'DB_PASSWORD' };

test('PostgreSQL, as compose gets it', () => {
  const postgres = BackingService.postgres({
    ...{ user: 'orders', databaseKey: 'DB_NAME', passwordKey: 'DB_PASSWORD', port: 5432 },
    initScripts: ['db/schema.sql', './db/data.sql'],
    args: ['-c', 'max_connections=200'],
  });
  expect(composeSnippet({ postgres })).toBe(outdented`
    services:
      postgres:
        image: postgres:17.11
        command:
          - -c
          - max_connections=200
        ports:
          - 127.0.0.1:5432:5432
        environment:
          POSTGRES_DB: <key DB_NAME>
          POSTGRES_PASSWORD: <key DB_PASSWORD>
          POSTGRES_USER: orders
        volumes:
          - postgres-data:/var/lib/postgresql/data
          - ./db/schema.sql:/docker-entrypoint-initdb.d/1-schema.sql:ro
          - ./db/data.sql:/docker-entrypoint-initdb.d/2-data.sql:ro
        healthcheck:
          test:
            - CMD-SHELL
            - pg_isready -q -h 127.0.0.1 -U "$\${POSTGRES_USER:-postgres}" -d "$\${POSTGRES_DB:-$\${POSTGRES_USER:-postgres}}"
          interval: 5s
          timeout: 20s
          retries: 5
          start_period: 600s
        restart: unless-stopped
    volumes:
      postgres-data: {}
  `);
});

test('TimescaleDB, as compose gets it', () => {
  const metrics = BackingService.timescaleDb({ userKey: 'DB_USER', database: 'metrics', ...KEY });
  expect(composeSnippet({ metrics })).toBe(outdented`
    services:
      metrics:
        image: timescale/timescaledb:2.30.2-pg17
        environment:
          POSTGRES_DB: metrics
          POSTGRES_PASSWORD: <key DB_PASSWORD>
          POSTGRES_USER: <key DB_USER>
        volumes:
          - metrics-data:/var/lib/postgresql/data
        healthcheck:
          test:
            - CMD-SHELL
            - pg_isready -q -h 127.0.0.1 -U "$\${POSTGRES_USER:-postgres}" -d "$\${POSTGRES_DB:-$\${POSTGRES_USER:-postgres}}"
          interval: 5s
          timeout: 20s
          retries: 5
          start_period: 60s
        restart: unless-stopped
    volumes:
      metrics-data: {}
  `);
});

describe('the data is where the version of the tag keeps it:', () => {
  const placeOf = (options: Partial<PostgresOptions>, make = BackingService.postgres) => {
    const { volumes, environment } = composeService(make({ ...KEY, ...options }));
    return [...volumes, environment.PGDATA];
  };
  const before18 = ['db-data:/var/lib/postgresql/data', undefined];
  const since18 = ['db-data:/var/lib/postgresql', undefined];
  const unknown = ['db-data:/var/lib/postgresql/data', '/var/lib/postgresql/data'];

  test.each([
    [['9.6', '13-alpine', '17', '17.11-bookworm', '17-3.5', 'v17.11', `17.11@sha256:${'1'.repeat(64)}`], before18],
    [['18', '18.6', '18-alpine', '18beta1', '19.0', '0.8.6-pg18', 'pg18-trixie'], since18],
    [['latest', 'alpine', 'bookworm', '20260101', '17abc3f', 'main-3f2a17c', `sha256:${'18'.repeat(32)}`], unknown],
  ])('PostgreSQL %j', (tags, place) => {
    for (const tag of tags) expect([tag, placeOf({ tag })]).toEqual([tag, place]);
  });

  test.each([
    [['2.30.2-pg17', 'latest-pg16', 'pg14', '2.30.2-pg17-oss'], before18],
    [['2.30.2-pg18', 'latest-pg18'], since18],
    [['2.30.2', 'latest', `2.30.2@sha256:${'1'.repeat(64)}`], unknown],
  ])('TimescaleDB %j', (tags, place) => {
    for (const tag of tags) expect([tag, placeOf({ tag }, BackingService.timescaleDb)]).toEqual([tag, place]);
  });
});

test('an image by its digest', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  expect(composeService(BackingService.postgres({ ...KEY, tag: digest })).image).toBe(`postgres@${digest}`);
});

test.each(['./init', './schema.pgsql', 'C:/db/init.sql'])('the init script %s would not be run', (script) => {
  expect(serviceErrors({ db: BackingService.postgres({ ...KEY, initScripts: [script] }) })).toEqual([
    `[local stack] services["db"].initScripts[0] must be a file that ends in .sql, .sql.gz, .sql.xz, .sql.zst, .sh, and has no ":" in its path, found "${script}" (N5)`,
  ]);
});
