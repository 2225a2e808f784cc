import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { InfisicalAuth, LocalStack, SecretSyncedApp, SyncedSecret } from '../../../lib';
import { Compose, type Laptop, newLaptop } from './laptop';

const ID = '6f1c2d7e-0000-4000-8000-000000000001';

let laptop: Laptop;
const config = ['config', '--format', 'json', '--output', 'config.json'];
const made = () => JSON.parse(readFileSync(join(laptop.folder, 'config.json'), 'utf8'));
const start = () => laptop.call('run', '--stack', '--', 'docker', 'compose', ...config);

beforeEach(() => {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  const secret = new SyncedSecret(chart, 'secrets', {
    auth: InfisicalAuth.universal({ credentials: { name: 'login' } }),
    source: { projectId: ID, environment: 'dev' },
  });
  new SecretSyncedApp(chart, 'api', {
    ...{ image: 'api:1', secret, secretKeys: ['KEY'], local: {} },
    envVariables: { FREE: secret.envValue('FREE', { optional: true }) },
  });
  laptop = newLaptop(Compose.V2, { projects: { [ID]: { dev: { '/': { KEY: 'of Infisical' } } } } });
  laptop.write(new LocalStack([chart]).files());
});

afterEach(() => laptop.remove());

test('what a .env says of the project counts for what is started, as for what is typed by hand; of keys it says nothing', () => {
  delete laptop.env.COMPOSE_PROJECT_NAME;
  laptop.write({ '.env': 'COMPOSE_PROJECT_NAME=mine\nKEY=of .env\n_ROOT__KEY=of .env\n' });
  expect(laptop.start('docker', 'compose', ...config).status).toBe(0);
  const typed = made();
  expect(start().status).toBe(0);
  const started = made();
  expect(started.services.api.environment).toEqual({ FREE: '', KEY: 'of Infisical' });
  expect([typed.name, started.name]).toEqual(['mine', 'mine']);
});

test('a key that may be missing is not taken from a .env', () => {
  laptop.write({ '.env': 'export  _ROOT__FREE = of .env\n' });
  const { status, stderr } = start();
  expect(status).not.toBe(0);
  expect(stderr).toBe('".env" has _ROOT__FREE, which Infisical does not have: take it out, or add the key there\n');
  laptop.give({ projects: { [ID]: { dev: { '/': { KEY: 'of Infisical', FREE: 'free' } } } } });
  expect(start().status).toBe(0);
  expect(made().services.api.environment).toEqual({ FREE: 'free', KEY: 'of Infisical' });
});
