import { pathText } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests } from '../../../lib/validation/check-manifests';
import {
  clusterGenerator,
  dynamicSecret,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  keyRef,
  managedConfigMap,
  managedSecret,
  pushSecret,
  secretsScope,
  staticSecret,
  target,
  universalAuth,
} from '../manifests';

/** The fixes of a rule: what each says, and what it puts where. */
const fixesOf = (rule: string, manifest: Manifest) =>
  checkManifests([manifest]).flatMap((finding) =>
    finding.rule === rule && finding.fix
      ? [[finding.fix.message, ...finding.fix.edits.map(({ path, value }) => [pathText(path), value])]]
      : [],
  );

const externalSecret = (spec: object): Manifest => ({
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  metadata: { name: 'api', namespace: 'shop' },
  spec: { secretStoreRef: { name: 'infisical' }, dataFrom: [{ find: { name: { regexp: '.*' } } }], ...spec },
});
const providerClass = (parameters: object): Manifest => ({
  apiVersion: 'secrets-store.csi.x-k8s.io/v1',
  kind: 'SecretProviderClass',
  metadata: { name: 'api', namespace: 'shop' },
  spec: { provider: 'infisical', parameters: { authMethod: 'kubernetes', ...parameters } },
});

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

describe('a misspelt word becomes the one that was meant', () => {
  const MANAGED = 'spec.managedKubeSecretReferences[0].creationPolicy';
  const HOLDERS: [string, (creationPolicy: string, namespace?: string) => Manifest, string][] = [
    [
      'a Secret of an InfisicalSecret',
      (creationPolicy, secretNamespace = 'shop') =>
        infisicalSecret({ managedKubeSecretReferences: [managedSecret({ creationPolicy, secretNamespace })] }),
      MANAGED,
    ],
    [
      'a ConfigMap of an InfisicalSecret',
      (creationPolicy, configMapNamespace = 'shop') =>
        infisicalSecret({ managedKubeConfigMapReferences: [managedConfigMap({ creationPolicy, configMapNamespace })] }),
      'spec.managedKubeConfigMapReferences[0].creationPolicy',
    ],
    [
      'the Secret of an InfisicalDynamicSecret',
      (creationPolicy, secretNamespace = 'shop') =>
        dynamicSecret({ managedSecretReference: managedSecret({ creationPolicy, secretNamespace }) }),
      'spec.managedSecretReference.creationPolicy',
    ],
    [
      'a target of an InfisicalStaticSecret',
      (creationPolicy, namespace = 'shop') => staticSecret({ targets: [target({ creationPolicy, namespace })] }),
      'spec.targets[0].creationPolicy',
    ],
  ];

  describe.each(HOLDERS)('of %s (M4)', (_, holding, place) => {
    test.each([
      ['owner', 'Owner'],
      ['OWNER', 'Owner'],
      ['Ownr', 'Owner'],
      ['Onwer', 'Owner'],
      ['orphan', 'Orphan'],
      ['Orphn', 'Orphan'],
      ['Orpahn', 'Orphan'],
    ])('%s is %s', (written, meant) => {
      expect(fixesOf('M4', holding(written))).toEqual([
        [`creationPolicy "${written}" is now "${meant}"`, [place, meant]],
      ]);
    });

    test.each([['Retain'], ['Delete'], ['None'], ['']])('nobody knows what %j means', (written) => {
      expect(fixesOf('M4', holding(written))).toEqual([]);
    });

    test('Owner is not written where it does not reach', () => {
      expect(fixesOf('M4', holding('owner', 'other'))).toEqual([]);
      expect(fixesOf('M4', holding('orphan', 'other'))).toHaveLength(1);
    });
  });

  test.each([
    ['updatePolicy', pushSecret, 'replace', 'NONE'],
    ['deletionPolicy', pushSecret, 'Delte', 'none'],
    ['leaseRevocationPolicy', dynamicSecret, 'revoke', 'None '],
  ])('%s: nothing is replaced, deleted or revoked that was not before (X9)', (name, holding, effective, idle) => {
    expect(fixesOf('X9', holding({ [name]: effective }))).toEqual([]);
    expect(fixesOf('X9', holding({ [name]: idle }))).toEqual([
      [`${name} "${idle}" is now "None"`, [`spec.${name}`, 'None']],
    ]);
  });

  const slips = (word: string) => [word.toLowerCase(), word.toUpperCase(), word.slice(0, -1), `${word}s`];

  test.each<[string, (word: string) => Manifest, string[]]>([
    ['kind of a target', (kind) => staticSecret({ targets: [target({ kind })] }), ['Secret', 'ConfigMap']],
    [
      'engineVersion',
      (engineVersion) => staticSecret({ targets: [target({ template: { engineVersion, data: {} } })] }),
      ['v1'],
    ],
    ['kind of a generator', (kind) => clusterGenerator({ kind }), ['Password', 'UUID']],
    [
      'method',
      (method) => infisicalAuth({ method }),
      ['universal', 'kubernetes', 'aws-iam', 'azure', 'gcp-iam', 'ldap'],
    ],
    [
      'creationPolicy of an ExternalSecret',
      (creationPolicy) => externalSecret({ target: { creationPolicy } }),
      ['Owner', 'Orphan', 'Merge', 'None'],
    ],
    [
      'deletionPolicy of an ExternalSecret',
      (deletionPolicy) => externalSecret({ target: { deletionPolicy } }),
      ['Delete', 'Merge', 'Retain'],
    ],
    ['authMethod of a class', (authMethod) => providerClass({ authMethod }), ['kubernetes']],
    ['useDefaultAudience of a class', (useDefaultAudience) => providerClass({ useDefaultAudience }), ['true', 'false']],
  ])('no fix writes another word than the one that was meant: %s', (_, holding, words) => {
    for (const word of words) {
      for (const slip of slips(word)) {
        const written = checkManifests([holding(slip)]).flatMap(({ fix }) => fix?.edits ?? []);
        expect(written.filter(({ value }) => typeof value === 'string' && value !== word)).toEqual([]);
      }
    }
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

  test.each([['5M'], ['60S'], ['1H'], ['7D'], ['1W']])(
    'not %p (T1), by which everybody knows what was meant',
    (interval) => {
      expect(fixesOf('T1', timed(interval))).toEqual([]);
      expect(checkManifests([timed(interval)]).map(({ message }) => message)).toEqual([
        `the interval "${interval}" would be misread by the operator: did you mean "${interval.toLowerCase()}"?`,
      ]);
    },
  );

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
