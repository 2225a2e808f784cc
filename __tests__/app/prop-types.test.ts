import type { Chart } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import {
  ContainerProbe,
  DynamicSecret,
  InfisicalAuth,
  PushedSecret,
  SecretGenerator,
  SecretSyncedApp,
  SyncedSecret,
} from '../../lib';
import { APP, SYNC } from '../declarations';
import { errorsOf, synthesize } from '../synthesis';

/** What plain JavaScript, or a cast, can pass. */
const untyped = (value: unknown) => value as never;

describe('a prop of a wrong type is reported with its path, its value and what it must be', () => {
  test.each<[string, (chart: Chart) => void, string[]]>([
    [
      'in a sync',
      (chart) =>
        new SyncedSecret(chart, 'shop', {
          ...SYNC,
          host: untyped('https://app.infisical.com'),
          resyncInterval: untyped('15s'),
          generation: untyped('v1beta2'),
          secretLabels: untyped({ team: 5 }),
        }),
      [
        '[project/shop] host must be an InfisicalHost, found "https://app.infisical.com" (N5)',
        '[project/shop] resyncInterval must be a Duration, for example Duration.minutes(5), found "15s" (N5)',
        '[project/shop] generation must be "v1alpha1" or "v1beta1", found "v1beta2" (N5)',
        '[project/shop] secretLabels["team"] must be text, found the number 5, write "5" (N5)',
      ],
    ],
    [
      'in the options of an auth',
      (chart) => {
        const auth = InfisicalAuth.universal({ credentials: untyped('credentials') });
        new SyncedSecret(chart, 'shop', { ...SYNC, auth });
      },
      ['[project/shop] auth.credentials must be an object, found a text (N5)'],
    ],
    [
      'in an application, and in its own sync',
      (chart) =>
        new SecretSyncedApp(chart, 'api', {
          ...APP,
          port: untyped('3000'),
          secretKeys: untyped('TOKEN'),
          podSecurity: untyped('strict'),
          sync: { ...SYNC, source: untyped([]) },
        }),
      [
        '[project/api] secretKeys must be a list or a map of the names of keys, found a text (N5)',
        '[project/api] port must be a whole number from 1 to 65535, found "3000", write 3000 (N5)',
        '[project/api] podSecurity must be "restricted" or "baseline" or "privileged", found "strict" (N5)',
        '[project/api/Secret] source must be an object, found a list (N5)',
      ],
    ],
    [
      'in plain variables, whose values may be shown, unless their names promise a credential',
      (chart) =>
        new SecretSyncedApp(chart, 'api', {
          ...APP,
          env: untyped({ PORT: 3000, DEBUG: true, DB_PASSWORD: 4711, LATER: Promise.resolve('x') }),
          replicas: untyped('2'),
          autoReload: untyped('true'),
        }),
      [
        '[project/api] env["PORT"] must be text, found the number 3000, write "3000" (N5)',
        '[project/api] env["DEBUG"] must be text, found the boolean true, write "true" (N5)',
        '[project/api] env["DB_PASSWORD"] must be text, found a number (N5)',
        '[project/api] env["LATER"] must be text, found a Promise (N5)',
        '[project/api] replicas must be a whole number from 0 to 2147483647, found "2", write 2 (N5)',
        '[project/api] autoReload must be true or false, found "true", write true (N5)',
      ],
    ],
    [
      'in what a Deployment of cdk8s-plus takes besides',
      (chart) =>
        new SecretSyncedApp(chart, 'api', {
          ...APP,
          minReady: untyped(5),
          serviceAccount: untyped('api'),
          hostNetwork: untyped('false'),
          metadata: untyped({ finalizers: 'none' }),
        }),
      [
        '[project/api] minReady must be a Duration, for example Duration.minutes(5), found the number 5 (N5)',
        '[project/api] serviceAccount must be a ServiceAccount of cdk8s-plus, found "api" (N5)',
        '[project/api] hostNetwork must be true or false, found "false", write false (N5)',
        '[project/api] metadata.finalizers must be a list, found "none" (N5)',
      ],
    ],
    [
      'in an injection',
      (chart) => {
        const work = new Deployment(chart, 'work', { metadata: { name: 'work' }, containers: [{ image: 'work' }] });
        new SyncedSecret(chart, 'shop', SYNC).injectInto(work, { files: { path: untyped(5), secretKeys: ['A'] } });
      },
      ['[project/work] files.path must be text, found the number 5, write "5" (N5)'],
    ],
    [
      'in a push, and in its generator',
      (chart) => {
        SecretGenerator.uuid(chart, 'ids', { name: untyped(7) });
        new PushedSecret(chart, 'push', untyped({ ...SYNC, destination: SYNC.source, generators: { ID: 'ids' } }));
      },
      [
        '[project/ids] name must be text, found the number 7, write "7" (N5)',
        '[project/push] generators["ID"] must be a SecretGenerator, found a text (N5)',
      ],
    ],
    [
      'which is the props themselves',
      (chart) => new DynamicSecret(chart, 'lease', untyped(null)),
      ['[project/lease] the props must be an object, found null (N5)'],
    ],
  ])('%s', (_, build, expected) => {
    expect(errorsOf(build)).toEqual(expect.arrayContaining(expected));
  });
});

