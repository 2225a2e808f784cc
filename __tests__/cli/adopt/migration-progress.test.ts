import { migrationProgress } from '../../../cli/adopt/migration/progress';
import { progressAsJson, progressAsText } from '../../../cli/adopt/migration/progress-report';
import { objectName } from '../../../cli/findings/input-findings';
import { manifestsIn, type ReadManifest } from '../../../cli/manifests/read-manifests';

const secret = (name: string, login = 'universalAuth') => `apiVersion: secrets.infisical.com/v1alpha1
kind: InfisicalSecret
metadata: { name: ${name}, namespace: shop }
spec:
  authentication:
    ${login}:
      credentialsRef: { secretName: login, secretNamespace: shop }
      secretsScope: { projectSlug: shop, envSlug: prod, secretsPath: / }
  managedKubeSecretReferences: [{ secretName: ${name}, secretNamespace: shop, creationPolicy: Orphan }]
`;
const legacy = `apiVersion: secrets.infisical.com/v1alpha1
kind: InfisicalSecret
metadata: { name: legacy, namespace: shop }
spec:
  authentication:
    serviceToken:
      serviceTokenSecretReference: { secretName: token, secretNamespace: shop }
      secretsScope: { envSlug: prod, secretsPath: / }
  managedKubeSecretReferences: [{ secretName: legacy, secretNamespace: shop, creationPolicy: Orphan }]
`;
const workload = (autoReload: boolean) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: shop
  annotations: { secrets.infisical.com/auto-reload: "${autoReload}" }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - { name: api, image: "a:1", envFrom: [{ secretRef: { name: api } }] }
`;
const connection = `apiVersion: secrets.infisical.com/v1beta1
kind: InfisicalConnection
metadata: { name: cloud, namespace: shop }
spec: { address: "https://app.infisical.com" }
`;

const progress = (...files: string[]) =>
  migrationProgress({ manifests: files.flatMap((text, i) => manifestsIn(text, `${i}/a.yaml`, `${i}`).manifests) });
const names = (reads: readonly ReadManifest[]) => reads.map(({ manifest }) => objectName(manifest));

test('each resource of the operator has arrived, can move, or cannot, and why', () => {
  const { arrived, movable, staying, restarted } = progress(
    [secret('api'), legacy, connection, workload(true)].join('---\n'),
  );
  expect(names(arrived)).toEqual(['InfisicalConnection shop/cloud']);
  expect(names(movable)).toEqual(['InfisicalSecret shop/api']);
  expect(staying.map(({ read: { manifest }, reason }) => [objectName(manifest), reason])).toEqual([
    [
      'InfisicalSecret shop/legacy',
      'it logs in with a service token; v1beta1 knows machine identities only: give it one first',
    ],
  ]);
  expect(names(restarted)).toEqual(['Deployment shop/api']);
});

test('who does not ask for auto-reload is not restarted', () => {
  expect(progress(secret('api'), workload(false)).restarted).toEqual([]);
});

test('a workload in another folder than its secret restarts all the same', () => {
  expect(names(progress(secret('api'), workload(true)).restarted)).toEqual(['Deployment shop/api']);
});

test('environments that have objects of the same names count each', () => {
  const { movable } = progress(secret('api'), secret('api'));
  expect(movable.map(({ file }) => file)).toEqual(['0/a.yaml', '1/a.yaml']);
});

test.each([
  ['has no name', secret('api').replace('name: api, ', '')],
  [
    'has a credential in it',
    secret('api').replace('credentialsRef', 'clientSecret: s3cr3t-canary-value-1f0e\n      credentialsRef'),
  ],
  [
    'is of a kind without a successor',
    'apiVersion: secrets.infisical.com/v1alpha1\nkind: ClusterGenerator\nmetadata: { name: id }\nspec: { kind: UUID, generator: { uuidSpec: {} } }\n',
  ],
])('what %s is left', (_, text) => {
  const { movable, staying } = progress(text);
  expect([movable.length, staying.length]).toEqual([0, 1]);
  expect(JSON.stringify(staying.map(({ reason }) => reason))).not.toContain('canary');
});

test('the text says what to do next, and the JSON has all of it', () => {
  const some = progress([secret('api'), legacy].join('---\n'));
  const text = progressAsText(some, ['k8s']);
  expect(text).toContain('v1alpha1  2  2 InfisicalSecret\nv1beta1   0\n');
  expect(text).toContain('npx cdk8s-infisical adopt k8s --to v1beta1 --out migrated writes the program');
  expect(progressAsJson(some, [])).toMatchObject({
    v1alpha1: 2,
    v1beta1: 0,
    movable: [{ object: 'InfisicalSecret shop/api', file: '0/a.yaml', line: 1 }],
    staying: [{ object: 'InfisicalSecret shop/legacy' }],
    restarts: [],
    unread: [],
  });
  expect(progressAsText(progress(connection), ['k8s'])).toContain('Nothing is left of v1alpha1.');
});

test('what could not be read may hold anything: nobody says that all has arrived', () => {
  const unread = [{ file: 'k8s/a.yaml', line: 1, column: 1, message: 'this is no YAML' }];
  const text = progressAsText(progress(connection), ['k8s'], unread);
  expect(text).not.toContain('Nothing is left');
  expect(text).toContain('How far it is, is not known: not all could be read.');
});

test('what is being deleted neither moves nor is declared, whatever else of the cluster was taken off it', () => {
  const { movable, staying } = progress(
    secret('api').replace('namespace: shop }', 'namespace: shop, deletionTimestamp: "2025-01-01T00:00:00Z" }'),
  );
  expect([movable, staying.map(({ reason }) => reason)]).toEqual([[], ['it is being deleted']]);
});
