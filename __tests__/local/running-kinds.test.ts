import { type App, Chart } from 'cdk8s';
import { LocalStack, SecretSyncedApp, SecretSyncedCronJob, SecretSyncedJob, SecretSyncedRollout } from '../../lib';
import { SYNC } from '../declarations';
import { chartWith, composeOf, errorsOf, filesOf, source } from './shop-on-a-laptop';

const COMMON = { image: 'shop:1.0', sync: { ...SYNC, source } };

/** The application `api`, a migration that it waits for, and a report. */
function shop(migrate: object = {}, api: object = {}): Chart {
  const chart = chartWith({ local: { dependsOn: ['migrate'], ...api } });
  new SecretSyncedJob(chart, 'migrate', { ...COMMON, secretKeys: ['DATABASE_URL'], local: { ...migrate } });
  new SecretSyncedCronJob(chart, 'report', { ...COMMON, schedule: '@daily', secretKeys: ['API_KEY'], local: {} });
  return chart;
}

test('a Job ends, and what needs it waits for that; a CronJob is started by nobody', () => {
  const { services } = composeOf(shop());
  expect(services.api.depends_on).toEqual({ migrate: { condition: 'service_completed_successfully' } });
  expect(services.migrate).toEqual({ image: 'shop:1.0', environment: { DATABASE_URL: '${_ROOT__DATABASE_URL-}' } });
  expect(services.report).toEqual({
    image: 'shop:1.0',
    environment: { API_KEY: '${_ROOT__API_KEY-}' },
    profiles: ['on-demand'],
  });
});

test('of what ends, a health check says nothing', () => {
  const { services } = composeOf(shop({ healthCheck: { test: ['CMD', 'true'] } }));
  expect(services.api.depends_on).toEqual({ migrate: { condition: 'service_completed_successfully' } });
});

test('a Rollout runs as a Deployment does', () => {
  const chart = chartWith();
  new SecretSyncedRollout(chart, 'web', { ...COMMON, strategy: { canary: {} }, secretKeys: ['API_KEY'], local: {} });
  expect(composeOf(chart).services.web).toEqual({ image: 'shop:1.0', environment: { API_KEY: '${_ROOT__API_KEY-}' } });
});

describe('fails for', () => {
  const fails = (chart: Chart) => errorsOf(new LocalStack([chart]));

  test('a Job that compose would start again', () => {
    expect(fails(shop({ restart: 'unless-stopped' }))).toEqual([
      '[shop/migrate] the service "migrate" ends by itself, and compose would start it again (restart: "unless-stopped"): leave restart out, or write "on-failure" (L6)',
    ]);
    expect(filesOf(shop({ restart: 'on-failure:3' }))['compose.yaml']).toContain('restart: on-failure:3');
  });

  test('what depends on a CronJob', () => {
    expect(fails(shop({}, { dependsOn: ['report'] }))).toEqual([
      '[shop/api] the service "api" depends on "report", a CronJob, which "make up" does not start: leave it out (L6)',
    ]);
  });

  test('one name for a Job and an application', () => {
    const chart = shop();
    const again = new Chart(chart.node.root as App, 'other', { namespace: 'shop' });
    new SecretSyncedApp(again, 'migrate', { ...COMMON, secretKeys: ['DATABASE_URL'], local: {} });
    expect(errorsOf(new LocalStack([chart, again]))).toEqual([
      expect.stringContaining(
        'the service "migrate" is also declared by [shop/migrate], with other contents (how long it runs)',
      ),
    ]);
  });
});
