import { Chart } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import {
  ApiGeneration,
  DynamicSecret,
  InfisicalAuth,
  InfisicalHost,
  InfisicalOperator,
  InfisicalProject,
  PushedSecret,
  SecretSyncedApp,
  SyncedSecret,
  type SyncedSecretProps,
} from '../../lib';
import { synthesizeOne } from '../synthesis';
import { EU, OTHER_LOGIN, readBy } from './reading-project';
import { chartIn, LOGIN, objectsOf, ofKind, problemsOf, SHOP_ID, shop } from './shop';

describe('a secret in an environment', () => {
  const read = (props?: SyncedSecretProps, ...settings: Parameters<typeof shop>) => {
    const { project, chart } = shop(...settings);
    new SyncedSecret(chart, 'orders', props);
    return readBy(project);
  };
  const taken = {
    host: 'https://app.infisical.com/api',
    login: 'infisical-login',
    projectSlug: 'shop',
    envSlug: 'prod',
    secretsPath: '/',
  };

  test('needs no props at all', () => {
    expect(read()).toEqual(taken);
  });

  test('reads the folder of secretPath', () => {
    expect(read({ secretPath: '/orders' })).toEqual({ ...taken, secretsPath: '/orders' });
  });

  test('reads the slug of an environment whose name is another', () => {
    expect(read({}, {}, { slug: 'production' })).toEqual({ ...taken, envSlug: 'production' });
  });

  test('names the project by its id where there is no slug', () => {
    const { projectSlug, ...rest } = taken;
    expect(read({}, { projectSlug: undefined, projectId: SHOP_ID })).toEqual({ ...rest, projectId: SHOP_ID });
    expect(read({}, { projectId: SHOP_ID })).toEqual(taken);
  });

  test('has the host and the login of its environment, where that has its own', () => {
    expect(read({}, {}, { host: EU, auth: OTHER_LOGIN })).toEqual({
      ...taken,
      host: 'https://eu.infisical.com/api',
      login: 'other-login',
    });
  });

  test('has its own where it says so: explicit props win', () => {
    expect(read({ host: EU })).toEqual({ ...taken, host: 'https://eu.infisical.com/api' });
    expect(read({ auth: OTHER_LOGIN })).toEqual({ ...taken, login: 'other-login' });
    expect(read({ source: { environment: 'staging' } })).toEqual({ ...taken, envSlug: 'staging' });
    expect(read({ source: { projectSlug: 'platform', path: '/mail' } }, { projectId: SHOP_ID })).toEqual({
      ...taken,
      projectSlug: 'platform',
      secretsPath: '/mail',
    });
    const { projectSlug, ...rest } = taken;
    expect(read({ source: { projectId: SHOP_ID } })).toEqual({ ...rest, projectId: SHOP_ID });
  });

  test('gives what it does not say to its further sources, too', () => {
    const { project, chart } = shop({ generation: ApiGeneration.V1BETA1 });
    const additionalSources = [{ path: '/shared' }, { environment: 'common', path: '/all' }];
    new SyncedSecret(chart, 'orders', { secretPath: '/orders', additionalSources });
    expect(ofKind(objectsOf(project), 'InfisicalStaticSecret')[0].spec.sources).toEqual([
      { projectSlug: 'shop', environmentSlug: 'prod', secretPath: '/orders' },
      { projectSlug: 'shop', environmentSlug: 'prod', secretPath: '/shared' },
      { projectSlug: 'shop', environmentSlug: 'common', secretPath: '/all' },
    ]);
  });

  test('names the project by its id where instant updates of v1beta1 need that (S6)', () => {
    const { project, chart } = shop({ generation: ApiGeneration.V1BETA1, projectId: SHOP_ID });
    new SyncedSecret(chart, 'orders', { instantUpdates: true });
    expect(ofKind(objectsOf(project), 'InfisicalStaticSecret')[0].spec.sources).toEqual([
      { projectId: SHOP_ID, environmentSlug: 'prod', secretPath: '/' },
    ]);
  });

  test('leaves the project out where a service token is of one (A11)', () => {
    const auth = InfisicalAuth.serviceToken({ token: { name: 'token', namespace: 'infisical' } });
    const { project, chart } = shop({ auth });
    new SyncedSecret(chart, 'orders');
    const [{ spec }] = ofKind(objectsOf(project), 'InfisicalSecret');
    expect(spec.authentication.serviceToken.secretsScope).toEqual({ envSlug: 'prod', secretsPath: '/' });
  });

  test('and says of what knows no service token that alone (A15)', () => {
    const auth = InfisicalAuth.serviceToken({ token: { name: 'token', namespace: 'infisical' } });
    const { project, chart } = shop({ auth });
    new SyncedSecret(chart, 'orders', { generation: ApiGeneration.V1BETA1 });
    new PushedSecret(chart, 'push', { secretPath: '/generated', secret: { name: 'made' } });
    new DynamicSecret(chart, 'lease', { dynamicSecretName: 'orders' });
    const told = ['orders', 'push', 'lease'].map((id) =>
      expect.stringMatching(new RegExp(`shop/${id}\\].*\\(A15\\)$`)),
    );
    expect(project.problems()).toEqual(told);
  });
});

