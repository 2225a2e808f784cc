import { Chart, Testing } from 'cdk8s';
import { InfisicalAuth, SecretSyncedApp, SyncedSecret } from '../../lib';

const COMMON = { image: 'registry.example.com/api:1', secretKeys: ['A'], port: 80 };

function secretIn(chart: Chart) {
  return new SyncedSecret(chart, 'secrets', {
    auth: InfisicalAuth.universal({ credentials: { name: 'infisical-login' } }),
    source: { projectSlug: 'shop', environment: 'prod' },
  });
}

test('two workloads of one name in one chart are told, with both paths', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const common = { ...COMMON, secret: secretIn(chart), name: 'api' };
  new SecretSyncedApp(chart, 'one', common);
  new SecretSyncedApp(chart, 'two', { ...common, replicas: 2 });
  expect(() => app.synth()).toThrow(
    /\[shop\/two\/Deployment\/Resource\] the Deployment "shop\/api" is also declared by \[shop\/one\/Deployment\/Resource\]/,
  );
});

test('charts of their own may be for clusters of their own', () => {
  const app = Testing.app();
  for (const id of ['east', 'west']) {
    const chart = new Chart(app, id, { namespace: id });
    const other = new Chart(app, `${id}-apps`, { namespace: 'shop' });
    new SecretSyncedApp(other, 'api', { ...COMMON, secret: secretIn(chart), namespace: id, name: 'api' });
  }
  expect(() => app.synth()).not.toThrow();
});
