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
  staticSecretPush,
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
  staticSecretPush({ secretRef: { name: 'web-secrets', namespace: 'shop' } }),
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
    'many writers and many users of one Secret',
    (n) => [
      ...times(n, (i) => infisicalSecret({}, { name: `s-${i}` })),
      ...times(n, (i) => deployment({}, { name: `api-${i}` })),
      ...times(n, (i) => ingress({ tls: [{ hosts: [`h-${i}.example.com`], secretName: 'api-secrets' }] }, `i-${i}`)),
    ],
  ],
  [
    'one sync that writes one Secret many times',
    (n) => [infisicalSecret({ managedKubeSecretReferences: times(n, () => managedSecret()) })],
  ],
  [
    'one push of v1beta1 with many Secrets and many folders, which are synced too',
    (n) => {
      const folders = times(n, (i) => source({ secretPath: `/a/${i}` }));
      const secrets = times(n, (i) => ({ name: `web-${i}`, namespace: 'shop' }));
      const syncs = times(n, (i) =>
        staticSecret(
          { sources: [source({ secretPath: `/b/${i}` })], targets: [target({ name: `web-${i}` })] },
          { name: `web-${i}` },
        ),
      );
      return [...syncs, staticSecretPush({ secrets, targets: folders })];
    },
  ],
  ['many objects of one name', (n) => times(n, () => [...EVERYTHING, service(), ingress({})]).flat()],
  [
    'one pod with many of all that a pod can have',
    (n) => [
      infisicalSecret(),
      deployment({
        template: podTemplate({
          containers: [full(0, n), ...times(n, (i) => full(i + 1, 1))],
          initContainers: times(n, (i) => container({ name: `i-${i}` })),
          volumes: times(n, volumeOf),
          imagePullSecrets: times(n, () => ({ name: 'api-secrets' })),
          hostAliases: times(n, (i) => ({ ip: '10.0.0.1', hostnames: [`h-${i}`] })),
          tolerations: times(n, (i) => ({ key: `k-${i}`, operator: 'Exists' })),
          topologySpreadConstraints: times(n, (i) => spread(`zone-${i}`)),
        }),
      }),
    ],
  ],
  [
    'one pod with the same things many times',
    (n) => [
      infisicalSecret(),
      deployment({
        template: podTemplate({
          containers: times(n, () => full(0, 1)),
          volumes: times(n, () => volumeOf(0)),
          topologySpreadConstraints: times(n, () => spread('zone')),
        }),
      }),
    ],
  ],
  [
    'one container with many variables that refer to each other',
    (n) => [
      deployment({
        template: podTemplate({
          containers: [
            container({
              env: times(n, (i) => ({ name: `V_${i}`, value: `$(V_${i - 1}) $(V_${i + 1})` })),
              args: [...times(n, (i) => `$(V_${i})`), '$('.repeat(n)],
              envFrom: times(n, (i) => ({ prefix: `P_${i}`, secretRef: { name: 'api-secrets' } })),
            }),
          ],
        }),
      }),
      infisicalSecret(),
    ],
  ],
  [
    'one Service, one Ingress and one NetworkPolicy with many entries',
    (n) => [
      service(times(n, (i) => ({ name: `p-${i}`, port: i + 1 }))),
      service(
        times(n, () => ({ name: 'p', port: 80, nodePort: 30_080 })),
        'same',
      ),
      ingress({ rules: times(n, (i) => ingressRule(`h-${i}.example.com`, 1)) }, 'hosts'),
      ingress({ rules: [ingressRule('h.example.com', n)] }, 'paths'),
      ingress({ tls: times(n, (i) => ({ hosts: [`h-${i}.example.com`], secretName: 'api-secrets' })) }, 'tls'),
      infisicalSecret(),
      networkPolicy(times(n, () => '10.1.0.0/16')),
    ],
  ],
  [
    'many labels, annotations and fields that nobody knows',
    (n) => [
      secret('labels', { labels: numberedTexts(n), annotations: numberedTexts(n) }),
      service([{ port: 80 }], 'unknown', numberedTexts(n)),
      { ...configMap('unknown'), ...numberedTexts(n), data: numberedTexts(n) },
      deployment({ selector: { matchLabels: numberedTexts(n) } }, { name: 'labels' }),
    ],
  ],
  [
    'many things of a kind that nobody knows, which name one Secret',
    (n) => [
      infisicalSecret(),
      ...times(n, (i) => database({ secretName: 'api-secrets' }, `db-${i}`)),
      database({ users: times(n, () => ({ secretName: 'api-secrets' })) }, 'users'),
    ],
  ],
  [
    'many syncs that write nothing',
    (n) => times(n, (i) => infisicalSecret({ managedKubeSecretReferences: [] }, { name: `s-${i}` })),
  ],
];

