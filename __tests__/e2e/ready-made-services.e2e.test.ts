import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { BackingService, LocalStack } from '../../lib';

/** All of them, with options that compose could read in its own way. */
const SERVICES = {
  postgres: BackingService.postgres({
    ...{ user: 'shop', databaseKey: 'DB_NAME', passwordKey: 'PASSWORD', port: 5432 },
    ...{ initScripts: ['db/schema.sql', './db/data.sql'], args: ['-c', "log_line_prefix='$ '"] },
  }),
  newest: BackingService.postgres({ passwordKey: 'PASSWORD', tag: '18.6', hostIp: '::1', port: 5433 }),
  metrics: BackingService.timescaleDb({ passwordKey: 'PASSWORD', tag: `sha256:${'0'.repeat(64)}` }),
  mysql: BackingService.mysql({ user: 'shop', database: 'shop', passwordKey: 'PASSWORD', volume: './mysql' }),
  mariadb: BackingService.mariaDb({ passwordKey: 'PASSWORD', initScripts: ['./db/schema.sql'] }),
  mongo: BackingService.mongoDb({ user: 'root', passwordKey: 'PASSWORD', initScripts: ['./db/indexes.js'] }),
  redis: BackingService.redis({ passwordKey: 'PASSWORD', args: ['--maxmemory', '256mb'], port: 6379 }),
  cache: BackingService.redis({ args: ['--save', ''] }),
  queue: BackingService.rabbitMq({ userKey: 'MQ_USER', passwordKey: 'PASSWORD', managementPort: 15672 }),
  media: BackingService.mediaMtx({ port: 8554, webRtcPort: 8889, webRtcUdpPort: 8190, record: true }),
  storage: BackingService.minio({ userKey: 'S3_USER', passwordKey: 'PASSWORD', port: 9000, consolePort: 9001 }),
  mail: BackingService.mailpit({ port: 8025, smtpPort: 1025, dependsOn: ['redis'] }),
};
const VALUE = 'p$w "q"';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ready-made-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(['docker-compose', 'docker-compose-v2'])('%s takes the ready-made services', (compose) => {
  const read = () => {
    const chart = new Chart(new App(), 'shop');
    const text = new LocalStack([chart], { projectId: 'p', environment: 'dev', services: SERVICES }).files()[
      'compose.yaml'
    ];
    writeFileSync(join(folder, 'compose.yaml'), text);
    const names = [...text.matchAll(/(?<!\$)\$\{(\w+)/g)].map(([, name]) => [name, VALUE]);
    const env = { ...Object.fromEntries(names), PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8' };
    const { stdout, stderr, status } = spawnSync(compose, ['config'], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    // A dollar is doubled, so that the output can be read again.
    return JSON.parse(JSON.stringify(parse(stdout)).replaceAll('$$', '$'));
  };

  test('each command and health check is as it was declared, and each volume is there', () => {
    const { services, volumes } = read();
    expect(Object.keys(services).sort()).toEqual(Object.keys(SERVICES).sort());
    for (const [name, { _props: props }] of Object.entries(SERVICES)) {
      expect(services[name].image).toBe(props.image);
      expect(services[name].command ?? undefined).toEqual(props.command);
      expect(services[name].healthcheck.test).toEqual(props.healthCheck?.test);
    }
    const kept = Object.keys(SERVICES).filter((name) => name !== 'mysql');
    const names = kept.map((name) => (name === 'media' ? 'media-recordings' : `${name}-data`));
    expect(Object.keys(volumes).sort()).toEqual(names.sort());
  });

  test('each gets its keys and its plain variables, and the image of a digest the place of its data', () => {
    const { services } = read();
    const environmentOf = (name: string) => services[name].environment;
    expect(environmentOf('postgres')).toEqual({ POSTGRES_USER: 'shop', POSTGRES_DB: VALUE, POSTGRES_PASSWORD: VALUE });
    expect(environmentOf('metrics')).toEqual({ POSTGRES_PASSWORD: VALUE, PGDATA: '/var/lib/postgresql/data' });
    expect(environmentOf('queue')).toEqual({ RABBITMQ_DEFAULT_USER: VALUE, RABBITMQ_DEFAULT_PASS: VALUE });
    expect(environmentOf('media')).toMatchObject({ MTX_PATHDEFAULTS_RECORD: 'yes', MTX_RTSPTRANSPORTS: 'tcp' });
  });

  test('no port is open to the network', () => {
    const { services } = read();
    const ports = Object.values<{ ports?: (string | { host_ip: string })[] }>(services).flatMap(
      (one) => one.ports ?? [],
    );
    expect(ports).toHaveLength(11);
    for (const port of ports)
      expect(typeof port === 'string' ? port : port.host_ip).toMatch(/^(127\.0\.0\.1|\[?::1\]?)(:|$)/);
  });
});
