import { type RuleBody, Severity } from '../../rule';

export const A15: RuleBody = {
  severity: Severity.ERROR,
  title: 'What is asked for exists in the API generation',
  why: 'The resource has no field for it: the operator would never hear of it.',
  source: 'operator v0.11.7: api/v1alpha1 and api/v1beta1',
  bad: `new SyncedSecret(prodChart, 'secrets', {
  secretPath: '/orders',
  generation: ApiGeneration.V1BETA1,
  auth: InfisicalAuth.serviceToken({ token: { name: 'infisical-token' } }),
});`,
  good: `new SyncedSecret(prodChart, 'secrets', {
  secretPath: '/orders',
  generation: ApiGeneration.V1BETA1,
  auth: InfisicalAuth.universal({ credentials: { name: 'infisical-login' } }),
});`,
};

export const N5: RuleBody = {
  severity: Severity.ERROR,
  title: 'A prop has the type that its documentation says',
  why: 'JavaScript, tsx and a cast let any value pass, which the YAML would then hold.',
  source: 'The documentation of each prop',
  bad: `const PORT: any = '3000';
new SecretSyncedApp(prodChart, 'orders', { image: 'orders:1', secretPath: '/orders', secretKeys: ['DATABASE_URL'], port: PORT });`,
  good: `const PORT = 3000;
new SecretSyncedApp(prodChart, 'orders', { image: 'orders:1', secretPath: '/orders', secretKeys: ['DATABASE_URL'], port: PORT });`,
};

export const S10: RuleBody = {
  severity: Severity.ERROR,
  title: 'No key is declared at two sources of one sync',
  why: 'The managed Secret has room for one of both values, and the other is never read.',
  source: 'operator v0.11.7: internal/services/infisicalstaticsecret/reconciler.go (MergeSecretSources)',
  bad: `new SyncedSecret(prodChart, 'secrets', {
  generation: ApiGeneration.V1BETA1,
  source: { path: '/orders', keys: ['DATABASE_URL'] },
  additionalSources: [{ path: '/shared', keys: ['DATABASE_URL'] }],
});`,
  good: `new SyncedSecret(prodChart, 'secrets', {
  generation: ApiGeneration.V1BETA1,
  source: { path: '/orders', keys: ['DATABASE_URL'] },
  additionalSources: [{ path: '/shared', keys: ['SENTRY_DSN'] }],
});`,
};

export const S11: RuleBody = {
  severity: Severity.ERROR,
  title: 'A secret is told its place and its login, each once',
  why: 'The operator reads nothing without them, and of two places one would be dropped without a word.',
  source: 'docs/environments.md; SyncedSecretProps',
  bad: `new SyncedSecret(chart, 'secrets', { secretPath: '/orders' });`,
  good: `new SyncedSecret(chart, 'secrets', { source: { projectSlug: 'shop', environment: 'prod', path: '/orders' }, auth });`,
};

export const S12: RuleBody = {
  severity: Severity.ERROR,
  title: 'What is read is in the key catalogue, where there is one',
  why: 'A folder that the catalogue lacks is misspelt, or nobody has imported it, so that its keys are checked by nobody.',
  source: 'docs/check.md',
  bad: `const catalogue = KeyCatalogue.fromFile('imports/infisical/shop.lock.json');
const prod = new InfisicalProject({ auth, catalogue }).addEnvironment('prod', { namespace: 'shop' });
new SyncedSecret(new Chart(prod, 'shop', { namespace: prod.namespace }), 'secrets', { secretPath: '/ordres' });`,
  good: `const catalogue = KeyCatalogue.fromFile('imports/infisical/shop.lock.json');
const prod = new InfisicalProject({ auth, catalogue }).addEnvironment('prod', { namespace: 'shop' });
new SyncedSecret(new Chart(prod, 'shop', { namespace: prod.namespace }), 'secrets', { secretPath: '/orders' });`,
};

export const X15: RuleBody = {
  severity: Severity.ERROR,
  title: 'Shared connections and auths of one name are the same',
  why: 'An InfisicalConnection or InfisicalAuth of one name is one object, and secrets share it: they would all log in as the first one says.',
  source: 'docs/secrets.md; connectionName and authName',
  bad: `const other = InfisicalAuth.universal({ credentials: { name: 'other-login' } });
new InfisicalLogin(prodChart, 'login', { auth });
new InfisicalLogin(prodChart, 'other-login', { auth: other, authName: 'login' });`,
  good: `const other = InfisicalAuth.universal({ credentials: { name: 'other-login' } });
new InfisicalLogin(prodChart, 'login', { auth });
new InfisicalLogin(prodChart, 'other-login', { auth: other });`,
};
