import type { Manifest } from '../../lib/model/manifest';
import { checkManifests, checkResources } from '../../lib/validation/check-manifests';
import {
  configMap,
  container,
  deployment,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  keyContainer,
  kubernetesAuth,
  managedSecret,
  podTemplate,
  secret,
  secretsScope,
  serviceAccount,
  staticSecret,
} from './manifests';

/*
 * A namespace that nobody has written yet comes from `kubectl -n`, from kustomize, from Helm or from the destination of an
 * application of Argo CD. It may be any: an object in it is neither the one that another names, nor another one.
 */

const rulesOf = (...manifests: readonly object[]) => checkManifests(manifests as Manifest[]).map(({ rule }) => rule);
const nowhere = { namespace: undefined };

const PLACES = [undefined, 'shop', 'web', 'default', '${NAMESPACE}', '{{ .Release.Namespace }}', '@@NAMESPACE@@'];
const KNOWN = new Set<unknown>(['shop', 'web', 'default']);
const areOthers = (one: unknown, other: unknown) => KNOWN.has(one) && KNOWN.has(other) && one !== other;

/** An InfisicalSecret in a namespace, the Secret that it writes, and a Deployment that takes it. */
const COMBINATIONS = PLACES.flatMap((resource) =>
  PLACES.flatMap((target) => (target === undefined ? [] : PLACES.map((workload) => [resource, target, workload]))),
);

describe('of a resource, what it writes, and who uses it', () => {
  test.each(COMBINATIONS)('in %s, %s and %s: different are only those that are known', (resource, target, workload) => {
    const found = rulesOf(
      writing({ secretNamespace: target }, { namespace: resource }),
      deployment({}, { namespace: workload }),
    );
    expect(found).toEqual([
      ...(areOthers(resource, target) ? ['M3'] : []),
      ...(areOthers(target, workload) ? ['C1'] : []),
    ]);
  });
});

describe('a workload may take the Secret of its name', () => {
  const web = deployment({}, { namespace: 'web' });

  test.each<[string, ...object[]]>([
    ['that a manifest has', secret('api-secrets', {}, nowhere)],
    ['that a resource writes somewhere', writing({ secretNamespace: '${NAMESPACE}' }, { name: 'web' })],
    ['that is filled in', secret('api-secrets', {}, { namespace: '<path:vault/app#namespace>' })],
  ])('%s', (_, other) => {
    expect(rulesOf(infisicalSecret(), web)).toEqual(['C1']);
    expect(rulesOf(infisicalSecret(), web, other)).not.toContain('C1');
  });

  test.each([
    ['Reflector', { 'reflector.v1.k8s.emberstack.com/reflection-allowed': 'true' }],
    ['Replicator', { 'replicator.v1.mittwald.de/replicate-to': 'web' }],
    ['Config Syncer', { 'kubed.appscode.com/sync': '' }],
  ])('that %s copies into its namespace, where the operator restarts nobody', (_, annotations) => {
    expect(rulesOf(infisicalSecret({}, { annotations }), web)).toEqual(['C9']);
    const template = { includeAllSecrets: true, metadata: { annotations } };
    expect(rulesOf(writing({ template }), web)).toEqual(['C9']);
  });
});

describe('a reference may lead to what has no namespace', () => {
  test.each<[string, ...Manifest[]]>([
    ['the login', staticSecret(), infisicalAuth({}, nowhere), infisicalConnection()],
    ['the connection', staticSecret(), infisicalAuth(), infisicalConnection({}, nowhere)],
    ['all of them', staticSecret({}, nowhere), infisicalAuth({}, nowhere), infisicalConnection({}, nowhere)],
  ])('%s', (_, ...manifests) => {
    expect(rulesOf(...manifests)).toEqual([]);
  });

  test('what another app declares in a namespace of its own', () => {
    const shared = { infisicalAuthRef: { name: 'platform', namespace: 'infisical' } };
    const own = [infisicalAuth(), infisicalConnection()];
    expect(rulesOf(staticSecret(shared), ...own)).toEqual([]);
    expect(rulesOf(staticSecret(shared), infisicalAuth({}, nowhere), infisicalConnection({}, nowhere))).toEqual([]);
    expect(rulesOf(staticSecret({ infisicalAuthRef: { name: 'platform', namespace: 'shop' } }), ...own)).toEqual([
      'X1',
    ]);
    const resources = [staticSecret(shared), ...own].map((manifest) => ({ manifest, construct: {} }));
    expect(checkResources(resources).map(({ rule }) => rule)).toEqual(['X1']);
  });

  test('the service account that lists its token', () => {
    const login = {
      kubernetesAuth: kubernetesAuth({ autoCreateServiceAccountToken: undefined, secretsScope: secretsScope() }),
    };
    const resource = infisicalSecret({ authentication: login });
    expect(rulesOf(resource, deployment())).toEqual(['A6']);
    const listing = { secrets: [{ name: 'infisical-login-token' }] };
    expect(rulesOf(resource, deployment(), serviceAccount('infisical-login', listing, nowhere))).toEqual([]);
    expect(rulesOf(resource, deployment(), serviceAccount('infisical-login', listing, { namespace: 'web' }))).toEqual([
      'A6',
    ]);
  });

  test('a credential in a manifest is one, wherever that goes', () => {
    const open = { stringData: { clientId: '', clientSecret: 'in the open' } };
    expect(rulesOf(infisicalSecret(), deployment(), secret('infisical-credentials', open, nowhere))).toEqual(['A10']);
  });
});

