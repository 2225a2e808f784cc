import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import {
  BackingService,
  InfisicalAuth,
  LocalService,
  SecretKey,
  SecretSyncedApp,
  type SecretSyncedAppProps,
} from '../../lib';
import { calls, make, PROJECT_ID, secrets, writeStack } from './made-stack';

const GOOD = {
  RATELIMIT_RPS: '20',
  DATABASE_URL: 'postgres://shop:p$w@db:5432/shop',
  SETTINGS: '{"a": 1}',
  DB_PASSWORD: 'long enough',
};

function declare(props: Partial<SecretSyncedAppProps> = {}): void {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  const source = { projectId: PROJECT_ID, environment: 'prod' };
  const sync = { auth: InfisicalAuth.universal({ credentials: { name: 'login' } }), source };
  new SecretSyncedApp(chart, 'orders', {
    image: 'orders:1',
    sync,
    secretKeys: {
      RATELIMIT_RPS: SecretKey.of('RATELIMIT_RPS').integer({ min: 1 }),
      DB_URL: SecretKey.of('DATABASE_URL').url({ schemes: ['postgres'] }),
    },
    local: {},
    ...props,
  });
  writeStack(chart, {
    services: {
      postgres: BackingService.postgres({
        passwordKey: 'DB_PASSWORD',
        secretKeys: { SETTINGS: SecretKey.of('SETTINGS').json() },
      }),
      tool: LocalService.of({ image: 'tool:1', secretKeys: [SecretKey.of('DB_PASSWORD').text({ minLength: 8 })] }),
    },
  });
}

const composeCalls = () => calls().filter(({ program }) => program !== 'infisical');

test('make up starts with values of the kinds that keys say', () => {
  declare();
  secrets(GOOD);
  expect(make(['up'])).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(parse(composeCalls().at(-1)?.config ?? '').services.orders.environment.RATELIMIT_RPS).toBe('20');
});

test('make up stops before it starts anything, with service, key and kind of each wrong value, and no value', () => {
  declare({ secretFiles: [{ path: '/etc/tls', secretKeys: [SecretKey.of('CERTIFICATE').base64()] }] });
  secrets({
    RATELIMIT_RPS: 'canary-1e3',
    DATABASE_URL: 'canary://db',
    CERTIFICATE: 'canary!',
    SETTINGS: '{canary}',
    DB_PASSWORD: 'canary',
  });
  const { status, stdout, stderr } = make(['up']);
  expect(status).not.toBe(0);
  expect(stdout).toBe('');
  for (const line of [
    'orders RATELIMIT_RPS: the value of the key "RATELIMIT_RPS" is not a whole number from 1 on',
    'orders DB_URL: the value of the key "DATABASE_URL" is not a URL such as "postgres://host"',
    'orders /etc/tls/CERTIFICATE: the value of the key "CERTIFICATE" is not base64',
    'postgres SETTINGS: the value of the key "SETTINGS" is not JSON',
    'tool DB_PASSWORD: the value of the key "DB_PASSWORD" is not text of at least 8 characters',
  ]) {
    expect(stderr).toContain(line);
  }
  expect(stderr).not.toContain('canary');
  expect(composeCalls()).toEqual([]);
});
