import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { GitOpsApp, InfisicalAuth, InfisicalHost, SecretSyncedApp } from '../../lib';
import type { Manifest } from '../../lib/model/manifest';
import { checkManifests } from '../../lib/validation/check-manifests';
import { growingFasterThan } from '../counted-work';
import {
  argoApplication,
  clusterGenerator,
  clusterRoleBinding,
  configMap,
  container,
  cronJob,
  deployment,
  dynamicSecret,
  helmRelease,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  kubernetesAuth,
  managedConfigMap,
  managedSecret,
  podTemplate,
  pushSecret,
  secret,
  secretsScope,
  serviceAccount,
  source,
  staticSecret,
  target,
} from './manifests';

/*
 * Every rule and what it reads of an app grows with the app, not with its square. Where one does not, the test names
 * the function.
 */
const SIZE = 15;

/** One of all that the rules know, fitting together. */
const EVERYTHING = [
  infisicalSecret(),
  infisicalSecret(
    {
      authentication: {
        kubernetesAuth: kubernetesAuth({ autoCreateServiceAccountToken: false, secretsScope: secretsScope() }),
      },
      managedKubeSecretReferences: [
        managedSecret({ secretName: 'token-secrets', template: { data: { A: '{{ .A.Value }}' } } }),
      ],
      managedKubeConfigMapReferences: [managedConfigMap()],
    },
    { name: 'token' },
  ),
  pushSecret({ push: { secret: { secretName: 'api-secrets', secretNamespace: 'shop' } } }),
  pushSecret(
    { push: { generators: [{ destinationSecretName: 'P', generatorRef: { kind: 'Password', name: 'password' } }] } },
    { name: 'generated' },
  ),
  dynamicSecret(),
  clusterGenerator(),
  infisicalConnection(),
  infisicalAuth(),
  staticSecret({ targets: [target(), target({ kind: 'ConfigMap', name: 'web-config' })] }),
  deployment(),
  cronJob(),
  secret('infisical-credentials'),
  configMap('settings'),
  serviceAccount('infisical-login', { secrets: [{ name: 'infisical-login-token' }] }),
  clusterRoleBinding(),
  argoApplication(),
  helmRelease(),
];

/** Each with names of its own. */
const numbered = (n: number) => times(n, (i) => renamed(EVERYTHING, i, (key) => /name$/i.test(key))).flat();
/** Each with the same names in a namespace of its own. */
const apart = (n: number) => times(n, (i) => renamed(EVERYTHING, i, (key) => /namespace$/i.test(key))).flat();

const CROWDS: readonly [string, (n: number) => readonly Manifest[]][] = [
  ['everything, with names of its own', numbered],
  ['everything, in a namespace of its own', apart],
  [
    'many workloads of one Secret',
    (n) => [infisicalSecret(), ...times(n, (i) => deployment({}, { name: `api-${i}` }))],
  ],
  [
    'one workload of many Secrets',
    (n) => [
      ...times(n, (i) =>
        infisicalSecret({ managedKubeSecretReferences: [managedSecret({ secretName: `s-${i}` })] }, { name: `s-${i}` }),
      ),
      deployment({
        template: podTemplate({ containers: [container({ env: times(n, variableOf) }), ...times(n, containerOf)] }),
      }),
    ],
  ],
  [
    'one sync with many objects, keys and sources',
    (n) => [
      infisicalSecret({
        managedKubeSecretReferences: times(n, (i) => managedSecret({ secretName: `s-${i}` })),
        managedKubeConfigMapReferences: times(n, (i) => managedConfigMap({ configMapName: `c-${i}` })),
      }),
      infisicalConnection(),
      infisicalAuth(),
      staticSecret({
        sources: times(n, (i) => source({ secretPath: `/${i}` })),
        targets: times(n, (i) => target({ name: `t-${i}` })),
      }),
      infisicalSecret(
        {
          managedKubeSecretReferences: [
            managedSecret({
              secretName: 'rendered',
              template: { data: Object.fromEntries(times(n, (i) => [`K_${i}`, `{{ .K_${i}.Value }}`])) },
            }),
          ],
        },
        { name: 'rendered' },
      ),
    ],
  ],
  [
    'many workloads of Secrets that are elsewhere',
    (n) => [infisicalSecret(), ...times(n, (i) => deployment({}, { namespace: `n-${i}` }))],
  ],
  [
    'many syncs that write nothing',
    (n) => times(n, (i) => infisicalSecret({ managedKubeSecretReferences: [] }, { name: `s-${i}` })),
  ],
];

test.each(CROWDS)('%s', (_, crowd) => {
  expect(growingFasterThan(SIZE, (n) => checkManifests(crowd(n)))).toEqual([]);
});

test('everything, beside what the last synthesis wrote', () => {
  expect(growingFasterThan(SIZE, (n) => checkManifests(numbered(n), { previous: numbered(n) }))).toEqual([]);
});

describe('applications, from constructs to files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'linear-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(['one chart', 'a chart each'])('%s', (layout) => {
    expect(growingFasterThan(SIZE, (n) => applications(mkdtempSync(join(folder, 'dist-')), layout, n).synth())).toEqual(
      [],
    );
  });
});

function applications(outdir: string, layout: string, n: number): GitOpsApp {
  const app = new GitOpsApp({ outdir });
  const shared = layout === 'one chart' ? new Chart(app, 'apps', { namespace: 'shop' }) : undefined;
  const auth = InfisicalAuth.universal({ credentials: { name: 'credentials', namespace: 'shop' } });
  const host = InfisicalHost.selfHosted('https://infisical.example.com');
  for (const name of times(n, (i) => `app-${i}`)) {
    new SecretSyncedApp(shared ?? new Chart(app, name, { namespace: 'shop' }), name, {
      image: 'app:1.0',
      port: 80,
      sync: { host, auth, source: { projectSlug: 'shop', environment: 'prod', path: '/' } },
      secretKeys: ['PORT', 'DATABASE_URL'],
    });
  }
  return app;
}

function variableOf(i: number) {
  return { name: `V_${i}`, valueFrom: { secretKeyRef: { name: `s-${i}`, key: 'TOKEN' } } };
}

function containerOf(i: number) {
  return container({ name: `c-${i}`, env: [variableOf(i)] });
}

function times<T>(n: number, make: (i: number) => T): T[] {
  return Array.from({ length: n }, (_, i) => make(i));
}

function renamed<T>(value: T, i: number, isRenamed: (key: string) => boolean): T {
  return JSON.parse(JSON.stringify(value), (key, one) =>
    isRenamed(key) && typeof one === 'string' ? `${one}-${i}` : one,
  );
}
