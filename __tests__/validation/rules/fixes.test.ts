import { pathText } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests } from '../../../lib/validation/check-manifests';
import {
  dynamicSecret,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  keyRef,
  managedSecret,
  secretsScope,
  staticSecret,
  universalAuth,
} from '../manifests';

/** The fixes of a rule: what each says, and what it puts where. */
const fixesOf = (rule: string, manifest: Manifest) =>
  checkManifests([manifest]).flatMap((finding) =>
    finding.rule === rule && finding.fix
      ? [[finding.fix.message, ...finding.fix.edits.map(({ path, value }) => [pathText(path), value])]]
      : [],
  );

const scope = secretsScope();
const MOVED = 'secretsScope moved into authentication.universalAuth, where the operator looks for it';
const SCOPE = 'spec.authentication.universalAuth.secretsScope';

describe('a secretsScope that stands elsewhere goes where the operator looks for it (S1)', () => {
  const bare = universalAuth();
  test.each<[string, object]>([
    ['spec.authentication.secretsScope', { authentication: { universalAuth: bare, secretsScope: scope } }],
    ['spec.secretsScope', { authentication: { universalAuth: bare }, secretsScope: scope }],
    [
      'spec.authentication.universalAuth.credentialsRef.secretsScope',
      {
        authentication: {
          universalAuth: { credentialsRef: { secretName: 'login', secretNamespace: 'shop', secretsScope: scope } },
        },
      },
    ],
  ])('from %s', (from, spec) => {
    expect(fixesOf('S1', infisicalSecret({ ...spec }))).toEqual([[MOVED, [SCOPE, scope], [from, undefined]]]);
  });

  test('with a service token, which needs no project, it is the missing environment that is fixed (S4)', () => {
    const serviceToken = { serviceTokenSecretReference: { secretName: 'token', secretNamespace: 'shop' } };
    const secret = infisicalSecret({ authentication: { serviceToken }, secretsScope: scope });
    expect(fixesOf('S1', secret)).toEqual([]);
    expect(fixesOf('S4', secret)).toHaveLength(1);
  });

  test('not where there are two logins, or a scope is in place', () => {
    const two = { universalAuth: bare, awsIamAuth: { identityId: 'x' } };
    expect(fixesOf('S1', infisicalSecret({ authentication: two, secretsScope: scope }))).toEqual([]);
    const inPlace = { universalAuth: universalAuth({ secretsScope: {} }) };
    expect(fixesOf('S1', infisicalSecret({ authentication: inPlace, secretsScope: scope }))).toEqual([]);
  });
});

describe('a reference gets the namespace of its resource (A4)', () => {
  test.each<[Manifest, string, string[]]>([
    [
      infisicalSecret({ managedKubeSecretReferences: [managedSecret({ secretNamespace: undefined })] }),
      'secretNamespace',
      ['spec.managedKubeSecretReferences[0].secretNamespace'],
    ],
    [
      infisicalAuth({
        infisicalConnectionRef: { name: 'connection' },
        universal: {
          clientIdRef: keyRef('clientId', { namespace: undefined }),
          clientSecretRef: keyRef('clientSecret'),
        },
      }),
      'namespace',
      ['spec.infisicalConnectionRef.namespace', 'spec.universal.clientIdRef.namespace'],
    ],
    [
      dynamicSecret({ authentication: { universalAuth: { credentialsRef: { secretName: 'login' } } } }),
      'secretNamespace',
      ['spec.authentication.universalAuth.credentialsRef.secretNamespace'],
    ],
  ])('%#', (manifest, name, places) => {
    const message = `${name} is now "shop", the namespace of the resource`;
    expect(fixesOf('A4', manifest)).toEqual([[message, ...places.map((place) => [place, 'shop'])]]);
  });

  test('not an empty one, and not where the resource has none itself', () => {
    expect(fixesOf('A4', staticSecret({ infisicalAuthRef: { name: 'auth', namespace: '' } }))).toEqual([]);
    expect(fixesOf('A4', staticSecret({ infisicalAuthRef: { name: 'auth' } }, { namespace: undefined }))).toEqual([]);
  });
});

describe('an interval that the operator takes for none goes away', () => {
  const timed = (resyncInterval: unknown) => infisicalSecret({ syncConfig: { resyncInterval } });

  test.each([['1h30m'], ['500ms'], [60], ['soon'], ['0s']])('%p (T1)', (interval) => {
    expect(fixesOf('T1', timed(interval))).toEqual([
      [
        `syncConfig.resyncInterval "${interval}" is gone: it acted as the default`,
        ['spec.syncConfig.resyncInterval', undefined],
      ],
    ]);
  });

  test('too short a one (T2), also among the flat fields (T3), but not a fraction that is long enough', () => {
    expect(fixesOf('T2', timed('3s'))).toHaveLength(1);
    const flat = (resyncInterval: number) => infisicalSecret({ syncConfig: undefined, resyncInterval });
    expect(fixesOf('T3', flat(-1))).toEqual([
      ['resyncInterval -1 is gone: it acted as the default', ['spec.resyncInterval', undefined]],
    ]);
    expect(fixesOf('T3', flat(7.5))).toEqual([]);
  });

  test.each([['0m'], ['-5m'], ['05s'], ['+1h'], ['+10s']])('not %p, which the operator reads', (interval) => {
    expect(fixesOf('T1', timed(interval))).toEqual([]);
  });

  test('nor one of v1beta1, which syncs nothing with it', () => {
    expect(fixesOf('T1', staticSecret({ syncOptions: { refreshInterval: '1h30m' } }))).toEqual([]);
  });

  test('and flat fields beside syncConfig, each (T4)', () => {
    expect(fixesOf('T4', infisicalSecret({ resyncInterval: 60, instantUpdates: true }))).toEqual([
      ['resyncInterval is gone: syncConfig makes it dead', ['spec.resyncInterval', undefined]],
      ['instantUpdates is gone: syncConfig makes it dead', ['spec.instantUpdates', undefined]],
    ]);
  });
});

test('an address loses its /api (H1), but not what goes on after it', () => {
  const fixes = (address: string) => fixesOf('H1', infisicalConnection({ address }));
  const told = ['address is now "https://infisical.example.com", without /api'];
  expect(fixes('https://infisical.example.com/api/')).toEqual([
    [...told, ['spec.address', 'https://infisical.example.com']],
  ]);
  expect(fixes('https://infisical.example.com/api/v3')).toEqual([]);
});
