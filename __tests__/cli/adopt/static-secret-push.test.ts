import { join } from 'node:path';
import { adoptionOf } from '../../../cli/adopt/adoption';
import { readManifests } from '../../../cli/manifests/read-files';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import { synthesized } from './in-process';

const FILE = join(__dirname, '../../fixtures/adopt/valid/v1beta1-push.yaml');
const OPTIONS = { extension: '', includeRest: false } as const;
const KIND = 'InfisicalStaticSecretPush';
const push = (spec: string) =>
  manifestsIn(
    `apiVersion: secrets.infisical.com/v1beta1\nkind: ${KIND}\nmetadata: { name: push, namespace: shop }\nspec: ${spec}\n`,
    'push.yaml',
    '.',
  );
const adopted = (spec: string) => adoptionOf(push(spec), OPTIONS);
const programOf = ({ files }: ReturnType<typeof adopted>) => [...files.values()].join('\n');

test('a push of v1beta1 becomes a StaticSecretPush, and its spec comes out as it was, what is empty in it too', () => {
  const read = readManifests([FILE]);
  const { files } = adoptionOf(read, OPTIONS);
  const program = [...files.values()].join('\n');
  expect(program).toContain("new StaticSecretPush(chart, 'superuser', {");
  // The construct refuses an empty spec.
  expect(program).toContain("new ApiObject(chart, 'nothing-known', {");
  const pushesIn = (manifests: typeof read.manifests) =>
    manifests
      .filter(({ manifest }) => manifest.kind === KIND)
      .map(({ manifest: { metadata, spec } }) => ({ name: metadata.name, labels: metadata.labels, spec }));
  expect(pushesIn(synthesized(files))).toEqual(pushesIn(read.manifests));
});

test.each([
  ['a list as spec', '[1, 2]'],
  ['a text as spec', 'all of it'],
])('%s stays an object as it is', (_, spec) => {
  const program = programOf(adopted(spec));
  expect(program).toContain('new ApiObject(');
  expect(program).not.toContain('StaticSecretPush(');
});

test('fields that cdk8s cannot read come out all the same', () => {
  const { files } = adopted('{ a: { constructor: { b: 1 } }, c: 2 }');
  const [{ manifest }] = synthesized(files);
  expect(manifest.spec).toEqual({ a: { constructor: { b: 1 } }, c: 2 });
});

test.each([
  ['a client secret, however deep', '{ login: [{ universal: { clientSecret: value-of-it } }] }'],
  ['a password', '{ data: { DB_PASSWORD: value-of-it } }'],
  ['a password in a URL, under any name', '{ whatever: "https://me:value-of-it@vault.example.com" }'],
  ['what is random', '{ seed: "9f8Kx2LmQ7vT4bZr1WcY6nHs3value-of-it" }'],
])('%s goes into no code', (_, spec) => {
  const adoption = adopted(spec);
  expect(programOf(adoption)).not.toContain('value-of-it');
  expect(JSON.stringify(adoption.findings)).not.toContain('value-of-it');
  expect(adoption.adopted).toEqual([]);
});

test('names of keys and of Secrets are no credentials', () => {
  const spec = '{ secretRef: { name: db, secretKey: DB_PASSWORD }, keys: [API_TOKEN], targetKey: DB_PASSWORD }';
  expect(programOf(adopted(spec))).toContain("secretKey: 'DB_PASSWORD'");
});
