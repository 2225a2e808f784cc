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

function unknownIn(text: string) {
  const { manifests } = manifestsIn(text, 'a.yaml');
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

  test.each([
    ['manages it', sync],
    ['has it', plain],
  ])('there, is told with the other namespace that %s', (_, writer) => {
    const unknown = { name: 'orders', elsewhere: ['bank', 'web'], isSlip: false };
    expect(unknownIn(writer('orders', 'web') + writer('orders', 'bank') + pod('orders'))).toEqual([unknown]);
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