test.each(CROWDS)('%s', (_, crowd) => {
  expect(growingFasterThan(SIZE, (n) => checkManifests(crowd(n)))).toEqual([]);
});

// So many that pairs of them are not looked at any more.
const LARGE = 200;
const LARGE_CROWDS: readonly [string, (n: number) => readonly Manifest[]][] = [
  [
    'many workloads without a namespace, and many Secrets of that name',
    (n) => [
      ...times(n, (i) =>
        infisicalSecret(
          { managedKubeSecretReferences: [managedSecret({ secretNamespace: `n-${i}` })] },
          { name: `s-${i}` },
        ),
      ),
      ...times(n, (i) => deployment({}, { name: `api-${i}`, namespace: undefined })),
    ],
  ],
  [
    'many references to variables that are misspelt',
    (n) => [
      deployment({
        template: podTemplate({
          containers: [container({ env: times(n, (i) => ({ name: `VARIABLE_${i}`, value: `$(VARIABEL_${i})` })) })],
        }),
      }),
    ],
  ],
];

test.each(LARGE_CROWDS)('%s', (_, crowd) => {
  expect(growingFasterThan(LARGE, (n) => checkManifests(crowd(n)))).toEqual([]);
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

function full(i: number, n: number) {
  return container({
    name: `c-${i}`,
    ports: times(n, (j) => ({ name: `p-${j}`, containerPort: 80 + j, hostPort: 80 + j })),
    volumeMounts: times(n, (j) => ({ name: `v-${j}`, mountPath: `/m-${j}` })),
    resources: { limits: { cpu: '1' }, requests: { cpu: '2' } },
    livenessProbe: { httpGet: { path: '/', port: 80 } },
  });
}

function volumeOf(i: number) {
  const items = [{ key: 'TOKEN', path: `p-${i}` }];
  const sources = [{ secret: { name: 'api-secrets', items } }];
  return {
    name: `v-${i}`,
    ...(i % 2 === 0 ? { secret: { secretName: 'api-secrets', items } } : { projected: { sources } }),
  };
}

function spread(topologyKey: string) {
  return { maxSkew: 1, topologyKey, whenUnsatisfiable: 'DoNotSchedule' };
}

function service(ports: readonly object[] = [{ port: 80 }], name = 'api', more: object = {}): Manifest {
  const spec = { selector: { app: 'api' }, type: 'NodePort', ports, ...more };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec } as Manifest;
}

function ingress(spec: object, name = 'api'): Manifest {
  const metadata = { name, namespace: 'shop' };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata,
    spec: { defaultBackend: BACKEND, ...spec },
  } as Manifest;
}

const BACKEND = { service: { name: 'api', port: { number: 80 } } };

function ingressRule(host: string, n: number) {
  return { host, http: { paths: times(n, (i) => ({ path: `/${i}`, pathType: 'Prefix', backend: BACKEND })) } };
}

function networkPolicy(except: readonly string[]): Manifest {
  const ingress = except.map(() => ({ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }] }));
  const spec = { podSelector: {}, ingress: [...ingress, { from: [{ ipBlock: { cidr: '10.0.0.0/8', except } }] }] };
  const metadata = { name: 'api', namespace: 'shop' };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec } as Manifest;
}

function database(spec: object, name: string): Manifest {
  const metadata = { name, namespace: 'shop' };
  return { apiVersion: 'databases.example.com/v1', kind: 'Database', metadata, spec } as unknown as Manifest;
}

function numberedTexts(n: number): Record<string, string> {
  return Object.fromEntries(times(n, (i) => [`k${i}_`, 'not valid!']));
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