describe('of two documents of one name', () => {
  test.each([
    ['without a namespace', undefined],
    ['in one', 'shop'],
  ])('%s, the cluster has the last: none writes what another one writes', (_, namespace) => {
    expect(rulesOf(infisicalSecret({}, { namespace }), infisicalSecret({}, { namespace }))).not.toContain('M5');
    expect(rulesOf(infisicalSecret({}, { namespace }), infisicalSecret({}, { namespace, name: 'web' }))).toContain(
      'M5',
    );
  });

  test('in two namespaces, both write it', () => {
    const both = [infisicalSecret(), writing({ creationPolicy: 'Orphan' }, { namespace: 'web' })];
    expect(rulesOf(...both)).toContain('M5');
  });

  test('in a program, two constructs write it', () => {
    const resources = [{}, {}].map((construct) => ({ manifest: infisicalSecret(), construct }));
    expect(checkResources(resources).map(({ rule }) => rule)).toContain('M5');
  });
});

describe('a key may be in the Secret of that name', () => {
  const unplaced = deployment({ template: podTemplate({ containers: [keyContainer(['TOKEN'])] }) }, nowhere);
  const keyed = (namespace: string, key: string) =>
    writing(
      { secretNamespace: namespace, template: { data: { [key]: `{{ .${key}.Value }}` } } },
      { namespace, name: namespace },
    );

  test('of another namespace, where that of the workload is unknown', () => {
    expect(rulesOf(keyed('shop', 'PASSWORD'), unplaced)).toContain('C2');
    expect(rulesOf(keyed('shop', 'PASSWORD'), keyed('web', 'TOKEN'), unplaced)).not.toContain('C2');
    expect(rulesOf(keyed('shop', 'PASSWORD'), keyed('web', 'USER'), unplaced)).toContain('C2');
  });

  test('that a manifest has, where that of the Secret is unknown', () => {
    const workload = deployment({ template: podTemplate({ containers: [keyContainer(['TOKEN'])] }) });
    const own = secret('api-secrets', { stringData: { TOKEN: '${TOKEN}' } }, nowhere);
    expect(rulesOf(keyed('shop', 'PASSWORD'), workload)).toContain('C2');
    expect(rulesOf(keyed('shop', 'PASSWORD'), workload, own)).not.toContain('C2');
  });
});

describe('a kustomization puts all objects into its namespace', () => {
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: ['shop.yaml'],
  };
  const objects = [
    writing({ secretNamespace: 'web' }, { namespace: 'default' }),
    deployment({}, { namespace: 'default' }),
  ];

  test('so that theirs are not those that they name', () => {
    expect(rulesOf(...objects)).toEqual(['M3', 'C1']);
    expect(rulesOf({ ...kustomization, namespace: 'web' }, ...objects)).toEqual([]);
    expect(rulesOf(kustomization, ...objects)).toEqual(['M3', 'C1']);
  });

  test('and is no object itself, which needs a name', () => {
    expect(rulesOf({ ...kustomization, kind: 'Component', apiVersion: 'kustomize.config.k8s.io/v1alpha1' })).toEqual(
      [],
    );
    expect(rulesOf({ ...kustomization, apiVersion: 'kustomize.toolkit.fluxcd.io/v1' })).toEqual(['N1', 'G1']);
  });
});

describe('a list is none of its objects', () => {
  const secrets = { apiVersion: 'v1', kind: 'SecretList', metadata: { resourceVersion: '' } };

  test.each([
    ['a list of Kubernetes', secrets, secret('Bad_Name')],
    [
      'a list of another kind',
      { ...secrets, apiVersion: 'apps/v1', kind: 'DeploymentList' },
      deployment({}, { name: 'Bad_Name' }),
    ],
    [
      'a list of the operator',
      { ...secrets, apiVersion: 'secrets.infisical.com/v1alpha1', kind: 'InfisicalSecretList' },
      infisicalSecret({}, { name: 'Bad_Name' }),
    ],
  ])('%s has no name, and its items are judged', (_, list, item) => {
    const { apiVersion: __, kind: ___, ...untyped } = item as Manifest;
    const { InfisicalRules } = jest.requireActual(
      '../../lib/evaluation/infisical-rules',
    ) as typeof import('../../lib/evaluation/infisical-rules');
    const found = (items: unknown) => InfisicalRules.check([{ ...list, items }]).map(({ rule }) => rule);
    expect(found([item])).toContain('N1');
    expect(found([untyped])).toContain('N1');
    expect(found([])).toEqual([]);
    expect(found(null)).toEqual([]);
    expect(found(undefined)).not.toContain('N1');
  });

  test('a kind that only is called so has objects with names', () => {
    const blocked = { apiVersion: 'example.com/v1', kind: 'BlockList', metadata: { name: 'Bad_Name' }, spec: {} };
    expect(rulesOf(blocked)).toEqual(['N1']);
  });
});

test('a workload of an unknown namespace takes variables of a map of one', () => {
  const map = configMap('settings', { data: { HOST: 'a' } }, nowhere);
  const envFrom = [{ configMapRef: { name: 'settings' } }];
  const template = podTemplate({ containers: [container({ envFrom })] });
  expect(rulesOf(map, deployment({ template }, { ...nowhere, annotations: {} }))).toEqual([]);
});

function writing(reference: object, metadata: object = {}): Manifest {
  return infisicalSecret({ managedKubeSecretReferences: [managedSecret(reference as never)] }, metadata);
}
