import { Duration } from 'cdk8s';
import { BackingService, type BackingServiceOptions, LocalService } from '../../../lib';
import { composeService, composeSnippet, serviceErrors } from './compose-snippet';

const KEY = { passwordKey: 'PASSWORD' };
/** Each with nothing but what it cannot do without. */
const MAKERS: { readonly [name: string]: (options?: BackingServiceOptions) => LocalService } = {
  postgres: (options) => BackingService.postgres({ ...KEY, ...options }),
  timescaleDb: (options) => BackingService.timescaleDb({ ...KEY, ...options }),
  mysql: (options) => BackingService.mysql({ ...KEY, ...options }),
  mariaDb: (options) => BackingService.mariaDb({ ...KEY, ...options }),
  mongoDb: (options) => BackingService.mongoDb({ ...options }),
  redis: (options) => BackingService.redis(options),
  rabbitMq: (options) => BackingService.rabbitMq({ ...KEY, ...options }),
  mediaMtx: (options) => BackingService.mediaMtx({ record: true, ...options }),
  minio: (options) => BackingService.minio({ ...KEY, ...options }),
  mailpit: (options) => BackingService.mailpit(options),
};
const EACH = Object.entries(MAKERS);

test('each factory is tested here', () => {
  const others = ['length', 'name', 'prototype'];
  const factories = Object.getOwnPropertyNames(BackingService).filter((name) => !others.includes(name));
  expect(Object.keys(MAKERS).sort()).toEqual(factories.sort());
});

