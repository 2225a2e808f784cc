import { adoptionOf } from '../../../../cli/adopt/adoption';
import { compareObjects } from '../../../../cli/adopt/round-trip/comparison';
import { manifestsIn } from '../../../../cli/manifests/read-manifests';
import { synthesized } from '../in-process';
import { deployment, infisicalSecret } from './manifests';

const adopted = (...documents: string[]) =>
  adoptionOf(manifestsIn(documents.join('---\n'), 'k8s.yaml'), { extension: '', includeRest: false });
const differences = ({ adopted: was, files }: ReturnType<typeof adopted>) => compareObjects(was, synthesized(files));
const MEDIA = ['radarr', 'sonarr', 'lidarr', 'bazarr'];

describe('from three alike on they are a loop', () => {
  test('secrets: what is equal once, what differs a row', () => {
    const adoption = adopted(
      ...MEDIA.map((name) => infisicalSecret({ name: `widget-${name}`, path: `/media/${name}` })),
    );
    expect(adoption.files.get('main.ts')).toContain(`for (const name of ['radarr', 'sonarr', 'lidarr', 'bazarr']) {
  new SyncedSecret(chart, \`widget-\${name}\`, {
    auth: InfisicalAuth.universal({ credentials: { name: 'machine-identity', namespace: 'infisical' } }),
    source: { projectSlug: 'shop', environment: 'prod', path: \`/media/\${name}\` },
  });
}`);
    expect(differences(adoption)).toEqual([]);
  });

  test('two stay two', () => {
    const adoption = adopted(...MEDIA.slice(2).map((name) => infisicalSecret({ name, path: `/${name}` })));
    expect(adoption.files.get('main.ts')).not.toContain('for (');
    expect(differences(adoption)).toEqual([]);
  });

  test('28 alike are one file and one loop, though a namespace with many has a file for each application', () => {
    const names = Array.from({ length: 28 }, (_, index) => `app${index}`);
    const adoption = adopted(...names.map((name) => infisicalSecret({ name, path: `/${name}` })));
    expect([...adoption.files.keys()]).toEqual(['main.ts']);
    expect(adoption.files.get('main.ts')?.match(/new SyncedSecret/g)).toHaveLength(1);
    expect(differences(adoption)).toEqual([]);
  });

  test('workloads with their secrets are rows together', () => {
    const images = { web: 'web:1', api: 'api:2', worker: 'worker:3' };
    const adoption = adopted(
      ...Object.entries(images).flatMap(([name, image]) => [
        infisicalSecret({ name: `${name}-secrets`, path: `/${name}` }),
        deployment({ name, image, secret: `${name}-secrets` }),
      ]),
    );
    const text = adoption.files.get('main.ts');
    expect(text).toMatch(/const secret = new SyncedSecret\(chart, `\$\{name\}-secrets`/);
    expect(text).toMatch(/new SecretSyncedApp\(chart, name, \{[^}]*\n {4}secret,/);
    expect(differences(adoption)).toEqual([]);
  });

  test('an id that is not the name of the object is called so', () => {
    const claims = ['one', 'two', 'files'].map((name, index) => {
      const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: `${index + 1}Gi` } } };
      const metadata = { name, namespace: 'shop' };
      return JSON.stringify({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec });
    });
    const documents = [
      infisicalSecret({ name: 'all', path: '/' }),
      ...['one', 'two'].map((name) => deployment({ name, image: `${name}:1`, secret: 'all' })),
      ...claims.map((claim) => `${claim}\n`),
    ];
    const adoption = adoptionOf(manifestsIn(documents.join('---\n'), 'k8s.yaml'), { extension: '', includeRest: true });
    expect(adoption.files.get('main.ts')).toContain(
      "  { id: 'one-persistent-volume-claim', name: 'one', storage: '1Gi' },\n",
    );
    expect(differences(adoption)).toEqual([]);
  });

  test('a secret that others use stays outside', () => {
    const adoption = adopted(
      ...MEDIA.map((name) => infisicalSecret({ name, path: `/${name}` })),
      ...['one', 'two'].map((name) => deployment({ name, image: `${name}:1`, secret: 'radarr' })),
    );
    expect(adoption.files.get('main.ts')).toContain('const radarr = new SyncedSecret(');
    expect(differences(adoption)).toEqual([]);
  });
});

test('props that several have in common are written once', () => {
  const [one, two] = ['one', 'two'].map((name) =>
    infisicalSecret({ name, path: `/${name}`, policy: 'Orphan', label: 'media' }),
  );
  const adoption = adopted(one, two);
  const text = adoption.files.get('main.ts');
  expect(text).toMatch(/const defaults = \{\n {2}auth: InfisicalAuth/);
  expect(text?.match(/\.\.\.defaults,/g)).toHaveLength(2);
  expect(differences(adoption)).toEqual([]);
});

describe('defaults of workloads are how all are run', () => {
  const workload = (name: string, fields = '', own = '') =>
    deployment({ name, image: `${name}:1`, secret: 'shop' })
      .replace('      containers:', `${fields}      containers:`)
      .replace(
        '      metadata: { labels: { app:',
        own === '' ? '$&' : `      metadata: { annotations: { ${own} }, labels: { app:`,
      );
  const written = (...documents: string[]) => {
    const adoption = adopted(infisicalSecret({ name: 'shop', path: '/' }), ...documents);
    expect(differences(adoption)).toEqual([]);
    return [...adoption.files.values()].join('\n');
  };
  const policy = `      priorityClassName: high
      enableServiceLinks: false
      tolerations: [{ key: dedicated, operator: Exists }]
`;

  test('policies of two', () => {
    const text = written(workload('api', policy), workload('web', policy));
    expect(text).toMatch(/const defaults = \{[^;]*priorityClassName[^;]*\};/);
  });

  test('not what two happen to have alike', () => {
    const alike = `      serviceAccountName: runner
      volumes: [{ name: cache, emptyDir: {} }]
      terminationGracePeriodSeconds: 20
`;
    expect(written(workload('api', alike, 'a: b'), workload('web', alike, 'a: b'))).not.toContain('efaults');
  });
});

test('a key that is used once needs no constant', () => {
  const adoption = adopted(
    infisicalSecret({ name: 'shop', path: '/' }),
    deployment({ name: 'api', image: 'api:1', secret: 'shop' }),
  );
  expect(adoption.files.get('main.ts')).not.toContain('KEYS');
});
