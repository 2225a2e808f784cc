import type { KindWithSchema } from '../../lib/guard/guarded-kind';
import type { Fields } from '../../lib/json/json';
import type { Manifest } from '../../lib/model/manifest';
import * as valid from '../validation/manifests';

/** An object that breaks a rule, and how. */
export interface BrokenObject {
  readonly rule: string;
  readonly how: string;
  readonly object: Manifest;
}

type Broken = Readonly<Record<string, readonly Fields[]>>;

const PROJECT = { projectSlug: 'shop', projectId: valid.PROJECT_ID };
const LONG = 'a'.repeat(254);
const CREDENTIALS = 'https://user:password@secrets.example.com';

const inScope = (scope: Fields, more: Fields = {}): Fields => ({
  authentication: { universalAuth: valid.universalAuth({ secretsScope: valid.secretsScope(scope) }) },
  ...more,
});
/** With something else in the block of its login. */
const inBlock = (block: Fields): Fields => ({
  authentication: { universalAuth: valid.universalAuth({ secretsScope: valid.secretsScope(), ...block }) },
});
const NOWHERE = { credentialsRef: { secretName: 'infisical-credentials', secretNamespace: '' } };
const loggingInNowhere = { authentication: { universalAuth: NOWHERE } };
const inServiceToken = (scope: Fields): Fields => ({
  authentication: {
    serviceToken: {
      serviceTokenSecretReference: { secretName: 'token', secretNamespace: valid.NAMESPACE },
      secretsScope: { envSlug: 'prod', secretsPath: '/api', ...scope },
    },
  },
});
const inTarget = (...targets: readonly Fields[]): Fields => ({ targets: targets.map(valid.target) });
const templated = (data: unknown) => inTarget({ template: { engineVersion: 'v1', data } });
const inSecret = (...references: readonly Fields[]): Fields => ({
  managedKubeSecretReferences: references.map(valid.managedSecret),
});
const inConfigMap = (reference: Fields): Fields => ({
  managedKubeConfigMapReferences: [valid.managedConfigMap(reference)],
});
const leasedInto = (reference: Fields): Fields => ({
  managedSecretReference: valid.managedSecret({ secretName: 'database-lease', ...reference }),
});
const generating = (passwordSpec: Fields): Fields => ({ generator: { passwordSpec } });

/** What breaks the rules about how a resource of v1alpha1 logs in. */
const LOGIN: Broken = {
  A1: [{ authentication: {} }, { authentication: undefined }],
  A2: [{ authentication: { universalAuth: valid.universalAuth(), kubernetesAuth: valid.kubernetesAuth() } }],
  H3: [
    { hostAPI: 'secrets.example.com' },
    { hostAPI: 'ftp://secrets.example.com/api' },
    { hostAPI: 'https://secrets.example.com /api' },
    { hostAPI: `${CREDENTIALS}/api` },
    { hostAPI: 'https://secrets.example.com/api?a=b' },
  ],
  H5: [{ hostAPI: 'https://secrets.example.com/api/v3' }],
  H6: [{ tls: { caRef: { secretName: 'infisical-ca', secretNamespace: '', key: 'ca.crt' } } }],
};

const folder = (put: (fields: Fields) => Fields, environment: string, path: string): Broken => ({
  S1: [put({ projectSlug: undefined }), put({ projectSlug: '' })],
  S2: [put(PROJECT)],
  S4: [put({ [environment]: '' }), put({ [path]: '' })],
});

const managed = (put: (reference: Fields) => Fields, kind: string): Broken => ({
  A4: [put({ [`${kind}Namespace`]: '' })],
  M3: [put({ [`${kind}Namespace`]: 'web' })],
  M4: [put({ creationPolicy: 'owner' }), put({ creationPolicy: '' })],
  M7: [put({ [`${kind}Name`]: 'API_Secrets' }), put({ [`${kind}Name`]: LONG }), put({ [`${kind}Name`]: '' })],
  M19: [put({ [`${kind}Namespace`]: 'team-a, team-b', creationPolicy: 'Orphan' })],
});

const scoped = folder(inScope, 'envSlug', 'secretsPath');
const TEMPLATE = { metadata: { labels: { team: 'checkout' } } };

