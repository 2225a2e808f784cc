import { readFileSync } from 'node:fs';
import { kubernetesWords, propOf, REQUIRED } from '../../../../cli/adopt/draft/kubernetes-words';
import { Call } from '../../../../cli/typescript/code';

/** The generated types of cdk8s-plus, with whether each of their props must be given. */
const DECLARED = new Map(
  [
    ...readFileSync(require.resolve('cdk8s-plus-28/lib/imports/k8s.d.ts'), 'utf8').matchAll(
      /^export interface (\w+) \{([\s\S]*?)^\}/gm,
    ),
  ].map(([, name, body]) => [
    name,
    [...body.matchAll(/^\s+readonly (\w+)(\??):/gm)].flatMap(([, prop, sign]) => (sign === '' ? [prop] : [])),
  ]),
);

test.each([...REQUIRED])('%s needs what its generated type needs', (type, fields) => {
  expect(fields.map(propOf).sort()).toEqual(DECLARED.get(propOf(type))?.sort());
});

test('names are those of the generated words, keys of maps stay', () => {
  const volume = {
    name: 'data',
    csi: { driver: 'csi.example.com', volumeAttributes: { clusterID: 'a' } },
  };
  expect(kubernetesWords(volume, 'Volume')).toEqual(volume);
  expect(kubernetesWords({ name: 'a', azureDisk: { diskName: 'a', diskURI: 'b' } }, 'Volume')).toEqual({
    name: 'a',
    azureDisk: { diskName: 'a', diskUri: 'b' },
  });
});

test('an amount is a Quantity, whatever it is as a text', () => {
  const code = kubernetesWords({ name: 'tmp', emptyDir: { sizeLimit: '1Gi' } }, 'Volume') as {
    emptyDir: { sizeLimit: Call };
  };
  expect(code.emptyDir.sizeLimit).toBeInstanceOf(Call);
});

test.each([
  ['a field that Kubernetes 1.28 does not know', { name: 'a', image: { reference: 'a:1' } }],
  ['a field that nobody knows', { name: 'a', emptyDirs: {} }],
  ['a value of another type', { name: 'a', hostPath: { path: 1 } }],
  ['a volume without a name', { emptyDir: {} }],
  ['no object', 'a'],
])('%s is not said', (_, volume) => {
  expect(kubernetesWords(volume, 'Volume')).toBeUndefined();
});
