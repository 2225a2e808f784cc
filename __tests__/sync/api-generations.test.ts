import type { Chart } from 'cdk8s';
import {
  ApiGeneration,
  InfisicalAuth,
  InfisicalHost,
  SecretSyncedApp,
  SyncedSecret,
  type SyncedSecretProps,
  SyncTarget,
  TemplateValue,
} from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf, type Manifest, synthesize } from '../synthesis';
import { IDENTITY, LEGACY_METHODS, MACHINE_IDENTITY_METHODS } from './auth-methods';

const { V1ALPHA1, V1BETA1 } = ApiGeneration;
const operatorResources = (manifests: Manifest[]) =>
  manifests.filter(({ apiVersion }) => apiVersion.startsWith('secrets.infisical.com/'));
const secret = (props: Partial<SyncedSecretProps>) => (chart: Chart) =>
  new SyncedSecret(chart, 'shop', { ...SYNC, ...props });

describe.each(MACHINE_IDENTITY_METHODS)('the auth method %s', (_, auth) => {
  const app = (generation: ApiGeneration) =>
    synthesize((chart) => {
      const shared = secret({ auth, generation, secretName: 'managed' })(chart);
      new SecretSyncedApp(chart, 'api', { image: 'api', secret: shared, secretKeys: ['TOKEN'], autoReload: true });
      new SecretSyncedApp(chart, 'own', {
        image: 'own',
        sync: { ...SYNC, auth, generation },
        secretKeys: { DB: 'DATABASE_URL' },
      });
    });

  test('in v1alpha1', () => {
    const [{ spec }] = synthesize(secret({ auth }));
    expect(spec.authentication).toMatchSnapshot();
  });

  test('in v1beta1', () => {
    const login = synthesize(secret({ auth, generation: V1BETA1 })).filter(
      ({ kind }) => kind !== 'InfisicalStaticSecret',
    );
    expect(
      login.map(({ metadata: { name }, spec, stringData }) => ({ name, ...(spec ?? stringData) })),
    ).toMatchSnapshot();
  });

  test('means the same managed Secrets and the same workloads in both generations', () => {
    const workloads = (manifests: Manifest[]) => manifests.filter(({ kind }) => kind === 'Deployment');
    const [before, after] = [app(V1ALPHA1), app(V1BETA1)];
    expect(workloads(before)).toHaveLength(2);
    expect(JSON.stringify(workloads(after))).toBe(JSON.stringify(workloads(before)));
    expect(managedObjects(after)).toEqual(managedObjects(before));
    expect(managedObjects(after)).toHaveLength(2);
  });
});

/** What the operator is told to write, in one form for both generations. */
function managedObjects(manifests: Manifest[]) {
  return operatorResources(manifests).flatMap(({ kind, spec }) => {
    if (kind === 'InfisicalSecret') {
      return spec.managedKubeSecretReferences.map((reference: Manifest) => [
        reference.secretNamespace,
        reference.secretName,
        reference.creationPolicy,
      ]);
    }
    return (spec.targets ?? []).map((target: Manifest) => [target.namespace, target.name, target.creationPolicy]);
  });
}

test.each(LEGACY_METHODS)('the legacy auth method %s in v1alpha1', (method, auth) => {
  const { environment } = SYNC.source;
  const source = method === 'service-account' ? { environment, projectId: IDENTITY } : { environment };
  const [{ spec }] = synthesize(secret({ auth, source }));
  expect(spec.authentication).toMatchSnapshot();
});

