import { keyUsesIn } from '../../../cli/access/key-uses';
import { unknownSecretsIn } from '../../../cli/access/unknown-secrets';
import { manifestsIn } from '../../../cli/manifests/read-manifests';

const sync = (name: string, namespace = 'shop') => `---
apiVersion: secrets.infisical.com/v1alpha1
kind: InfisicalSecret
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  authentication:
    universalAuth:
      credentialsRef: { secretName: c, secretNamespace: ${namespace} }
      secretsScope: { projectSlug: shop, envSlug: prod, secretsPath: / }
  managedKubeSecretReferences: [{ secretName: ${name}, secretNamespace: ${namespace}, creationPolicy: Orphan }]
`;
const plain = (name: string, namespace = 'shop') => `---
apiVersion: v1
kind: Secret
metadata: { name: ${name}, namespace: ${namespace} }
`;
const pod = (secret: string, metadata = '{ name: p, namespace: shop }', more = '') => `---
apiVersion: v1
kind: Pod
metadata: ${metadata}
spec: { containers: [{ name: c, env: [{ name: A, valueFrom: { secretKeyRef: { name: ${secret}, key: A${more} } } }] }] }
`;

const COPIED = '{ reflector.v1.k8s.emberstack.com/reflection-allowed: "true" }';

function unknownIn(text: string) {
  return unknownInFolders({ '.': text });
}

function unknownInFolders(texts: Readonly<Record<string, string>>) {
  const manifests = Object.entries(texts).flatMap(([folder, text]) =>
    manifestsIn(text, `${folder}/a.yaml`).manifests.map((one) => ({ ...one, folder })),
  );
  return unknownSecretsIn(manifests, keyUsesIn(manifests)).map(({ name, near, elsewhere, isSlip }) => ({
    name,
    ...(near && { near }),
    ...(elsewhere.length > 0 && { elsewhere }),
    isSlip,
  }));
}

describe('a Secret that nothing writes', () => {
  test.each([
    ['where an object of its namespace is managed', sync('orders') + pod('order')],
    ['where nobody knows the namespace of the workload', sync('orders') + pod('order', '{ name: p }')],
    ['where a plain Secret has a name that is near, too', sync('orders') + plain('orde') + pod('order')],
  ])('is a slip %s, with a name that is near', (_, text) => {
    expect(unknownIn(text)).toEqual([{ name: 'order', near: 'orders', isSlip: true }]);
  });

  test.each([
    ['has a name like no other', sync('orders') + pod('payments'), { name: 'payments' }],
    ['is one of a numbered few', sync('shard-1') + pod('shard-2'), { name: 'shard-2' }],
    ['is near one of another namespace only', sync('orders', 'web') + pod('order'), { name: 'order' }],
    ['is near a plain one', plain('orders') + pod('order'), { name: 'order', near: 'orders' }],
  ])('is none where it %s', (_, text, unknown) => {
    expect(unknownIn(text)).toEqual([{ ...unknown, isSlip: false }]);
  });

  const elsewhere = { name: 'orders', elsewhere: ['bank', 'web'] };
  const store = `---
apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: { name: central }
spec:
  provider:
    infisical:
      auth: { tokenAuthCredentials: { accessToken: { name: login, key: token, namespace: eso } } }
      secretsScope: { projectSlug: tea, environmentSlug: prod, secretsPath: / }
`;
  const externalSecret = (name: string, namespace: string, template = '{}') => `${store}---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  secretStoreRef: { kind: ClusterSecretStore, name: central }
  target: { template: ${template} }
  data: [{ secretKey: A, remoteRef: { key: A } }]
`;

  test.each([
    ['the operator', sync],
    ['External Secrets', externalSecret],
  ])('is a slip where %s writes it into another namespace only', (_, writer) => {
    const written = writer('orders', 'web') + writer('orders', 'bank');
    expect(unknownIn(written + pod('orders'))).toEqual([{ ...elsewhere, isSlip: true }]);
    expect(unknownIn(written + plain('orders', 'web') + pod('orders'))).toEqual([{ ...elsewhere, isSlip: true }]);
    expect(unknownIn(written + pod('orders', '{ name: p }'))).toEqual([]);
  });

  test('is none where a manifest has it in another namespace', () => {
    const written = plain('orders', 'web') + plain('orders', 'bank');
    expect(unknownIn(written + pod('orders'))).toEqual([{ ...elsewhere, isSlip: false }]);
  });

  test.each([
    ['by what the template says', externalSecret('orders', 'web', `{ metadata: { annotations: ${COPIED} } }`)],
    [
      'by what the resource says',
      sync('orders', 'web').replace('namespace: web }', `namespace: web, annotations: ${COPIED} }`),
    ],
  ])('is none where others copy it into more namespaces, %s', (_, text) => {
    expect(unknownIn(text + pod('orders'))).toEqual([{ name: 'orders', elsewhere: ['web'], isSlip: false }]);
  });

  test('is none where it is of another environment, which has the same workload', () => {
    const prod = sync('orders', 'prod') + pod('orders', '{ name: p, namespace: prod }');
    const staging = (workload: string) => pod('orders', `{ name: ${workload}, namespace: staging }`);
    const unknown = { name: 'orders', elsewhere: ['prod'] };
    expect(unknownInFolders({ prod, staging: staging('p') })).toEqual([{ ...unknown, isSlip: false }]);
    expect(unknownInFolders({ prod, staging: staging('q') })).toEqual([{ ...unknown, isSlip: true }]);
  });

  test('is none that is optional', () => {
    expect(unknownIn(sync('orders') + pod('order', undefined, ', optional: true'))).toEqual([]);
  });
});

test('a Secret that something may write is none of them', () => {
  for (const writer of [sync, plain]) {
    expect(unknownIn(writer('orders') + pod('orders'))).toEqual([]);
    expect(unknownIn(writer('orders') + pod('orders', '{ name: p }'))).toEqual([]);
  }
});
