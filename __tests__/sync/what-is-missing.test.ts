import { App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  ApiGeneration,
  DynamicSecret,
  InfisicalAuth,
  InfisicalLogin,
  InfisicalProject,
  InfisicalServiceAccount,
  PushedSecret,
  SecretSyncedApp,
  SyncedSecret,
  type SyncedSecretProps,
} from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf } from '../synthesis';
import { chartIn, LOGIN, problemsOf, shop } from './shop';
import './reading-project';

describe('what nobody said is told', () => {
  const nowhere = (declare: (chart: Chart) => void) => errorsOf(declare);

  test('outside of an environment: all of it, in one message', () => {
    expect(nowhere((chart) => new SyncedSecret(chart, 'orders'))).toEqual([
      '[project/orders] it is in no environment of an InfisicalProject: add the chart to one, or give auth and source (S11)',
    ]);
    expect(nowhere((chart) => new SecretSyncedApp(chart, 'orders', { image: 'a:1', secretPath: '/orders' }))).toEqual([
      '[project/orders/Secret] it is in no environment of an InfisicalProject: add the chart to one, or give auth and source (S11)',
    ]);
    expect(nowhere((chart) => new SyncedSecret(chart, 'orders', { source: { path: '/orders' } }))).toEqual([
      '[project/orders] it is in no environment of an InfisicalProject: add the chart to one, or give auth, source.projectSlug and source.environment (S11)',
    ]);
    expect(nowhere((chart) => new DynamicSecret(chart, 'lease', { dynamicSecretName: 'orders' }))).toEqual([
      '[project/lease] it is in no environment of an InfisicalProject: add the chart to one, or give auth and location (S11)',
    ]);
    expect(nowhere((chart) => new PushedSecret(chart, 'push', { secret: { name: 'made' } }))).toEqual([
      '[project/push] it is in no environment of an InfisicalProject: add the chart to one, or give auth and destination (S11)',
    ]);
  });

  test('in an environment', () => {
    const project = new InfisicalProject();
    new SyncedSecret(chartIn(project.addEnvironment('prod', { namespace: 'shop' })), 'orders');
    expect(problemsOf(project)).toEqual([
      'prod: [shop/orders] neither it nor its environment nor its InfisicalProject says how the operator logs in: give auth to one of them; its InfisicalProject has neither projectSlug nor projectId: give it one of them, or a catalogue, or set source.projectSlug (S11)',
    ]);
  });

  test.each(Object.values(ApiGeneration))('and nothing else of it, in %s', (generation) => {
    const { project, chart } = shop({ auth: undefined, projectSlug: undefined, generation });
    new SyncedSecret(chart, 'orders');
    expect(problemsOf(project)).toEqual([expect.stringContaining('(S11)')]);
  });

  test('an empty path, by the rule about paths (S4)', () => {
    const { project, chart } = shop();
    new SyncedSecret(chart, 'orders', { secretPath: '' });
    expect(problemsOf(project)).toEqual([
      'prod: [shop/orders] the source has an empty secret path: the root is "/" (S4)',
    ]);
  });

  test('a place that is said twice', () => {
    const { project, chart } = shop();
    new SyncedSecret(chart, 'orders', { secretPath: '/orders', source: { path: '/orders' } });
    expect(problemsOf(project)).toEqual([
      'prod: [shop/orders] secretPath and source are both given: keep source, with the path in it, or secretPath, which is short for the path alone (S11)',
    ]);
  });

  test('a namespace that a chart forgot, once, in the words of the environment', () => {
    const { project, prod } = shop({
      auth: InfisicalAuth.universal({ credentials: { name: 'login' } }),
    });
    const forgotten = new Chart(prod, 'forgotten');
    new SyncedSecret(forgotten, 'orders');
    new DynamicSecret(forgotten, 'lease', { dynamicSecretName: 'orders' });
    new PushedSecret(forgotten, 'push', { secretPath: '/made', secret: { name: 'made' } });
    const remedy = 'the operator has no default namespace: write `namespace: env.namespace` in the props of the Chart';
    expect(problemsOf(project)).toEqual([
      `prod: [forgotten/lease] it has no namespace, and ${remedy} (A4)`,
      `prod: [forgotten/orders] it has no namespace, and ${remedy} (A4)`,
      `prod: [forgotten/push] it has no namespace, and ${remedy} (A4)`,
    ]);
  });

  test('a namespace that the environment has not either', () => {
    const { project, chart } = shop({}, { namespace: undefined });
    new SyncedSecret(chart, 'orders');
    expect(problemsOf(project)).toEqual([
      'prod: [shop/orders] it has no namespace, and the operator has no default namespace: give the environment one with addEnvironment, and write `namespace: env.namespace` in the props of the Chart (A4)',
    ]);
  });
});

describe('a construct without a chart is told so, with its place', () => {
  const message = 'it stands in no Chart: write new Chart';

  test.each<[string, (scope: Construct) => void]>([
    ['app', (scope) => new SecretSyncedApp(scope, 'orders', { image: 'orders:1', secretPath: '/orders' })],
    ['secret', (scope) => new SyncedSecret(scope, 'orders', { namespace: 'shop' })],
    ['lease', (scope) => new DynamicSecret(scope, 'orders', { namespace: 'shop', dynamicSecretName: 'orders' })],
    ['push', (scope) => new PushedSecret(scope, 'orders', { namespace: 'shop', secretPath: '/orders' })],
    ['login', (scope) => new InfisicalLogin(scope, 'orders', { namespace: 'shop', auth: LOGIN })],
    ['service account', (scope) => new InfisicalServiceAccount(scope, 'orders', { namespace: 'shop' })],
  ])('%s', (_, declare) => {
    const { prod } = shop();
    expect(() => declare(prod)).toThrow(`prod: [orders] ${message}(env, 'shop', { namespace: env.namespace })`);
    expect(() => declare(new App())).toThrow(`[orders] ${message}(app, 'shop'), and put it into that`);
  });
});