test('a dynamic secret and a push take the same', () => {
  const { project, chart } = shop();
  new DynamicSecret(chart, 'lease', { secretPath: '/databases', dynamicSecretName: 'orders' });
  new PushedSecret(chart, 'push', { destination: { path: '/generated' }, secret: { name: 'made' } });
  const objects = objectsOf(project);
  const [{ spec: lease }] = ofKind(objects, 'InfisicalDynamicSecret');
  expect(lease.dynamicSecret).toEqual({
    projectSlug: 'shop',
    environmentSlug: 'prod',
    secretsPath: '/databases',
    secretName: 'orders',
  });
  const [{ spec: push }] = ofKind(objects, 'InfisicalPushSecret');
  expect(push.destination).toEqual({ projectSlug: 'shop', environmentSlug: 'prod', secretsPath: '/generated' });
  for (const { hostAPI, authentication } of [lease, push]) {
    expect(hostAPI).toBe('https://app.infisical.com/api');
    expect(authentication.universalAuth.credentialsRef.secretName).toBe('infisical-login');
  }
});

test('a push says where to: nobody writes to the root path without a word', () => {
  const { project, chart } = shop();
  new PushedSecret(chart, 'push', { secret: { name: 'made' } });
  expect(problemsOf(project)).toEqual([
    'prod: [shop/push] it is not told where to push to: give secretPath, for example "/generated", or destination (S11)',
  ]);
});

describe('an application', () => {
  test('has a secret of its own at secretPath: two of one path are two syncs', () => {
    const { project, chart } = shop();
    for (const name of ['orders', 'worker']) {
      new SecretSyncedApp(chart, name, { image: `${name}:1`, secretPath: '/orders', secretKeys: ['A'] });
    }
    const syncs = ofKind(objectsOf(project), 'InfisicalSecret');
    expect(syncs.map(({ metadata: { name, namespace } }) => `${namespace}/${name}`)).toEqual([
      'shop/orders',
      'shop/worker',
    ]);
    expect(syncs[1].spec.authentication.universalAuth.secretsScope.secretsPath).toBe('/orders');
  });

  test('says in sync what is not that of the environment', () => {
    const { project, chart } = shop();
    new SecretSyncedApp(chart, 'orders', { image: 'orders:1', sync: { secretPath: '/orders', host: EU } });
    expect(readBy(project)).toMatchObject({ secretsPath: '/orders', host: 'https://eu.infisical.com/api' });
  });

  test('has one secret', () => {
    const { project, chart } = shop();
    new SecretSyncedApp(chart, 'orders', { image: 'orders:1', sync: {}, secretPath: '/orders' });
    new SecretSyncedApp(chart, 'web', { image: 'web:1' });
    expect(problemsOf(project)).toEqual([
      'prod: [shop/orders] give exactly one of secret (shared), sync (its own) and secretPath (its own, of that path in the environment), found sync and secretPath (C14)',
      "prod: [shop/web] give exactly one of secret (shared), sync (its own) and secretPath (its own, of that path in the environment), found none: write for example secretPath: '/' (C14)",
    ]);
  });
});

test('two clusters of one slug: each has the same place, in a folder of its own', () => {
  const { project } = shop({}, { slug: 'prod-eu' });
  for (const region of ['eu', 'us']) {
    const environment = project.addEnvironment(`prod-${region}`, { slug: 'prod', namespace: 'shop', cluster: region });
    new SyncedSecret(chartIn(environment), 'orders', { secretPath: '/orders' });
  }
  const scopes = ofKind(objectsOf(project), 'InfisicalSecret').map(
    ({ spec }) => spec.authentication.universalAuth.secretsScope,
  );
  expect(scopes).toEqual(Array(2).fill({ projectSlug: 'shop', envSlug: 'prod', secretsPath: '/orders' }));
});