test('an application without an image is told so', () => {
  expect(errorsOf((chart) => new SecretSyncedApp(chart, 'api', { ...APP, image: untyped(undefined) }))).toEqual([
    '[project/api] the workload has no image: set image, for example "registry.example.com/api:1.0" (N5)',
  ]);
});

test('what is no text as an image, and no list as keys, is told once, with what is wanted', () => {
  const props = { ...APP, image: untyped(Promise.resolve('api:1')), secretKeys: untyped(Promise.resolve(['TOKEN'])) };
  expect(errorsOf((chart) => new SecretSyncedApp(chart, 'api', props))).toEqual([
    '[project/api] image must be text, found a Promise (N5)',
    '[project/api] secretKeys must be a list or a map of the names of keys, found a Promise (N5)',
  ]);
});

test('what cdk8s-plus refuses is reported with the path', () => {
  const initContainers = [{ name: 'migrate', image: 'migrate', readiness: ContainerProbe.fromCommand(['true']) }];
  expect(() => synthesize((chart) => new SecretSyncedApp(chart, 'api', { ...APP, initContainers }))).toThrow(
    /^\[project\/api\] cdk8s-plus refuses the props: /,
  );
});

describe('what may be a secret in the wrong place is told by its type, and by nothing of it:', () => {
  const SECRET = 'hunter2PW';
  const login = (credentials: unknown) => InfisicalAuth.universal({ credentials: untyped(credentials) });

  test.each<[string, (chart: Chart, value: unknown) => void]>([
    ['a token as auth', (chart, auth) => new SyncedSecret(chart, 'x', { ...SYNC, auth: untyped(auth) })],
    ['one as credentials', (chart, value) => new SyncedSecret(chart, 'x', { ...SYNC, auth: login(value) })],
    ['a value as a template', (chart, A) => new SyncedSecret(chart, 'x', { ...SYNC, secretTemplate: untyped({ A }) })],
    ['all of a template', (chart, all) => new SyncedSecret(chart, 'x', { ...SYNC, secretTemplate: untyped(all) })],
    ['an EnvValue', (chart, A) => new SecretSyncedApp(chart, 'x', { ...APP, envVariables: untyped({ A }) })],
    ['all plain variables', (chart, env) => new SecretSyncedApp(chart, 'x', { ...APP, env: untyped(env) })],
    [
      'a generator of a password',
      (chart, A) =>
        new PushedSecret(chart, 'x', { auth: SYNC.auth, destination: SYNC.source, generators: untyped({ A }) }),
    ],
  ])('%s', (_, declare) => {
    for (const [value, type] of [
      [SECRET, 'a text'],
      [41_972, 'a number'],
    ]) {
      const errors = errorsOf((chart) => declare(chart, value));
      expect(errors.join('\n')).not.toContain(String(value));
      expect(errors).toContainEqual(
        expect.stringMatching(new RegExp(`^\\[project/x\\] .* must be an? .*, found ${type} \\(N5\\)$`)),
      );
    }
  });
});