describe('a slip is told by its type, and nothing follows from it', () => {
  const untyped = (value: unknown) => value as never;

  test.each<[string, SyncedSecretProps, string]>([
    ['project', { project: untyped('platform') }, 'project must be an InfisicalProject, found '],
    ['auth', { auth: untyped('login') }, 'auth must be an InfisicalAuth, found '],
    ['auth', { auth: untyped(null) }, 'auth must be an InfisicalAuth, found '],
    ['host', { host: untyped('https://eu.infisical.com') }, 'host must be an InfisicalHost, found '],
    ['secretPath', { secretPath: untyped(['/orders']) }, 'secretPath must be text, found '],
    ['source', { source: untyped('/orders') }, 'source must be an object, found '],
    ['source.path', { source: { path: untyped(5) } }, 'source.path must be text, found '],
    ['secretpath', untyped({ secretpath: '/orders' }), 'there is no prop "secretpath": did you mean "secretPath"?'],
    [
      'source.recusive',
      { source: untyped({ recusive: true }) },
      'there is no prop "source.recusive": did you mean "recursive"?',
    ],
  ])('%s of a secret', (_, props, message) => {
    const { project, chart } = shop();
    new SyncedSecret(chart, 'orders', props);
    expect(problemsOf(project)).toEqual([expect.stringContaining(`[shop/orders] ${message}`)]);
    const errors = errorsOf((plain) => new SyncedSecret(plain, 'orders', { ...SYNC, ...props }));
    expect(errors).toContainEqual(expect.stringContaining(`[project/orders] ${message}`));
  });

  test.each<[string, object]>([
    ['auth', { auth: 'login' }],
    ['host', { host: 'https://eu.infisical.com' }],
    ['projectSlug', { projectSlug: 5 }],
    ['catalogue', { catalogue: 'imports/infisical/shop.lock.json' }],
    ['generation', { generation: 'v1' }],
  ])('%s of the project: no secret says once more that it lacks that', (prop, props) => {
    const { project, chart } = shop(props);
    new SyncedSecret(chart, 'orders');
    expect(project.problems()).toEqual([expect.stringContaining(`${prop} must be `)]);
  });

  test('what an auth of the project is made of', () => {
    const { project, chart } = shop({ auth: InfisicalAuth.universal(untyped({ credentials: 'login' })) });
    new SyncedSecret(chart, 'orders');
    expect(problemsOf(project)).toEqual([
      expect.stringContaining('[shop/orders] in its InfisicalProject, auth.credentials must be an object, found '),
    ]);
  });

  test('a login of v1beta1 is not named by what its auth lacks for a misspelt part', () => {
    const auth = InfisicalAuth.kubernetes(untyped({ identityId: 'id', serviceAcount: { name: 'login' } }));
    const { project, chart } = shop({ auth, generation: ApiGeneration.V1BETA1 });
    new SyncedSecret(chart, 'orders');
    expect(problemsOf(project)).toEqual([
      expect.stringContaining('there is no prop "auth.serviceAcount": did you mean "serviceAccount"?'),
    ]);
  });

  test('what another project holds, which may be checked nowhere else', () => {
    const { project, chart } = shop();
    const other = new InfisicalProject({ projectSlug: untyped(5), auth: LOGIN });
    new SyncedSecret(chart, 'mail', { project: other });
    expect(problemsOf(project)).toEqual([
      expect.stringContaining('[shop/mail] in the InfisicalProject in project, projectSlug must be text, found '),
    ]);
  });

  test('the namespace of the environment', () => {
    const { project, chart } = shop({}, { namespace: untyped(5) });
    new SyncedSecret(chart, 'orders');
    expect(project.problems()).toEqual([expect.stringContaining('namespace must be text, found ')]);
  });

  test.each<object>([{}, { addEnvironment: true }, { addEnvironment: true, environments: 5 }])(
    'a project %p',
    (one) => {
      const { project, chart } = shop();
      new SyncedSecret(chart, 'mail', { project: untyped(one) });
      expect(problemsOf(project)).toEqual([expect.stringMatching(/ project(\.environments)? must be /)]);
    },
  );

  test('how an application has its secret', () => {
    const { project, chart } = shop();
    new SecretSyncedApp(chart, 'a', { image: 'a:1', sync: untyped(null) });
    new SecretSyncedApp(chart, 'b', { image: 'b:1', secretPath: untyped(5) });
    expect(problemsOf(project)).toEqual([
      expect.stringContaining('[shop/a] sync must be an object, found '),
      expect.stringContaining('[shop/b] secretPath must be text, found '),
    ]);
  });

  test.each([null, 'orders', [], 5])('all props of a secret: %p', (props) => {
    const { project, chart } = shop();
    new SyncedSecret(chart, 'orders', untyped(props));
    new DynamicSecret(chart, 'lease', untyped(props));
    new PushedSecret(chart, 'push', untyped(props));
    const problems = problemsOf(project).filter((line) => line.includes('the props must be an object'));
    expect(problems).toHaveLength(3);
    expect(() => new SyncedSecret(new Chart(new App(), 'c'), 'orders', untyped(props))).not.toThrow();
  });
});