describe.each(EACH)('%s', (_, make) => {
  test('has a pinned image, a health check with time for the first start, a volume of its own, and no open port', () => {
    const service = composeService(make());
    expect(service.image).toMatch(/:\D*\d+[.-]\d+/);
    expect(service.healthcheck).toMatchObject({ test: expect.any(Array), start_period: '60s' });
    expect(service.volumes).toEqual([expect.stringMatching(/^db-(data|recordings):\//)]);
    expect(service).not.toHaveProperty('ports');
    expect(service.restart).toBe('unless-stopped');
  });

  test('its port can be reached from this machine only, unless somebody says otherwise', () => {
    const portsOf = (hostIp?: string) => composeService(make({ port: 7000, hostIp })).ports;
    expect(portsOf()).toEqual([expect.stringMatching(/^127\.0\.0\.1:7000:\d+$/)]);
    expect(portsOf('0.0.0.0')).toEqual([expect.stringMatching(/^0\.0\.0\.0:7000:\d+$/)]);
    for (const address of ['::1', '[::1]'])
      expect(portsOf(address)).toEqual([expect.stringMatching(/^\[::1\]:7000:\d+$/)]);
  });

  test('two of them in one stack do not share their data', () => {
    const text = composeSnippet({ first: make(), 'second.one': make(), _third: make() });
    expect(text).toMatch(/^volumes:\n {2}first-\w+: \{\}\n {2}second.one-\w+: \{\}\n {2}third-\w+: \{\}$/m);
  });

  test('takes what else a service of compose can have', () => {
    const plain = composeService(make());
    const full = composeService(
      make({
        ...{ image: 'mirror.example.com/copy', tag: '1.2.3', volume: './data', restart: 'no' },
        ...{ ports: ['127.0.0.1:9187:9187'], volumes: ['./server.conf:/etc/server.conf:ro'] },
        ...{ env: { TZ: 'Europe/Berlin' }, secretKeys: { LICENCE: 'LICENCE_KEY' }, args: ['--verbose', '$HOME'] },
        healthCheck: { test: ['CMD', 'true'], interval: Duration.seconds(1) },
      }),
    );
    const [, path] = plain.volumes[0].split(':');
    expect(full).toMatchObject({
      image: 'mirror.example.com/copy:1.2.3',
      ports: ['127.0.0.1:9187:9187'],
      volumes: [`./data:${path}`, './server.conf:/etc/server.conf:ro'],
      environment: { TZ: 'Europe/Berlin', LICENCE: '<key LICENCE_KEY>' },
      restart: 'no',
    });
    expect(full.command.slice(-2)).toEqual(['--verbose', '$$HOME']);
    expect(full.healthcheck).toEqual({ test: ['CMD', 'true'], interval: '1s', timeout: '20s', retries: 5 });
  });

  test('refuses what would be something else in the compose file', () => {
    const service = make({
      ...{ image: 'Postgres\n', tag: '17\n    privileged: true', port: 70_000, hostIp: 'localhost' },
      ...{ volume: 'data:/etc', secretKeys: { A: 'not a key' } },
    });
    expect(serviceErrors({ db: service })).toEqual([
      expect.stringMatching(
        /^\[local stack\] services\["db"\]\.image must be the name of an image without its tag, found \(a text, 9 characters\), which /,
      ),
      expect.stringMatching(
        /^\[local stack\] services\["db"\]\.tag must be the tag of an image, found \(a text, 23 characters\), which has no valid tag/,
      ),
      '[local stack] services["db"].port must be a whole number from 1 to 65535, found the number 70000 (N5)',
      '[local stack] services["db"].hostIp must be an address, for example "127.0.0.1", found "localhost" (N5)',
      '[local stack] services["db"].volume must be the name of a volume, or a folder that begins with "./" or "/", found "data:/etc" (N5)',
      expect.stringMatching(
        /^\[local stack\] services\["db"\]\.secretKeys\["A"\] is a text of 9 characters that is no name of a key/,
      ),
    ]);
  });
});

test('a stack that names a volume keeps it', () => {
  const services = {
    db: BackingService.postgres({ ...KEY, volume: 'orders' }),
    copy: LocalService.of({ image: 'copy:1', volumes: ['orders:/orders:ro'] }),
  };
  expect(composeSnippet(services)).toContain('volumes:\n  orders: {}\n');
});

test('what somebody writes of a variable wins over a plain value', () => {
  const options = { ...KEY, user: 'orders', database: 'orders', tag: 'latest' };
  const written = { env: { POSTGRES_USER: 'me', PGDATA: '/data' }, secretKeys: { POSTGRES_DB: 'DB_NAME' } };
  expect(composeService(BackingService.postgres({ ...options, ...written })).environment).toEqual({
    PGDATA: '/data',
    POSTGRES_DB: '<key DB_NAME>',
    POSTGRES_PASSWORD: '<key PASSWORD>',
    POSTGRES_USER: 'me',
  });
});

test('a variable that has the key of an option is not given a value, or a file, besides', () => {
  const env = { POSTGRES_PASSWORD_FILE: '/run/secrets/pw', POSTGRES_USER: 'me', POSTGRES_DB_FILE: '/db' };
  const secretKeys = { POSTGRES_USER_FILE: 'USER_FILE' };
  const db = BackingService.postgres({ ...KEY, userKey: 'DB_USER', database: 'orders', env, secretKeys });
  expect(serviceErrors({ db })).toEqual([
    '[local stack] services["db"].env["POSTGRES_PASSWORD_FILE"] and services["db"].passwordKey exclude each other: keep one (N5)',
    '[local stack] services["db"].env["POSTGRES_USER"] and services["db"].userKey exclude each other: keep one (N5)',
    '[local stack] services["db"].env["POSTGRES_DB_FILE"] and services["db"].database exclude each other: keep one (N5)',
    '[local stack] services["db"].secretKeys["POSTGRES_USER_FILE"] and services["db"].userKey exclude each other: keep one (N5)',
  ]);
  const withRoot = BackingService.mysql({ ...KEY, env: { MYSQL_ROOT_PASSWORD: 'x', CONFIG_FILE: '/x' } });
  expect(serviceErrors({ db: withRoot })).toEqual([
    expect.stringContaining('services["db"].env["MYSQL_ROOT_PASSWORD"] and services["db"].passwordKey exclude'),
  ]);
});

test('one of two names, a key or a plain one', () => {
  const db = BackingService.postgres({ ...KEY, user: 'orders', userKey: 'DB_USER', database: 'a', databaseKey: 'B' });
  expect(serviceErrors({ db })).toEqual([
    '[local stack] services["db"].user and services["db"].userKey exclude each other: keep one (N5)',
    '[local stack] services["db"].database and services["db"].databaseKey exclude each other: keep one (N5)',
  ]);
});

test('no message shows what stands in the place of a name', () => {
  const value = 'amqp://u:hunter2PW@mq';
  const options = { passwordKey: value, userKey: value, tag: value, image: value, hostIp: value, volume: value };
  const errors = serviceErrors({
    mq: BackingService.rabbitMq({ ...options, args: [value], env: { URL: 5 as never } }),
  });
  expect(errors.map((error) => /services\["mq"\]\.(\w+)/.exec(error)?.[1])).toEqual([...Object.keys(options), 'env']);
  expect(errors.join('\n')).not.toContain('hunter2PW');
});

test('options that there are not, or of another name, are told as what they are', () => {
  const options = { passwordkey: 'PASSWORD', databse: 'orders' } as never;
  expect(serviceErrors({ db: BackingService.postgres(options) })).toEqual([
    expect.stringContaining('services["db"].passwordkey'),
    expect.stringContaining('services["db"].databse'),
    '[local stack] services["db"].passwordKey is missing: write the name of the secret key (N5)',
  ]);
});
