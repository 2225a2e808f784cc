import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { InfisicalAuth, LocalStack, SecretSyncedApp } from '../../../lib';
import { Compose, newLaptop } from './laptop';

const ID = '6f1c2d7e-0000-4000-8000-000000000001';

test('what a .env says of the project counts for what is started, as for what is typed by hand; of keys it says nothing', () => {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  new SecretSyncedApp(chart, 'api', {
    image: 'api:1',
    sync: {
      auth: InfisicalAuth.universal({ credentials: { name: 'login' } }),
      source: { projectId: ID, environment: 'dev' },
    },
    secretKeys: ['KEY'],
    local: {},
  });
  const laptop = newLaptop(Compose.V2, { projects: { [ID]: { dev: { '/': { KEY: 'of Infisical' } } } } });
  try {
    delete laptop.env.COMPOSE_PROJECT_NAME;
    laptop.write({
      ...new LocalStack([chart]).files(),
      '.env': 'COMPOSE_PROJECT_NAME=mine\nKEY=of .env\n_ROOT__KEY=of .env\n',
    });
    const config = ['config', '--format', 'json', '--output', 'config.json'];
    const read = () => JSON.parse(readFileSync(join(laptop.folder, 'config.json'), 'utf8'));
    expect(laptop.start('docker', 'compose', ...config).status).toBe(0);
    const typed = read();
    expect(laptop.call('run', '--stack', '--', 'docker', 'compose', ...config).status).toBe(0);
    const started = read();
    expect(started.services.api.environment).toEqual({ KEY: 'of Infisical' });
    expect([typed.name, started.name]).toEqual(['mine', 'mine']);
  } finally {
    laptop.remove();
  }
});
