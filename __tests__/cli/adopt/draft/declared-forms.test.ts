import { adoptionOf } from '../../../../cli/adopt/adoption';
import { compareObjects } from '../../../../cli/adopt/round-trip/comparison';
import { manifestsIn } from '../../../../cli/manifests/read-manifests';
import { synthesized } from '../in-process';
import { SECRET, workload } from '../secret-and-workload';

/** What is written for manifests beside the managed Secret of their namespace, without spaces; it comes out as it went in. */
function programOf(...manifests: string[]): string {
  const read = manifestsIn([SECRET, ...manifests].join('---\n'), 'shop.yaml', '/');
  const { adopted, files } = adoptionOf(
    { manifests: read.manifests, problems: [] },
    { extension: '', includeRest: true, kubernetesVersion: '1.34' },
  );
  expect(compareObjects(adopted, synthesized(files))).toEqual([]);
  return [...files.values()].join('\n').replaceAll(/\s+/g, ' ');
}

const mounted = (volume: string, mounts = '[{ name: keys, mountPath: /keys, readOnly: true }]') => {
  const container = `containers: [{ name: api, image: 'api:1', volumeMounts: ${mounts} }]`;
  const [before] = workload().split('      containers:');
  return `${before}      volumes: [${volume}]\n      ${container}\n`;
};

test('a secret key is never wrapped for the sake of an order', () => {
  const plain = ['A', 'B', 'C'].map((name) => `- { name: ${name}, value: 'x' }`).join('\n            ');
  const text = workload({ variables: '- { name: LAST, valueFrom: { secretKeyRef: { name: api, key: LAST } } }' });
  const program = programOf(text.replace('- { name: LAST', `${plain}\n            - { name: LAST`));
  expect(program).toContain("envOrder: ['TOKEN', 'A', 'B', 'C']");
  expect(program).not.toContain('fromSecretValue');
});

test('an empty folder is written as one', () => {
  expect(programOf(workload({ pod: 'volumes: [{ name: tmp, emptyDir: {} }]' }))).toContain(
    "volumes: [{ name: 'tmp', emptyDir: {} }]",
  );
});

describe('a volume of single keys', () => {
  test('becomes files of keys', () => {
    const volume = '{ name: keys, secret: { secretName: api, defaultMode: 288, items: [{ key: A, path: a.pem }] } }';
    expect(programOf(mounted(volume))).toContain(
      "secretFiles: [{ path: '/keys', secretKeys: { 'a.pem': 'A' }, mode: 0o440, volumeName: 'keys', readOnly: true }]",
    );
  });

  test.each([
    ['whose files have modes of their own', '[{ key: A, path: a, mode: 256 }]', undefined],
    ['in another order than that of a construct', '[{ key: B, path: b }, { key: A, path: a }]', undefined],
    ['of which a part is mounted', '[{ key: A, path: a }]', '[{ name: keys, mountPath: /a, subPath: a }]'],
    ['that is not mounted', '[{ key: A, path: a }]', '[]'],
  ])('stays one %s', (_, items, mounts) => {
    const program = programOf(mounted(`{ name: keys, secret: { secretName: api, items: ${items} } }`, mounts));
    expect(program).toContain('secretName: api.name');
    expect(program).not.toContain('secretFiles');
  });

  test('stays one before a volume that is none', () => {
    const keys = '{ name: keys, secret: { secretName: api, items: [{ key: A, path: a }] } }';
    expect(programOf(mounted(`${keys}, { name: tmp, emptyDir: {} }`))).not.toContain('secretFiles');
  });
});

test('a label without a value has an empty one, as the API server reads it', () => {
  const text = workload({ pod: 'nodeSelector: { gpu: }' }).replace(
    'namespace: shop }',
    'namespace: shop, labels: { a: } }',
  );
  const program = programOf(text);
  expect(program).toContain("nodeSelector: { gpu: '' }");
  expect(program).toContain("labels: { a: '' }");
});

test('a Job whose pods have no metadata needs no patch', () => {
  const job = workload()
    .replace('apps/v1', 'batch/v1')
    .replace('Deployment', 'Job')
    .replace('  selector: { matchLabels: { app: api } }\n', '')
    .replace('    metadata: { labels: { app: api } }\n', '')
    .replace('    spec:', '    spec:\n      restartPolicy: Never');
  const program = programOf(job);
  expect(program).toContain('new SecretSyncedJob(');
  expect(program).not.toContain('JsonPatch');
});

test('an amount of storage that cdk8s-plus refuses goes through podSpec', () => {
  const program = programOf(
    workload().replace(
      "'api:1'",
      "'api:1'\n          resources: { limits: { ephemeral-storage: 500Mi, memory: 64Mi } }",
    ),
  );
  expect(program).toContain('memory: { limit: Size.mebibytes(64) }');
  expect(program).toContain("limits: { 'ephemeral-storage': '500Mi' }");
});

test('the name of a Secret is that of its construct in podSpec and in annotations that are called after secrets', () => {
  const text = workload({ pod: "runtimeClassName: 'gvisor'", variables: '' })
    .replace(
      'namespace: shop }',
      "namespace: shop, annotations: { secret.reloader.stakater.com/reload: api, team: 'api' } }",
    )
    .replace("'api:1'", "'api:1'\n          envFrom: [{ secretRef: { name: api, optional: true } }]");
  const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: api, namespace: shop, annotations: { nginx.ingress.kubernetes.io/auth-secret: api } }
spec: { defaultBackend: { service: { name: api, port: { number: 80 } } } }
`;
  const program = programOf(text, ingress);
  expect(program).toContain("annotations: { 'secret.reloader.stakater.com/reload': api.name, team: 'api' }");
  expect(program).toContain('envFrom: [{ secretRef: { name: api.name, optional: true } }]');
  expect(program).toContain("'nginx.ingress.kubernetes.io/auth-secret': api.name");
});

test('what stands as it is names the Secrets of constructs, and is no workload for that', () => {
  const account = `apiVersion: v1
kind: ServiceAccount
metadata: { name: api, namespace: shop }
imagePullSecrets: [{ name: api }, { name: other }]
`;
  const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: api, namespace: shop }
spec:
  tls: [{ hosts: [a.example.com], secretName: api }]
  defaultBackend: { service: { name: api, port: { number: 80 } } }
`;
  const program = programOf(account, ingress);
  expect(program).toContain("imagePullSecrets: [{ name: api.name }, { name: 'other' }]");
  expect(program).toContain("tls: [{ hosts: ['a.example.com'], secretName: api.name }]");
});
