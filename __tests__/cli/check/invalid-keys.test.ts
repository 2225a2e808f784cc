import { foldersToAsk } from '../../../cli/access/folders-to-ask';
import { keyUsesIn } from '../../../cli/access/key-uses';
import { evaluate } from '../../../cli/check/evaluate';
import { withNamespace } from '../../../cli/manifests/placed-manifests';
import { manifestsIn } from '../../../cli/manifests/read-manifests';

const manifests = (template: string) => `apiVersion: secrets.infisical.com/v1alpha1
kind: InfisicalSecret
metadata: { name: app }
spec:
  authentication:
    universalAuth:
      credentialsRef: { secretName: login, secretNamespace: web }
      secretsScope: { projectSlug: home, envSlug: dev, secretsPath: / }
  managedKubeSecretReferences: [{ secretName: app, secretNamespace: web, creationPolicy: Owner${template} }]
---
apiVersion: v1
kind: Pod
metadata: { name: p }
spec:
  containers: [{ name: p, image: x, env: [{ name: TOKEN, valueFrom: { secretKeyRef: { name: app, key: TOKEN } } }] }]
---
apiVersion: example.com/v1
kind: Galaxy
metadata: { name: g }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: galaxies.example.com }
spec: { group: example.com, scope: Cluster, names: { kind: Galaxy } }
`;

function statuses(template = '') {
  const uses = keyUsesIn(manifestsIn(manifests(template), 'app.yaml').manifests);
  const folders = foldersToAsk(uses);
  const listing = [{ environment: 'dev', path: '/', imported: false, keys: ['TOKEN', 'ConnectionStrings:Db'] }];
  const [{ keys }] = evaluate({ uses, folders, outcomes: folders.map(() => ({ listing })) });
  return keys.map(({ key, status, locations }) => [key, status, locations[0]?.line]);
}

test('a key that no Secret can have stops a sync that copies all keys, at the resource that does', () => {
  expect(statuses()).toEqual([
    ['ConnectionStrings:Db', 'invalid', 1],
    ['TOKEN', 'ok', 15],
  ]);
  expect(statuses(", template: { includeAllSecrets: true, data: { A: 'a' } }")).toContainEqual([
    'ConnectionStrings:Db',
    'invalid',
    1,
  ]);
});

test('a template that picks keys leaves it out', () => {
  expect(statuses(", template: { data: { TOKEN: '{{ .TOKEN.Value }}' } }")).toContainEqual([
    'ConnectionStrings:Db',
    'unused',
    1,
  ]);
});

test('a namespace goes to what names none and can be in one', () => {
  const read = withNamespace(manifestsIn(manifests(''), 'app.yaml'), 'web');
  expect(read.manifests.map(({ manifest: { kind, metadata } }) => [kind, metadata.namespace])).toEqual([
    ['InfisicalSecret', 'web'],
    ['Pod', 'web'],
    ['Galaxy', undefined],
    ['CustomResourceDefinition', undefined],
  ]);
});