describe('v1beta1', () => {
  const spec = (props: Partial<SyncedSecretProps>) =>
    synthesize(secret({ ...props, generation: V1BETA1 })).find(({ kind }) => kind === 'InfisicalStaticSecret').spec;

  test('writes out what v1alpha1 assumes', () => {
    expect(spec({})).toEqual({
      infisicalAuthRef: { name: 'infisical-us-universal-credentials', namespace: 'project' },
      sources: [{ projectSlug: 'shop', environmentSlug: 'prod', secretPath: '/' }],
      targets: [{ kind: 'Secret', name: 'shop', namespace: 'project', creationPolicy: 'Owner' }],
      syncOptions: { refreshInterval: '5m' },
    });
    const source = { projectId: IDENTITY, environment: 'prod' };
    expect(spec({ source, instantUpdates: true }).syncOptions).toEqual({ refreshInterval: '1h', instantUpdates: true });
  });

  test('reads several sources in their order, by tags where given', () => {
    const shared = { projectId: IDENTITY, environment: 'prod', path: '/shared', recursive: true, tags: ['public'] };
    expect(spec({ additionalSources: [shared] }).sources).toEqual([
      { projectSlug: 'shop', environmentSlug: 'prod', secretPath: '/' },
      {
        projectId: IDENTITY,
        environmentSlug: 'prod',
        secretPath: '/shared',
        recursive: true,
        tagSlugs: ['public'],
      },
    ]);
  });

  test('has the base URL of the host in its connection, and v1alpha1 the /api', () => {
    const host = InfisicalHost.selfHosted('https://secrets.example.com/', { ca: { name: 'ca', key: 'ca.crt' } });
    const connection = synthesize(secret({ host, generation: V1BETA1 })).find(
      ({ kind }) => kind === 'InfisicalConnection',
    );
    expect(connection.spec).toEqual({
      address: 'https://secrets.example.com',
      tls: { caCertificate: { name: 'ca', namespace: 'project', key: 'ca.crt' } },
    });
    const [{ spec }] = synthesize(secret({ host }));
    expect(spec).toMatchObject({
      hostAPI: 'https://secrets.example.com/api',
      tls: { caRef: { secretName: 'ca', secretNamespace: 'project', key: 'ca.crt' } },
    });
  });
});

describe('fails for what has no counterpart', () => {
  test.each<[string, Partial<SyncedSecretProps>, string]>([
    ...LEGACY_METHODS.map(([method, auth]): [string, Partial<SyncedSecretProps>, string] => [
      method,
      { auth },
      `v1beta1 does not know the auth method "${method}": log in as a machine identity (A15)`,
    ]),
    [
      'a long-lived token',
      {
        auth: InfisicalAuth.kubernetes({ identityId: IDENTITY, serviceAccount: { name: 'a' }, autoCreateToken: false }),
      },
      'autoCreateToken: false has no counterpart in v1beta1: let the operator request the token, which it always does there (A15)',
    ],
    [
      'a managed identity of Azure',
      { auth: InfisicalAuth.azure({ identityId: IDENTITY, managedIdentityClientId: 'client' }) },
      'v1beta1 does not know managedIdentityClientId "client": give the operator\'s pod that identity (A15)',
    ],
    [
      'one secret of a source',
      { source: { ...SYNC.source, secretName: 'TOKEN' } },
      'secretName "TOKEN" of a source has no counterpart in v1beta1: use SecretProjection.SELECTED, or tag the secret and use tags (A15)',
    ],
    [
      'a raw template beside all other secrets',
      { secretTemplate: { A: TemplateValue.raw('{{ .A.Value }}') } },
      'the raw template of "A" cannot stand beside all other secrets in v1beta1: use SecretProjection.SELECTED, or compose the value of TemplateValue.key and TemplateValue.text (K8)',
    ],
  ])('%s', (_, props, message) => {
    expect(errorsOf(secret({ ...props, generation: V1BETA1 }))).toEqual([`[project/shop] ${message}`]);
  });

  test('several sources in v1alpha1, and their tags', () => {
    const additionalSources = [{ ...SYNC.source, path: '/more', tags: ['public'] }];
    expect(errorsOf(secret({ additionalSources }))).toEqual([
      '[project/shop] additionalSources need v1beta1: set generation to ApiGeneration.V1BETA1, or use one sync per source (A15)',
      '[project/shop] the tags of a source need v1beta1: set generation to ApiGeneration.V1BETA1, or drop them (A15)',
    ]);
  });
});

test('fails for a key that is declared at two sources', () => {
  const source = { ...SYNC.source, keys: ['TOKEN', 'PORT'] };
  const additionalSources = [{ ...SYNC.source, path: '/shared', keys: ['PORT', 'HOST'] }];
  expect(errorsOf(secret({ source, additionalSources, generation: V1BETA1 }))).toContain(
    '[project/shop] the key "PORT" is declared at prod:/ and at prod:/shared, and the second is never read: rename one of both (S10)',
  );
});

test('every prop of v1beta1 reaches the YAML', () => {
  const manifests = synthesize(
    secret({
      generation: V1BETA1,
      connectionName: 'infisical',
      authName: 'shop-identity',
      additionalSources: [{ ...SYNC.source, path: '/shared' }],
      additionalTargets: [SyncTarget.configMap('settings', { template: { MODE: TemplateValue.key('MODE') } })],
      secretTemplate: { URL: TemplateValue.concat(TemplateValue.text('https://'), TemplateValue.key('HOST')) },
      secretLabels: { team: 'checkout' },
      resyncInterval: undefined,
    }),
  );
  expect(manifests).toMatchSnapshot();
});