/** For each kind the specs that break a rule, by its id; each differs from a valid one in nothing else. */
const BROKEN: Readonly<
  Record<KindWithSchema, { readonly valid: (spec: Fields) => Manifest; readonly broken: Broken }>
> = {
  InfisicalSecret: {
    valid: valid.infisicalSecret,
    broken: {
      ...LOGIN,
      A2: [
        {
          authentication: {
            universalAuth: valid.universalAuth({ secretsScope: valid.secretsScope() }),
            kubernetesAuth: valid.kubernetesAuth({ secretsScope: valid.secretsScope() }),
          },
        },
      ],
      ...scoped,
      S4: [...scoped.S4, inServiceToken({ envSlug: '' })],
      S3: [inScope({ secretName: 'TOKEN', recursive: true })],
      T1: ['1h30m', '0s', '500ms', '5', '0m'].map((resyncInterval) => ({ syncConfig: { resyncInterval } })),
      T2: [{ syncConfig: { resyncInterval: '4s' } }],
      T3: [
        { syncConfig: undefined, resyncInterval: 3 },
        { syncConfig: undefined, resyncInterval: -1 },
      ],
      M1: [{ managedKubeSecretReferences: [] }, { managedKubeSecretReferences: undefined }],
      M2: [{ managedSecretReference: valid.managedSecret({ secretName: 'web-secrets' }) }],
      ...managed(inSecret, 'secret'),
      A4: [inSecret({ secretNamespace: '' }), inConfigMap({ configMapNamespace: '' }), inBlock(NOWHERE)],
      M5: [inSecret({}, {})],
      M12: [inSecret({ template: TEMPLATE }), inSecret({ template: { data: {} } }), inConfigMap({ template: {} })],
    },
  },
  InfisicalPushSecret: {
    valid: valid.pushSecret,
    broken: {
      ...LOGIN,
      ...folder(
        (part) => ({
          destination: { projectSlug: 'shop', environmentSlug: 'prod', secretsPath: '/pushed', ...part },
        }),
        'environmentSlug',
        'secretsPath',
      ),
      T1: [{ resyncInterval: '1h30m' }, { resyncInterval: '0s' }],
      T2: [{ resyncInterval: '1s' }],
      A4: [loggingInNowhere, { push: { secret: { secretName: 'pushed', secretNamespace: '' } } }],
      X10: [{ push: {} }, { push: { generators: [] } }],
      X5: [{ push: { generators: [{ destinationSecretName: 'A', generatorRef: { kind: 'Password', name: '' } }] } }],
      M12: [{ push: { secret: { secretName: 'pushed', secretNamespace: valid.NAMESPACE, template: { data: {} } } } }],
    },
  },
  InfisicalDynamicSecret: {
    valid: valid.dynamicSecret,
    broken: {
      ...LOGIN,
      A1: [{ authentication: {} }],
      ...folder(
        (part) => ({
          dynamicSecret: {
            secretName: 'postgres',
            projectSlug: 'shop',
            environmentSlug: 'prod',
            secretsPath: '/database',
            ...part,
          },
        }),
        'environmentSlug',
        'secretsPath',
      ),
      X8: [
        {
          dynamicSecret: { secretName: '', projectSlug: 'shop', environmentSlug: 'prod', secretsPath: '/database' },
        },
      ],
      ...managed(leasedInto, 'secret'),
      A4: [leasedInto({ secretNamespace: '' }), loggingInNowhere],
      M10: [
        leasedInto({ secretType: 'kubernetes.io/tls' }),
        leasedInto({ secretType: 'kubernetes.io/basic-auth' }),
        leasedInto({ secretType: 'kubernetes.io/service-account-token' }),
      ],
    },
  },
  ClusterGenerator: {
    valid: valid.clusterGenerator,
    broken: {
      X12: [
        generating({ length: 8, digits: 6, symbols: 6 }),
        generating({ length: -1 }),
        generating({ digits: -1 }),
        generating({ digits: 25 }),
        generating({ length: 60, digits: 11 }),
        generating({ length: 60, digits: 0, symbols: 0 }),
        generating({ length: 40, digits: 5, symbols: 5, noUpper: true }),
        generating({ symbolCharacters: '§' }),
      ],
    },
  },
  InfisicalConnection: {
    valid: valid.infisicalConnection,
    broken: {
      H2: [{ address: '' }, { address: undefined }],
      H1: [{ address: 'https://secrets.example.com/api' }, { address: 'https://secrets.example.com/api/v3' }],
      H3: [{ address: 'secrets.example.com' }, { address: CREDENTIALS }, { address: 'https://secrets.example.com/#a' }],
      H6: [{ tls: { caCertificate: { name: 'infisical-ca', namespace: valid.NAMESPACE, key: '' } } }],
    },
  },
  InfisicalAuth: {
    valid: valid.infisicalAuth,
    broken: {
      A3: [
        { method: 'kubernetes' },
        { universal: undefined },
        {
          ldap: { identityIdRef: valid.keyRef('a'), usernameRef: valid.keyRef('b'), passwordRef: valid.keyRef('c') },
        },
      ],
      A4: [
        { infisicalConnectionRef: { name: 'connection', namespace: '' } },
        {
          universal: { clientIdRef: valid.keyRef('clientId', { namespace: '' }), clientSecretRef: valid.keyRef('b') },
        },
      ],
    },
  },
  InfisicalStaticSecret: {
    valid: valid.staticSecret,
    broken: {
      K8: [templated({ PORT: 3000 }), templated({ A: null }), templated(['a']), templated(3000), templated({ A: {} })],
      M12: [templated({}), templated(''), templated(' \n')],
      A1: [{ infisicalAuthRef: { name: '', namespace: valid.NAMESPACE } }],
      A4: [{ infisicalAuthRef: { name: 'auth', namespace: '' } }, inTarget({ namespace: '' })],
      S8: [{ sources: [] }, { targets: [] }],
      ...folder(
        (part) => ({ sources: [valid.source({ projectId: undefined, projectSlug: 'shop', ...part })] }),
        'environmentSlug',
        'secretPath',
      ),
      T7: [{ syncOptions: { refreshInterval: '' } }],
      T1: [{ syncOptions: { refreshInterval: '1h30m' } }, { syncOptions: { refreshInterval: '0s' } }],
      T2: [{ syncOptions: { refreshInterval: '4s' } }],
      M3: [inTarget({ namespace: 'web' })],
      M5: [inTarget({}, {}), inTarget({}, { kind: 'ConfigMap' })],
      M7: [inTarget({ name: 'Web_Secrets' }), inTarget({ name: LONG }), inTarget({ name: '' })],
      M19: [inTarget({ namespace: 'Shop', creationPolicy: 'Orphan' })],
      M9: [inTarget({ kind: 'ConfigMap', secretType: 'Opaque' })],
    },
  },
};

