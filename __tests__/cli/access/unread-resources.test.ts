import { withUnreadResources } from '../../../cli/access/unread-resources';
import { manifestsIn } from '../../../cli/manifests/read-manifests';

function unreadIn(text: string): string[] {
  const read = manifestsIn(text, 'a.yaml');
  return withUnreadResources(read).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const resource = (apiVersion: string, kind: string) => `apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: api, namespace: shop }
`;

describe('a kind that nobody serves is unread', () => {
  test.each([
    ['external-secrets.io/v1', 'Externalsecret', 'External Secrets Operator', 'ExternalSecret'],
    ['external-secrets.io/v1beta1', 'SecretStores', 'External Secrets Operator', 'SecretStore'],
    ['external-secrets.io/v1alpha1', 'PushSecrets', 'External Secrets Operator', 'PushSecret'],
    ['secrets-store.csi.x-k8s.io/v1', 'SecretProviderclass', 'the Secrets Store CSI driver', 'SecretProviderClass'],
    ['secrets.infisical.com/v1alpha1', 'Infisicalsecret', 'the operator', 'InfisicalSecret'],
  ])('in %s: %s', (apiVersion, kind, owner, meant) => {
    expect(unreadIn(resource(apiVersion, kind))).toEqual([
      `2:7 ${owner} has no kind "${kind}": did you mean "${meant}"? (F6)`,
    ]);
    expect(unreadIn(resource(apiVersion, meant))).not.toContainEqual(expect.stringContaining('(F6)'));
  });

  test('but for one of another group', () => {
    expect(unreadIn(resource('generators.external-secrets.io/v1alpha1', 'Passwords'))).toEqual([]);
  });
});

const deployment = (container: string, volumes = '[]') => `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      volumes: ${volumes}
      containers:
        - name: api
          ${container}
`;

describe('a misspelt field by which a workload gets keys is unread', () => {
  test.each([
    ['env: [{ name: A, valueFrom: { secretkeyRef: { name: api, key: A } } }]', 'secretKeyRef'],
    ['env: [{ name: A, valueform: { secretKeyRef: { name: api, key: A } } }]', 'valueFrom'],
    ['envFrom: [{ secretref: { name: api } }]', 'secretRef'],
    ['envform: [{ secretRef: { name: api } }]', 'envFrom'],
    ['envFrom: [{ secretRef: { nam: api } }]', 'name'],
  ])('%s', (container, meant) => {
    expect(unreadIn(deployment(container))).toEqual([
      expect.stringMatching(new RegExp(`^12:\\d+ .* has no field .*: did you mean "${meant}"\\? \\(F1\\)$`)),
    ]);
  });

  test.each([
    ['[{ name: a, secret: { secretname: api } }]', 'secretName'],
    ['[{ name: a, secrets: { secretName: api } }]', 'secret'],
    ['[{ name: a, projected: { sources: [{ secrt: { name: api } }] } }]', 'secret'],
  ])('of the volumes %s', (volumes, meant) => {
    expect(unreadIn(deployment('image: api:1', volumes))).toEqual([
      expect.stringMatching(new RegExp(`^9:\\d+ .*: did you mean "${meant}"\\? \\(F1\\)$`)),
    ]);
  });

  test.each([
    'env: [{ name: A, valueFrom: { secretKeyRef: { name: api, key: A } } }]',
    'env: [{ name: A, valueFrom: { fileKeyRef: { volumeName: a, path: a, key: A } } }]',
    'imagepullPolicy: Always',
    'resource: { limits: { memory: 1Gi } }',
  ])('but not where it is right, or of something else: %s', (container) => {
    expect(unreadIn(deployment(container))).toEqual([]);
  });
});

describe('a patch that somebody lays over it later is unread where it changes who gets which key', () => {
  const flux = (spec: string) =>
    `${resource('kustomize.toolkit.fluxcd.io/v1', 'Kustomization')}spec:\n  path: ./base\n  ${spec}\n`;
  const told = (by: string) =>
    `${by} lays this patch over what it applies, and it changes which keys something gets: put it into a kustomization and name that folder with --render`;

  test.each([
    ['a text', 'patches: [{ patch: "spec: { env: [{ name: A }] }" }]'],
    [
      'operations',
      'patchesJson6902: [{ patch: [{ op: add, path: /spec/template/spec/containers/0/env/-, value: {} }] }]',
    ],
    ['an object', 'patchesStrategicMerge: [{ spec: { authentication: { universalAuth: { secretsScope: {} } } } }]'],
  ])('by Flux, as %s', (_, spec) => {
    expect(unreadIn(flux(spec))).toEqual([expect.stringMatching(/^6:\d+ /)]);
    expect(unreadIn(flux(spec))[0]).toContain(told('Flux'));
  });

  test('by a HelmRelease', () => {
    const release = `${resource('helm.toolkit.fluxcd.io/v2', 'HelmRelease')}spec:\n  postRenderers:\n    - kustomize: { patches: [{ patch: "envFrom: []" }] }\n`;
    expect(unreadIn(release)).toEqual([expect.stringContaining(told('Flux'))]);
  });

  test.each([
    ['Application', 'source: { kustomize: { patches: [{ patch: "a: { secretKeyRef: {} }" }] } }'],
    ['Application', 'sources: [{ kustomize: { patches: [{ patch: "a: { secretKeyRef: {} }" }] } }]'],
    ['ApplicationSet', 'template: { spec: { source: { kustomize: { patches: [{ patch: "env:\\n- name: A" }] } } } }'],
  ])('by an %s', (kind, spec) => {
    const text = `${resource('argoproj.io/v1alpha1', kind)}spec:\n  ${spec}\n`;
    expect(unreadIn(text)).toEqual([expect.stringContaining(told('Argo CD'))]);
  });

  test('and any other is not', () => {
    expect(unreadIn(flux('patches: [{ patch: "spec: { replicas: 2, labels: { env: prod } }" }]'))).toEqual([]);
    expect(unreadIn(flux('patches: [{ patch: "- { op: replace, path: /spec/replicas, value: 2 }" }]'))).toEqual([]);
  });
});
