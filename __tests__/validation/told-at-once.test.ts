import type { Fields } from '../../lib/json/json';
import type { Manifest } from '../../lib/model/manifest';
import { checkManifests } from '../../lib/validation/check-manifests';
import {
  configMap,
  container,
  deployment,
  infisicalConnection,
  infisicalSecret,
  managedSecret,
  podTemplate,
  pushSecret,
  secretsScope,
  universalAuth,
} from './manifests';

function object(apiVersion: string, kind: string, spec: Fields, metadata: Fields = {}): Manifest {
  return { apiVersion, kind, metadata: { name: 'shop', namespace: 'shop', ...metadata }, spec } as unknown as Manifest;
}

const LIST = '- { secretPath: /api, secretKey: TOKEN, fileName: token }\n';
const LOGIN = { authMethod: 'kubernetes', identityId: '33333333-0000-4000-8000-000000000003' };
const PROJECT = { projectId: '44444444-0000-4000-8000-000000000004', envSlug: 'prod' };
const classOf = (parameters: Fields, spec: Fields = {}, metadata: Fields = {}) =>
  object(
    'secrets-store.csi.x-k8s.io/v1',
    'SecretProviderClass',
    { provider: 'infisical', parameters: { ...LOGIN, ...PROJECT, secrets: LIST, ...parameters }, ...spec },
    metadata,
  );
const mounting = (csi: Fields = {}) => {
  const volumeAttributes = { secretProviderClass: 'shop' };
  const source = { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes, ...csi };
  const volumeMounts = [{ name: 'keys', mountPath: '/run/keys' }];
  const pod = {
    containers: [{ name: 'api', image: 'api:1.0', volumeMounts }],
    volumes: [{ name: 'keys', csi: source }],
  };
  return deployment({ template: podTemplate(pod) }, { annotations: {} });
};
const injected = (annotations: Fields) =>
  deployment(
    { template: podTemplate({ containers: [{ name: 'api', image: 'api:1.0' }] }, { annotations }) },
    {
      annotations: {},
    },
  );
const INJECT = 'org.infisical.com/inject';
const AGENT = 'org.infisical.com/agent-config-map';
const fromWhole = (metadata: Fields) => {
  const containers = [container({ env: undefined, envFrom: [{ secretRef: { name: 'api-secrets' } }] })];
  return deployment({ template: podTemplate({ containers }) }, metadata);
};
const scoped = (scope: Fields) => ({ universalAuth: universalAuth({ secretsScope: secretsScope(scope) }) });
const HALF = { secretName: 'made', type: 'Opaque', data: [{ objectName: 'token' }] };
const TLS = { secretName: 'tls', type: 'kubernetes.io/tls', data: [{ objectName: 'token', key: 'tls.crt' }] };

const rulesOf = (manifests: readonly Manifest[]) => new Set(checkManifests(manifests).map(({ rule }) => rule));

test.each<[string, readonly Manifest[], string[]]>([
  ['a flag for a text, and no ConfigMap', [injected({ [INJECT]: true })], ['F2', 'J4']],
  [
    'another word for true, and a ConfigMap without configuration',
    [injected({ [INJECT]: 'True', [AGENT]: 'agent' }), configMap('agent')],
    ['J2', 'J4'],
  ],
  [
    'a Secret of another namespace, taken as a whole',
    [infisicalSecret(), fromWhole({ namespace: 'web' })],
    ['C1', 'C5'],
  ],
  [
    'a class of another namespace, mounted for writing',
    [classOf({}, {}, { namespace: 'web' }), mounting({ readOnly: false })],
    ['D19', 'D20'],
  ],
  [
    'a list for a text, and no login',
    [classOf({ secrets: [], authMethod: null, identityId: null })],
    ['D4', 'D1', 'D2'],
  ],
  [
    'an item that is no object, one without a file, and one with a field that is dropped',
    [classOf({ secrets: '- a\n- { secretKey: TOKEN }\n- { path: /b, secretKey: B, fileName: b }\n' })],
    ['D9', 'D10', 'D11'],
  ],
  [
    'a Secret of a class without a key, and another without one of its type',
    [classOf({}, { secretObjects: [HALF, TLS] }), mounting()],
    ['D16', 'D24'],
  ],
  [
    'a name for a slug, and a path with a slash too many',
    [infisicalSecret({ authentication: scoped({ projectSlug: 'My Shop', secretsPath: '/api/' }) })],
    ['S14', 'S5'],
  ],
  [
    'a name that is a number, and a policy that there is not',
    [
      object(
        'secrets.infisical.com/v1alpha1',
        'InfisicalPushSecret',
        { updatePolicy: 'replace' },
        { name: 0 as never },
      ),
    ],
    ['F2', 'X9'],
  ],
  [
    'a name that is none, and no credentials',
    [infisicalSecret({ authentication: { universalAuth: { secretsScope: secretsScope() } } }, { name: 'Orders_Db' })],
    ['N1', 'A5'],
  ],
  [
    'a kind that is no longer served, under a name that is none',
    [object('policy/v1beta1', 'PodDisruptionBudget', { minAvailable: 1, selector: {} }, { name: 'Orders_Db' })],
    ['F5', 'N1'],
  ],
  [
    'half a certificate, and no push',
    [pushSecret({ tls: { caRef: { secretName: 'ca', secretNamespace: 'shop' } }, push: undefined })],
    ['H6', 'X10'],
  ],
  [
    'what a program writes for no value, here and there',
    [
      infisicalSecret({
        authentication: scoped({ secretsPath: '/undefined/api' }),
        managedKubeSecretReferences: [managedSecret({ secretName: 'shop-null' })],
      }),
    ],
    ['N6', 'N12'],
  ],
  [
    'an address with /api, and a name that is none',
    [infisicalConnection({ address: 'https://secrets.example.com/api' }, { name: 'Orders_Db' })],
    ['H1', 'N1'],
  ],
])('%s are told at once', (_, manifests, rules) => {
  expect([...rulesOf(manifests)]).toEqual(expect.arrayContaining(rules));
});
