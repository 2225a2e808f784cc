import { foldersToAsk } from '../../../cli/access/folders-to-ask';
import { keyUsesIn } from '../../../cli/access/key-uses';
import { type CheckInput, evaluate } from '../../../cli/check/evaluate';
import { table } from '../../../cli/check/formats/table';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import { noColours } from '../../../cli/terminal/colours';

const ID = '22222222-0000-4000-8000-000000000002';

const sync = (scope: string) => `apiVersion: secrets.infisical.com/v1alpha1
kind: InfisicalSecret
metadata: { name: api, namespace: shop }
spec:
  authentication:
    universalAuth:
      credentialsRef: { secretName: login, secretNamespace: shop }
      secretsScope: { ${scope} }
  managedKubeSecretReferences: [{ secretName: api, secretNamespace: shop, creationPolicy: Owner }]
`;
const workload = (name: string, key: string) => `---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop }
spec: { containers: [{ name: a, image: x, env: [{ name: A, valueFrom: { secretKeyRef: { name: ${name}, key: ${key} } } }] }] }
`;
const SYNC = `${sync('projectSlug: home, envSlug: dev, secretsPath: /')}${workload('api', 'USED')}`;
/** Takes the key OTHER of a project that it names by its id. */
const BY_ID = `---
apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata: { name: dock, namespace: shop }
spec:
  provider: infisical
  parameters:
    infisicalUrl: https://app.infisical.com
    authMethod: kubernetes
    identityId: 11111111-0000-4000-8000-000000000001
    projectId: ${ID}
    envSlug: dev
    secrets: |
      - { secretPath: /, secretKey: OTHER, fileName: pin }
`;
const LISTING = [{ environment: 'dev', path: '/', imported: false, keys: ['OTHER', 'USED'] }];

function reportsOf(text: string, more: Partial<CheckInput> = {}) {
  const uses = keyUsesIn(manifestsIn(text, 'app.yaml').manifests, more.projects);
  const folders = foldersToAsk(uses);
  const outcomes = folders.map(({ environment }) =>
    environment === 'dev' ? { listing: LISTING } : { problem: 'no answer' },
  );
  return evaluate({ uses, folders, outcomes, ...more });
}

function statusesOf(...given: Parameters<typeof reportsOf>) {
  return reportsOf(...given).flatMap(({ project, environment, keys }) =>
    keys.map(({ key, status }) => `${project} ${environment} ${key}: ${status}`),
  );
}

test('a key that nobody uses is unused where all is read', () => {
  expect(statusesOf(SYNC)).toEqual(['home dev OTHER: unused', 'home dev USED: ok']);
});

test('it is not certain where something is unread, allowed or not, and the first place is named', () => {
  const unread = [5, 9].map((line) => ({ file: 'vendor.yaml', line }));
  expect(statusesOf(SYNC, { unread })).toEqual(['home dev OTHER: perhaps-unused', 'home dev USED: ok']);
  const report = { environments: reportsOf(SYNC, { unread }), unread: [], failing: ['missing'] as const };
  expect(table(report, noColours)).toContain(
    '\nperhaps unused: OTHER at dev:/: what is unread may use it: vendor.yaml:5 and 1 more place\n',
  );
});

test('nor where a folder of the same host could not be asked, which may import it', () => {
  const other = sync('projectSlug: home, envSlug: prod, secretsPath: /').replaceAll(': api', ': web');
  expect(statusesOf(`${SYNC}---\n${other}${workload('web', 'KEY')}`)).toContain('home dev OTHER: perhaps-unused');
});

describe('where one resource names the project by its slug, and another one that uses the key by its id', () => {
  test('it is not certain', () => {
    expect(statusesOf(SYNC + BY_ID)).toEqual([
      `${ID} dev OTHER: ok`,
      `${ID} dev USED: perhaps-unused`,
      'home dev OTHER: perhaps-unused',
      'home dev USED: ok',
    ]);
  });

  test('it is certain once the configuration tells which is which', () => {
    const same = [{ id: ID, slug: 'home' }];
    expect(statusesOf(SYNC + BY_ID, { projects: same })).toEqual(['home dev OTHER: ok', 'home dev USED: ok']);
    const another = [{ id: ID.replace('2', '3'), slug: 'home' }];
    expect(statusesOf(SYNC + BY_ID, { projects: another })).toContain('home dev OTHER: unused');
  });
});