/** Objects each of which breaks a rule that a guard can hold, by kind. */
export function brokenObjects(kind: KindWithSchema): BrokenObject[] {
  const { valid: whole, broken } = BROKEN[kind];
  return Object.entries(broken).flatMap(([rule, specs]) =>
    specs.map((spec) => ({ rule, how: JSON.stringify(spec), object: whole(spec) })),
  );
}

/** Objects that break no rule, and are not as most are. */
export const SOUND: readonly Manifest[] = [
  valid.infisicalSecret(inServiceToken({})),
  valid.infisicalSecret({ managedSecretReference: { secretName: '', secretNamespace: '' } }),
  valid.pushSecret({ authentication: { awsIamAuth: { identityId: valid.IDENTITY_ID } } }),
  valid.pushSecret({ authentication: { azureAuth: { identityId: valid.IDENTITY_ID, resource: 'https://a' } } }),
  valid.dynamicSecret({ authentication: { kubernetesAuth: valid.kubernetesAuth() } }),
  valid.clusterGenerator(generating({ length: 60, digits: 11, allowRepeat: true })),
  valid.staticSecret({ syncOptions: { refreshInterval: '0m' } }),
  valid.staticSecret(templated('{{ range $k, $s := . }}{{ $k }}: {{ $s.Value }}{{ end }}')),
];
