import { modelOf } from '../../lib/model/app-model';
import { consumptionsOf } from '../../lib/model/consumption';
import type { Manifest } from '../../lib/model/manifest';
import { deployment, infisicalSecret, managedSecret } from '../validation/manifests';

const environments = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const secret = managedSecret({ secretName: 'api-secrets', secretNamespace: `shop-${i}` });
    return infisicalSecret({ managedKubeSecretReferences: [secret] }, { namespace: `shop-${i}` });
  });

const workloads = (count: number, namespace: string | undefined) =>
  Array.from({ length: count }, (_, i) => deployment({}, { name: `api-${i}`, namespace }));

const consumptionsIn = (manifests: readonly Manifest[]) =>
  consumptionsOf(modelOf(manifests.map((manifest) => ({ manifest }))));

test('a workload uses the Secret of its own namespace', () => {
  const used = consumptionsIn([...environments(300), ...workloads(1, 'shop-299')]);
  expect(used.map(({ object }) => object.namespace.value)).toEqual(['shop-299']);
});

test('a workload that gets its namespace later can be in each that has such a Secret, however many they are', () => {
  const used = consumptionsIn([...environments(300), ...workloads(2, undefined)]);
  expect(used).toHaveLength(2 * 300);
  expect(used.at(-1)?.object.namespace.value).toBe('shop-299');
});

test('a thousand such workloads of a thousand such Secrets are no million of pairs', () => {
  expect(consumptionsIn([...environments(1000), ...workloads(1000, undefined)])).toHaveLength(100_000);
});
