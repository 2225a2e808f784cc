import { Chart, Duration } from 'cdk8s';
import { parse } from 'yaml';
import { GitOpsApp, LocalStack, type LocalStackProps, SecretSyncedApp, type SecretSyncedAppProps } from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf, PROJECT_ID } from './shop-on-a-laptop';

/** An app of its own for each environment, as it was done before there were projects. */
function appOf(environment: string, props: Partial<SecretSyncedAppProps> = {}, slug = environment): GitOpsApp {
  const app = new GitOpsApp({ environment });
  new SecretSyncedApp(new Chart(app, 'shop', { namespace: `shop-${environment}` }), 'api', {
    image: 'api:1.0',
    sync: { ...SYNC, source: { projectId: PROJECT_ID, environment: slug } },
    secretKeys: ['A'],
    local: { buildContext: '.' },
    ...props,
  });
  return app;
}

const servicesOf = (apps: GitOpsApp[], props: LocalStackProps = {}) =>
  parse(new LocalStack(apps, props).files()['compose.yaml']).services;

const KEYS = { A: '${_ROOT__A-}' };
const MORE = { ...KEYS, SENTRY_DSN: '${_ROOT__SENTRY_DSN-}' };

describe('of apps for several environments, the stack takes the one that it is for:', () => {
  const dev = () => appOf('dev');
  const prod = () => appOf('prod', { secretKeys: ['A', 'SENTRY_DSN'] });

  test('told by environment', () => {
    expect(servicesOf([dev(), prod()], { environment: 'dev' }).api.environment).toEqual(KEYS);
    expect(servicesOf([dev(), prod()], { environment: 'prod' }).api.environment).toEqual(MORE);
  });

  test('dev where nobody tells', () => {
    expect(servicesOf([prod(), dev()]).api.environment).toEqual(KEYS);
  });

  test('by its slug in Infisical where that is another name', () => {
    const apps = [appOf('development', {}, 'dev'), prod()];
    expect(servicesOf(apps).api.environment).toEqual(KEYS);
  });

  test('and what is of no environment', () => {
    const common = new GitOpsApp();
    const chart = new Chart(common, 'common', { namespace: 'shop' });
    new SecretSyncedApp(chart, 'mail', { image: 'mail', sync: SYNC, secretKeys: [], local: {} });
    expect(Object.keys(servicesOf([dev(), common, prod()], { environment: 'dev' }))).toEqual(['api', 'mail']);
  });
});

describe('where it is for none of them they must not differ, and the message tells', () => {
  const differing = (props: Partial<SecretSyncedAppProps>, own: Partial<SecretSyncedAppProps> = {}) =>
    errorsOf(new LocalStack([appOf('staging', own), appOf('prod', props)]));
  const message = (what: string) =>
    `[shop/api] the service "api" of the environment "prod" is not that of "staging" (${what}): give the stack the apps of one environment only, or name it, as in environment: "staging" (L5)`;

  test('which keys', () => {
    expect(differing({ secretKeys: ['A', 'SENTRY_DSN'] })).toEqual([message('key SENTRY_DSN')]);
    expect(differing({ secretKeys: { A: 'B', C: 'C' } })).toEqual([message('keys A, B, C')]);
  });

  test('which variables, without a value', () => {
    const errors = differing({ env: { MODE: 'canary', LEVEL: 'info' } }, { env: { LEVEL: 'info' } });
    expect(errors).toEqual([message('variable MODE')]);
    expect(differing({ env: { MODE: 'a', X: 'y' } }, { env: { MODE: 'b' } })).toEqual([message('variables MODE, X')]);
  });

  test('which props', () => {
    const healthCheck = { test: ['CMD', 'true'], interval: Duration.seconds(1) };
    expect(differing({ local: { buildContext: 'api', ports: ['80:80'], healthCheck } })).toEqual([
      message('buildContext, ports, healthCheck'),
    ]);
    expect(differing({ image: 'api:2.0', local: {} }, { local: {} })).toEqual([message('image')]);
  });

  test('and what a laptop does not show may differ', () => {
    const api = servicesOf([appOf('staging', { replicas: 1 }), appOf('prod', { replicas: 6, image: 'api:2.0' })]).api;
    expect(api.build).toEqual({ context: '.', dockerfile: 'Dockerfile' });
  });
});

test('two of one environment are told by their paths', () => {
  expect(errorsOf(new LocalStack([appOf('dev'), appOf('dev', { local: { image: 'other' } })]))).toEqual([
    '[shop/api] the service "api" is also declared by [shop/api], with other contents (buildContext, image): make both the same, or give one another name (L5)',
  ]);
});
