import { ProjectKeys, projectKeysAt } from '../../imports/infisical/project';
import {
  ApiGeneration,
  InfisicalHost,
  InfisicalProject,
  InfisicalRules,
  SecretSyncedApp,
  SyncedSecret,
} from '../../lib';
import { findingsOfApp } from '../../lib/evaluation/report/app-findings';
import { catalogue, chartIn, LOGIN, objectsOf, ofKind, problemsOf, SHOP_ID, shop } from './shop';

const KEYS = { 'prod:/orders': ['DATABASE_URL', 'SENTRY_DSN'], 'staging:/orders': ['DATABASE_URL'] };
const orders = (props: object) => ({ image: 'orders:1', secretPath: '/orders', ...props });

describe('a catalogue of the project', () => {
  test('tells host and slug', () => {
    const project = new InfisicalProject({ auth: LOGIN, catalogue: catalogue(KEYS) });
    const chart = chartIn(project.addEnvironment('prod', { namespace: 'shop' }));
    new SecretSyncedApp(chart, 'orders', orders({ secretKeys: ['DATABASE_URL'] }));
    const [{ spec }] = ofKind(objectsOf(project), 'InfisicalSecret');
    expect(spec.authentication.universalAuth.secretsScope).toEqual({
      projectSlug: 'shop',
      envSlug: 'prod',
      secretsPath: '/orders',
    });
  });

  test('knows the keys of each environment by its slug, and guesses what was meant (C2)', () => {
    const { project, chart } = shop({ catalogue: catalogue(KEYS) }, { slug: 'staging' });
    new SecretSyncedApp(chart, 'orders', orders({ secretKeys: ['DATABSE_URL', 'SENTRY_DSN'] }));
    expect(problemsOf(project)).toEqual([
      expect.stringMatching(
        /^prod: \[shop\/orders\/Deployment\] .*"DATABSE_URL".*did you mean "DATABASE_URL"\? \(C2\)$/,
      ),
      expect.stringMatching(/^prod: \[shop\/orders\/Deployment\] .*"SENTRY_DSN".*\(C2\)$/),
    ]);
  });

  test('asks nobody to use the keys that it has (C3)', () => {
    const { prod, chart } = shop({ catalogue: catalogue(KEYS) });
    new SecretSyncedApp(chart, 'orders', orders({ secretKeys: ['SENTRY_DSN'] }));
    expect(findingsOfApp(prod)).toEqual([]);
  });

  test('gives way to keys that are written down', () => {
    const { project, chart } = shop({ catalogue: catalogue(KEYS) });
    new SyncedSecret(chart, 'new', { source: { path: '/new', keys: ['TOKEN'] } });
    const secret = new SyncedSecret(chart, 'orders', { source: { path: '/orders', keys: ['TOKEN'] } });
    new SecretSyncedApp(chart, 'app', { image: 'app:1', secret, secretKeys: ['TOKEN'] });
    expect(problemsOf(project)).toEqual([]);
  });

  test('knows those of further sources; where one does not tell, nobody knows all', () => {
    const { project, chart } = shop({ catalogue: catalogue(KEYS), generation: ApiGeneration.V1BETA1 });
    const app = (id: string, additionalSources: object[]) => {
      const sync = { secretPath: '/orders', additionalSources };
      new SecretSyncedApp(chart, id, { image: 'app:1', sync, secretKeys: ['TOKEN'] });
    };
    app('known', [
      { path: '/mail', keys: ['SMTP'] },
      { environment: 'staging', path: '/orders' },
    ]);
    app('unknown', [{ projectSlug: 'platform', path: '/mail' }]);
    expect(problemsOf(project)).toEqual([
      expect.stringMatching(/^prod: \[shop\/known\/Deployment\] .*"TOKEN".*\(C2\)$/),
    ]);
  });
});