describe('a shared and an own Infisical project', () => {
  const platform = () => new InfisicalProject({ projectSlug: 'platform', host: EU, auth: OTHER_LOGIN });
  const mail = {
    projectSlug: 'platform',
    envSlug: 'prod',
    secretsPath: '/mail',
    host: 'https://eu.infisical.com/api',
    login: 'other-login',
  };

  test('are read with a host and a login each', () => {
    const { project, chart } = shop();
    const secret = new SyncedSecret(chart, 'platform-mail', { project: platform(), secretPath: '/mail' });
    const app = new Deployment(chart, 'app', { metadata: { name: 'app' }, containers: [{ image: 'app:1' }] });
    secret.injectInto(app, { secretKeys: ['SMTP_PASSWORD'] });
    expect(readBy(project)).toEqual(mail);
  });

  test('have environments of the same name, and each its own slug, host and login of it', () => {
    const { project, chart } = shop();
    const other = platform();
    other.addEnvironment('prod', { slug: 'production', host: InfisicalHost.cloudUs(), auth: LOGIN });
    new SyncedSecret(chart, 'platform-mail', { project: other, secretPath: '/mail' });
    expect(readBy(project)).toEqual({
      ...mail,
      envSlug: 'production',
      host: 'https://app.infisical.com/api',
      login: 'infisical-login',
    });
  });

  test('fail where an environment of the other one comes too late to count', () => {
    const { project, chart } = shop();
    const other = platform();
    new SyncedSecret(chart, 'platform-mail', { project: other, secretPath: '/mail' });
    other.addEnvironment('prod', { slug: 'production' });
    expect(problemsOf(project)).toEqual([
      'prod: [shop/platform-mail] the environment "prod" was added to the project that it reads after it was declared, and counts for nothing: call addEnvironment before (S11)',
    ]);
  });

  test('never lend each other a login: it would go to the wrong host', () => {
    const { project, chart } = shop();
    const other = new InfisicalProject({ projectSlug: 'platform', host: EU });
    new SyncedSecret(chart, 'platform-mail', { project: other, secretPath: '/mail' });
    expect(problemsOf(project)).toEqual([
      'prod: [shop/platform-mail] neither it nor the InfisicalProject in project says how the operator logs in: give auth to one of them (S11)',
    ]);
  });

  test('a project that belongs to no environment is read at an environment that is named', () => {
    const source = { environment: 'prod', path: '/mail' };
    const { spec } = synthesizeOne('InfisicalSecret', (chart) => {
      new SyncedSecret(chart, 'mail', { project: platform(), source });
    });
    expect(spec.authentication.universalAuth.secretsScope).toEqual({
      projectSlug: 'platform',
      envSlug: 'prod',
      secretsPath: '/mail',
    });
  });
});

test('a folder of the project knows the project, and no environment', () => {
  const { project } = shop({ host: EU });
  const folder = project.addFolder('argocd');
  const chart = new Chart(folder, 'argocd', { namespace: 'argocd' });
  new SyncedSecret(chart, 'repository', { source: { environment: 'prod', path: '/argocd' } });
  new SyncedSecret(chart, 'nowhere', { secretPath: '/argocd' });
  expect(problemsOf(project, folder)).toEqual([
    'argocd: [argocd/nowhere] it is in no environment of an InfisicalProject: add the chart to one, or give source.environment (S11)',
  ]);
  const [{ spec }] = ofKind(
    chart.node.findAll().flatMap((one) => (one instanceof SyncedSecret ? [one.apiObject.toJson()] : [])),
    'InfisicalSecret',
  );
  expect(spec.hostAPI).toBe('https://eu.infisical.com/api');
  expect(spec.authentication.universalAuth.secretsScope.projectSlug).toBe('shop');
});

describe('the generation', () => {
  const kinds = (project: InfisicalProject) =>
    objectsOf(project)
      .map(({ kind }) => kind)
      .filter((kind) => /^Infisical(Static)?Secret$/.test(kind));

  test('is that of the project, unless a nearer scope or the secret says otherwise', () => {
    const { project, prod, chart } = shop({ generation: ApiGeneration.V1BETA1 });
    const old = chartIn(prod, 'old');
    InfisicalOperator.configure(old, { generation: ApiGeneration.V1ALPHA1 });
    new SyncedSecret(chart, 'a');
    new SyncedSecret(old, 'b');
    new SyncedSecret(old, 'c', { generation: ApiGeneration.V1BETA1 });
    expect(kinds(project)).toEqual(['InfisicalStaticSecret', 'InfisicalSecret', 'InfisicalStaticSecret']);
  });

  test('can be another one in an environment, which goes first', () => {
    const { project, prod, chart } = shop({ generation: ApiGeneration.V1BETA1 });
    InfisicalOperator.configure(prod, { generation: ApiGeneration.V1ALPHA1 });
    new SyncedSecret(chart, 'a');
    new SyncedSecret(chartIn(project.addEnvironment('staging', { namespace: 'staging' })), 'a');
    expect(kinds(project)).toEqual(['InfisicalSecret', 'InfisicalStaticSecret']);
  });

  test('is that of the operator of the own environment, whatever project is read', () => {
    const { project, chart } = shop({ generation: ApiGeneration.V1BETA1 });
    const other = new InfisicalProject({ projectSlug: 'platform', auth: LOGIN });
    new SyncedSecret(chart, 'a', { project: other });
    expect(kinds(project)).toEqual(['InfisicalStaticSecret']);
  });
});
