import {
  ApiGeneration,
  CreationPolicy,
  ManagedSecretType,
  SyncedSecret,
  type SyncedSecretProps,
  SyncTarget,
  TemplateValue,
} from '../../lib';
import { modelOf } from '../../lib/model/app-model';
import { checkManifests } from '../../lib/validation/check-manifests';
import { SYNC } from '../declarations';
import { errorsOf, synthesize, synthesizeOne } from '../synthesis';

const specOf = (props: Partial<SyncedSecretProps>) =>
  synthesizeOne('InfisicalSecret', (chart) => new SyncedSecret(chart, 'shop', { ...SYNC, ...props })).spec;
const key = TemplateValue.key;

test('further Secrets and ConfigMaps are written beside the managed Secret', () => {
  const spec = specOf({
    additionalTargets: [
      SyncTarget.secret('copy'),
      SyncTarget.configMap('settings', { template: { mode: key('MODE') } }),
    ],
  });
  expect(spec.managedKubeSecretReferences.map((reference: { secretName: string }) => reference.secretName)).toEqual([
    'shop',
    'copy',
  ]);
  expect(spec.managedKubeConfigMapReferences).toEqual([
    {
      configMapName: 'settings',
      configMapNamespace: 'project',
      creationPolicy: 'Owner',
      template: { data: { mode: expect.stringContaining('{{ .MODE.Value }}') } },
    },
  ]);
});

test.each([ApiGeneration.V1ALPHA1, ApiGeneration.V1BETA1])(
  'what may fail is written last, so that no default of ours warns (M25): %s',
  (generation) => {
    const manifests = synthesize((chart) => {
      new SyncedSecret(chart, 'shop', {
        ...SYNC,
        generation,
        secretNamespace: 'other',
        additionalTargets: [SyncTarget.secret('far', { namespace: 'further' }), SyncTarget.secret('near')],
      });
    });
    const { managed } = modelOf(manifests.map((manifest) => ({ manifest }))).managedObjects[0].owner;
    expect(managed.map(({ name }) => name.value)).toEqual(['near', 'shop', 'far']);
    expect(checkManifests(manifests).filter(({ rule }) => rule === 'M25')).toEqual([]);
  },
);

test('a target in another namespace is an orphan that Argo CD does not prune, with every option of its own', () => {
  const target = SyncTarget.secret('login', {
    namespace: 'other',
    creationPolicy: CreationPolicy.ORPHAN,
    template: { more: key('MORE') },
    labels: { team: 'checkout' },
    annotations: { owner: 'checkout' },
    type: ManagedSecretType.basicAuth({ username: key('USER'), password: key('PASSWORD') }),
  });
  const [, reference] = specOf({ additionalTargets: [target] }).managedKubeSecretReferences;
  expect(reference).toEqual({
    secretName: 'login',
    secretNamespace: 'other',
    creationPolicy: 'Orphan',
    secretType: 'kubernetes.io/basic-auth',
    template: {
      data: {
        username: expect.stringContaining('{{ .USER.Value }}'),
        password: expect.stringContaining('{{ .PASSWORD.Value }}'),
        more: expect.stringContaining('{{ .MORE.Value }}'),
      },
      metadata: {
        labels: { team: 'checkout' },
        annotations: {
          'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
          'argocd.argoproj.io/sync-options': 'Prune=false',
          owner: 'checkout',
        },
      },
    },
  });
});

test('a target of a type that demands no keys holds all of them', () => {
  const [, reference] = specOf({
    additionalTargets: [SyncTarget.secret('copy', { type: ManagedSecretType.opaque() })],
  }).managedKubeSecretReferences;
  expect(reference).not.toHaveProperty('template');
});

test('fails for two targets of one name', () => {
  const build = (props: Partial<SyncedSecretProps>) =>
    errorsOf((chart) => new SyncedSecret(chart, 'shop', { ...SYNC, ...props }));
  expect(build({ additionalTargets: [SyncTarget.secret('shop')] })).toEqual([
    expect.stringMatching(/^\[project\/shop\] the managed Secret project\/shop is .*\(M5\)$/),
  ]);
});

describe('a typed managed Secret has the keys that its type demands', () => {
  test.each([
    ['Opaque', ManagedSecretType.opaque(), undefined],
    ['kubernetes.io/dockerconfigjson', ManagedSecretType.dockerConfigJson(key('A')), ['.dockerconfigjson']],
    [
      'kubernetes.io/tls',
      ManagedSecretType.tls({ certificate: key('A'), privateKey: key('B') }),
      ['tls.crt', 'tls.key'],
    ],
    ['kubernetes.io/basic-auth', ManagedSecretType.basicAuth({ username: key('A') }), ['username']],
    ['kubernetes.io/basic-auth', ManagedSecretType.basicAuth({ password: key('A') }), ['password']],
    ['kubernetes.io/ssh-auth', ManagedSecretType.sshAuth(key('A')), ['ssh-privatekey']],
    ['example.com/custom', ManagedSecretType.of('example.com/custom'), undefined],
  ])('%s', (type, secretType, keys) => {
    const [reference] = specOf({ secretType }).managedKubeSecretReferences;
    expect(reference.secretType).toBe(type);
    expect(reference.template && Object.keys(reference.template.data)).toEqual(keys);
    expect(reference.template?.includeAllSecrets).toBe(keys && true);
  });

  test('fails where nothing provides them', () => {
    const props = {
      ...SYNC,
      secretType: ManagedSecretType.of('kubernetes.io/tls'),
      source: { ...SYNC.source, keys: ['A'] },
    };
    expect(errorsOf((chart) => new SyncedSecret(chart, 'shop', props))).toEqual([
      expect.stringMatching(/^\[project\/shop\] .*"tls\.crt".*\(M10\)$/),
    ]);
  });

  test('fails for a basic-auth Secret of nothing', () => {
    const secretType = ManagedSecretType.basicAuth({});
    expect(errorsOf((chart) => new SyncedSecret(chart, 'shop', { ...SYNC, secretType }))).toEqual([
      '[project/shop] a managed Secret of the type "kubernetes.io/basic-auth" has nothing in it: give username, password, or both (M10)',
    ]);
  });
});