test('a path without its slash is looked up as the one that was meant (C2, S12)', () => {
  const { project, chart } = shop({ catalogue: catalogue(KEYS) });
  new SecretSyncedApp(chart, 'orders', orders({ secretPath: 'orders', secretKeys: ['DATABSE_URL'] }));
  new SecretSyncedApp(chart, 'web', { image: 'web:1', secretPath: 'web', secretKeys: ['SESSION'] });
  expect(problemsOf(project)).toEqual([
    expect.stringMatching(/did you mean "DATABASE_URL"\? \(C2\)$/),
    expect.stringMatching(/"prod:\/web".*\(S12\)$/),
  ]);
});

describe('a place that the catalogue lacks', () => {
  const COMMAND = 'npx cdk8s-infisical import';

  test('is told with the command that brings it in, and hides nothing else (S12)', () => {
    const { project, chart } = shop({ catalogue: catalogue(KEYS) });
    new SecretSyncedApp(chart, 'web', { image: 'web:1', secretPath: '/web', secretKeys: ['SESSION'] });
    new SecretSyncedApp(chart, 'orders', orders({ secretKeys: ['DATABSE_URL'] }));
    const staging = chartIn(project.addEnvironment('qa', { namespace: 'qa' }));
    new SecretSyncedApp(staging, 'orders', orders({ secretKeys: ['A'] }));
    expect(problemsOf(project)).toEqual([
      expect.stringMatching(/^prod: \[shop\/orders\/Deployment\] .*did you mean "DATABASE_URL"\? \(C2\)$/),
      expect.stringMatching(`^prod: \\[shop/web/Secret\\] .* "prod:/web": run \`${COMMAND} --path /web.*\` \\(S12\\)$`),
      expect.stringMatching(
        `^qa: \\[shop/orders/Secret\\] .* "qa:/orders": run \`${COMMAND} --environment qa --path /orders.*\` \\(S12\\)$`,
      ),
    ]);
  });

  test('is one that was probably meant', () => {
    const { project, chart } = shop({ catalogue: catalogue(KEYS) });
    new SyncedSecret(chart, 'a', { secretPath: '/oders' });
    new SyncedSecret(chart, 'b', { source: { environment: 'prd', path: '/orders' } });
    expect(problemsOf(project)).toEqual([
      expect.stringMatching(/"prod:\/oders": did you mean "\/orders"\? Else run `npx .*` \(S12\)$/),
      expect.stringMatching(/"prd:\/orders": did you mean "prod"\? Else run `npx .*` \(S12\)$/),
    ]);
  });

  test('is not told of an empty text, which is no place at all (S4)', () => {
    const { project, chart } = shop({ catalogue: catalogue(KEYS) });
    new SyncedSecret(chart, 'a', { secretPath: '' });
    new SyncedSecret(chart, 'b', { source: { environment: '' } });
    expect(problemsOf(project)).toEqual(Array(2).fill(expect.stringContaining('(S4)')));
  });

  test('may be suppressed, and its keys are not known then', () => {
    const { project, chart } = shop({ catalogue: catalogue(KEYS) });
    const app = new SecretSyncedApp(chart, 'web', { image: 'web:1', secretPath: '/web', secretKeys: ['SESSION'] });
    InfisicalRules.suppress(app, 'S12', 'made by the pipeline');
    expect(problemsOf(project)).toEqual([]);
  });

  test('is not asked for of another project, of another Infisical, nor of a project that is named another way', () => {
    const { project, chart } = shop({ catalogue: catalogue(KEYS) });
    const other = new InfisicalProject({ projectSlug: 'platform', auth: LOGIN });
    new SyncedSecret(chart, 'a', { project: other, secretPath: '/mail' });
    new SyncedSecret(chart, 'b', { source: { projectSlug: 'platform', path: '/mail' } });
    new SyncedSecret(chart, 'c', { source: { projectId: '6f1c2d7e-8a3b-4c5d-9e6f-000000000002', path: '/mail' } });
    new SyncedSecret(chart, 'd', { host: InfisicalHost.cloudEu(), secretPath: '/mail' });
    const eu = chartIn(project.addEnvironment('eu', { namespace: 'shop', host: InfisicalHost.cloudEu() }));
    new SyncedSecret(eu, 'e', { secretPath: '/mail' });
    expect(problemsOf(project)).toEqual([]);
  });

  test('is asked for where the project is named in full', () => {
    const { project, chart } = shop({ catalogue: catalogue(KEYS) });
    new SyncedSecret(chart, 'a', { source: { projectSlug: 'shop', path: '/a' } });
    new SyncedSecret(chart, 'b', { source: { projectId: SHOP_ID, path: '/b' } });
    new SyncedSecret(chart, 'c', { host: InfisicalHost.cloudUs(), secretPath: '/c' });
    expect(problemsOf(project)).toEqual(Array(3).fill(expect.stringContaining('(S12)')));
  });

  test('of another project is one of the catalogue of that', () => {
    const { project, chart } = shop();
    const platform = new InfisicalProject({
      auth: LOGIN,
      catalogue: catalogue({ 'prod:/mail': ['SMTP_PASSWORD'] }, { slug: 'platform' }),
    });
    const secret = new SyncedSecret(chart, 'mail', { project: platform, secretPath: '/mail' });
    new SecretSyncedApp(chart, 'app', { image: 'app:1', secret, secretKeys: ['SMTP_PASWORD'] });
    new SyncedSecret(chart, 'logs', { project: platform, secretPath: '/logs' });
    expect(problemsOf(project)).toEqual([
      expect.stringMatching(/^prod: \[shop\/app\/Deployment\] .*did you mean "SMTP_PASSWORD"\? \(C2\)$/),
      expect.stringMatching(/^prod: \[shop\/logs\] .* import --path \/logs.* \(S12\)$/),
    ]);
  });

  test('is one command for all environments that lack it', () => {
    const project = new InfisicalProject({ auth: LOGIN, catalogue: catalogue(KEYS) });
    for (const name of ['staging', 'prod']) {
      new SyncedSecret(chartIn(project.addEnvironment(name, { namespace: name })), 'mail', { secretPath: '/mail' });
    }
    expect(project.problems()).toEqual([
      expect.stringMatching(
        /^staging, prod: \[shop\/mail\] .* at "staging:\/mail", "prod:\/mail": run `npx cdk8s-infisical import --path \/mail --folder [^`]*` \(S12\)$/,
      ),
    ]);
  });

  test.each<[string, object]>([
    ['secretPath', { secretpath: '/orders' }],
    ['source.path', { source: { pathh: '/orders' } }],
    ['secretPath that is no text', { secretPath: 3 }],
  ])('is not told where what is misspelt is the prop: %s (N5)', (_, props) => {
    for (const keys of [KEYS, { ...KEYS, 'prod:/': ['ROOT'] }]) {
      const { project, chart } = shop({ catalogue: catalogue(keys) });
      const secret = new SyncedSecret(chart, 'orders', props);
      new SecretSyncedApp(chart, 'app', { image: 'app:1', secret, secretKeys: ['DATABASE_URL'] });
      new SecretSyncedApp(chart, 'other', { image: 'app:1', sync: props, secretKeys: ['DATABASE_URL'] });
      expect(problemsOf(project)).toEqual(Array(2).fill(expect.stringMatching(/\(N5\)$/)));
    }
  });
});

test('the one secret that is read is in the catalogue (S12)', () => {
  const { project, chart } = shop({ catalogue: catalogue(KEYS) });
  const secret = new SyncedSecret(chart, 'a', { source: { path: '/orders', secretName: 'SENTRY_DSN' } });
  new SecretSyncedApp(chart, 'app', { image: 'app:1', secret, secretKeys: ['DATABASE_URL'] });
  new SyncedSecret(chart, 'b', { source: { path: '/orders', secretName: 'SENTRY_DNS' } });
  expect(problemsOf(project)).toEqual([
    expect.stringMatching(/^prod: \[shop\/app\/Deployment\] .*"DATABASE_URL".*\(C2\)$/),
    'prod: [shop/b] the catalogue has no key "SENTRY_DNS" at prod:/orders: did you mean "SENTRY_DSN"? (S12)',
  ]);
});

describe.each([
  ['KeyCatalogue.keysAt', () => catalogue(KEYS).keysAt('prod', '/orders'), 'DATABASE_URL'],
  ['the function that import generates', () => projectKeysAt('prod'), ProjectKeys.DATABASE_URL],
])('keys of a source that come from %s', (_, keys, used) => {
  const rulesOf = (secretKeys: string[], own: string[]) => {
    const project = new InfisicalProject({ auth: LOGIN, projectSlug: 'shop' });
    const chart = chartIn(project.addEnvironment('prod', { namespace: 'shop' }));
    const source = { projectSlug: 'shop', environment: 'prod', path: '/orders', keys: own };
    new SecretSyncedApp(chart, 'orders', { image: 'orders:1', sync: { source }, secretKeys });
    return findingsOfApp(chart.node.root).map(({ rule }) => rule);
  };

  test('need not all be used, and no other can be', () => {
    expect(rulesOf([used], keys())).toEqual([]);
    expect(rulesOf(['DATABSE_URL'], keys())).toEqual(['C2']);
  });

  test('are declared where they were written down', () => {
    expect(new Set(rulesOf([used], [...keys()]))).toEqual(new Set(['C3']));
  });
});

describe('a key that is missing at its place is told with', () => {
  const told = (places: { [place: string]: string[] }, key = 'SENTRY_DSN', environments = ['staging']) => {
    const project = new InfisicalProject({ auth: LOGIN, catalogue: catalogue(places) });
    for (const name of environments) {
      const chart = chartIn(project.addEnvironment(name, { namespace: `shop-${name}` }));
      const secret = new SyncedSecret(chart, 'secrets', { secretPath: '/orders' });
      for (const app of ['orders', 'invoices']) {
        new SecretSyncedApp(chart, app, { image: 'app:1', secret, secretKeys: [key] });
      }
    }
    return project.problems();
  };
  const APPS = 'staging: 2 workloads: [shop/orders/Deployment], [shop/invoices/Deployment]:';
  const USE =
    'the variable "SENTRY_DSN" of container "orders", "invoices" uses the key "SENTRY_DSN", which InfisicalSecret "secrets" does not write into the managed Secret';

  test('the environments that have it, in one line for all that use it', () => {
    expect(told(KEYS)).toEqual([
      `${APPS} ${USE} "shop-staging/secrets", as there is no such key at "staging:/orders", but at "prod:/orders": create it in Infisical and import the keys again, or drop it here (C2)`,
    ]);
  });

  test('all environments that lack it', () => {
    expect(told({ ...KEYS, 'dev:/orders': ['PORT'] }, 'SENTRY_DSN', ['dev', 'staging'])).toEqual([
      expect.stringMatching(
        /^dev, staging: 2 workloads: .* at "dev:\/orders", "staging:\/orders", but at "prod:\/orders": /,
      ),
    ]);
  });

  test('no more than two places, the same path first, then this environment', () => {
    const places = { 'staging:/web': ['SENTRY_DSN'], 'qa:/web': ['SENTRY_DSN'], ...KEYS };
    expect(told(places).join()).toContain('but at "prod:/orders" and at "staging:/web": ');
    expect(told({ ...places, 'dev:/orders': ['SENTRY_DSN'] }).join()).toContain(
      'but at "prod:/orders" and at "dev:/orders": ',
    );
  });

  test('nothing of this kind where no place near has it', () => {
    const line = told({ 'staging:/orders': ['PORT'], 'prod:/web': ['SENTRY_DSN'] }).join();
    expect(line).toContain(': import the keys again if it is new, or drop it here (C2)');
    expect(line).not.toContain('only at');
  });

  test('the key that was probably meant', () => {
    const places = { 'prod:/orders': ['SENTRY_DNS'], 'staging:/orders': ['SENTRY_DSN'] };
    expect(told(places, 'SENTRY_DNS').join()).toContain('but at "prod:/orders": did you mean "SENTRY_DSN"? (C2)');
  });
});
