import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import {
  ApiGeneration,
  ArgoCdProject,
  type ArgoCdProjectProps,
  InfisicalAuth,
  InfisicalServiceAccount,
  PushedSecret,
  SecretGenerator,
  SecretSyncedApp,
  StaticSecretPush,
} from '../../lib';
import { APP } from '../declarations';
import { filesIn, PROJECT } from '../project/main-program';
import { errorsOf } from '../synthesis';
import { objectsOf } from './without-schema';

const repositories = ['https://git.example.com/shop.git'];
const contents = (build: (chart: Chart) => void, namespace: string | undefined = 'shop') => {
  const chart = new Chart(new App(), 'shop', { namespace });
  build(chart);
  return chart;
};
const project = (props: Partial<ArgoCdProjectProps> & Pick<ArgoCdProjectProps, 'contents'>) => {
  const [object] = objectsOf((chart) => new ArgoCdProject(chart, 'shop', { repositories, ...props }));
  return object;
};
const shop = () => contents((chart) => new SecretSyncedApp(chart, 'api', { ...APP, port: 80 }));

test('allows just the kinds of its contents and what a cluster makes of them, in just their namespaces', () => {
  expect(project({ contents: [shop()] })).toEqual({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'shop', namespace: 'argocd' },
    spec: {
      sourceRepos: repositories,
      destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'shop' }],
      clusterResourceWhitelist: [],
      namespaceResourceWhitelist: [
        { group: '', kind: 'Pod' },
        { group: '', kind: 'Service' },
        { group: 'apps', kind: 'Deployment' },
        { group: 'apps', kind: 'ReplicaSet' },
        { group: 'secrets.infisical.com', kind: 'InfisicalSecret' },
      ],
    },
  });
});

test('knows the kinds that are in no namespace', () => {
  const chart = contents((scope) => {
    new InfisicalServiceAccount(scope, 'login');
    new PushedSecret(scope, 'push', {
      auth: InfisicalAuth.universal({ credentials: { name: 'credentials' } }),
      destination: { projectSlug: 'shop', environment: 'prod' },
      generators: { TOKEN: SecretGenerator.uuid(scope, 'token') },
    });
    new ApiObject(scope, 'guard', { apiVersion: 'policies.example.com/v1', kind: 'ClusterGuard' });
    new ApiObject(scope, 'policy', { apiVersion: 'policies.example.com/v1', kind: 'Policy' });
  });
  const { spec } = project({ contents: [chart], clusterScopedKinds: ['policies.example.com/ClusterGuard'] });
  expect(spec.clusterResourceWhitelist).toEqual([
    { group: 'policies.example.com', kind: 'ClusterGuard' },
    { group: 'rbac.authorization.k8s.io', kind: 'ClusterRoleBinding' },
    { group: 'secrets.infisical.com', kind: 'ClusterGenerator' },
  ]);
  expect(spec.namespaceResourceWhitelist).toEqual([
    { group: '', kind: 'ServiceAccount' },
    { group: 'policies.example.com', kind: 'Policy' },
    { group: 'secrets.infisical.com', kind: 'InfisicalPushSecret' },
  ]);
});

test('what is declared later counts too, and what several apps have is allowed once', () => {
  const first = shop();
  const second = new Chart(new App(), 'late', { namespace: 'late' });
  const [{ spec }] = objectsOf((chart) => {
    new ArgoCdProject(chart, 'shop', { repositories, contents: [first.node.root, second] });
    new SecretSyncedApp(second, 'worker', {
      ...APP,
      sync: { ...APP.sync, generation: ApiGeneration.V1BETA1 } as never,
    });
  });
  expect(spec.destinations.map(({ namespace }: { namespace: string }) => namespace)).toEqual(['late', 'shop']);
  expect(spec.namespaceResourceWhitelist.map(({ kind }: { kind: string }) => kind)).toEqual([
    'Pod',
    'Service',
    'Deployment',
    'ReplicaSet',
    'InfisicalAuth',
    'InfisicalConnection',
    'InfisicalSecret',
    'InfisicalStaticSecret',
  ]);
});

test.each<[string, string, object, string[]]>([
  ['apps/v1', 'Deployment', {}, ['/Pod', 'apps/Deployment', 'apps/ReplicaSet']],
  ['apps/v1', 'ReplicaSet', {}, ['/Pod', 'apps/ReplicaSet']],
  ['apps/v1', 'DaemonSet', {}, ['/Pod', 'apps/ControllerRevision', 'apps/DaemonSet']],
  ['apps/v1', 'StatefulSet', {}, ['/Pod', 'apps/ControllerRevision', 'apps/StatefulSet']],
  [
    'apps/v1',
    'StatefulSet',
    { volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
    ['/PersistentVolumeClaim', '/Pod', 'apps/ControllerRevision', 'apps/StatefulSet'],
  ],
  ['batch/v1', 'Job', {}, ['/Pod', 'batch/Job']],
  ['batch/v1', 'CronJob', {}, ['/Pod', 'batch/CronJob', 'batch/Job']],
  ['v1', 'ReplicationController', {}, ['/Pod', '/ReplicationController']],
  [
    'argoproj.io/v1alpha1',
    'Rollout',
    {},
    ['/Pod', 'apps/ReplicaSet', 'argoproj.io/AnalysisRun', 'argoproj.io/Rollout'],
  ],
  ['v1', 'Service', {}, ['/Service']],
  ['v1', 'ConfigMap', {}, ['/ConfigMap']],
  ['secrets.infisical.com/v1alpha1', 'InfisicalSecret', {}, ['secrets.infisical.com/InfisicalSecret']],
])('for %s %s with %j Argo CD may look at what a cluster makes of it', (apiVersion, kind, spec, allowed) => {
  const chart = contents((scope) => new ApiObject(scope, 'object', { apiVersion, kind, spec } as never));
  const { namespaceResourceWhitelist: list, clusterResourceWhitelist } = project({ contents: [chart] }).spec;
  expect(list.map(({ group, kind: one }: { group: string; kind: string }) => `${group}/${one}`)).toEqual(allowed);
  expect(clusterResourceWhitelist).toEqual([]);
});

test('for main.ts it allows what is in dist and what a cluster makes of it, and nothing else', () => {
  const manifests = Object.entries(filesIn(join(PROJECT, 'dist'))).filter(([file]) => file.endsWith('.yaml'));
  const objects = manifests.flatMap(([, text]) => parseAllDocuments(text).map((document) => document.toJS()));
  const chart = contents((scope) => {
    for (const [i, object] of objects.entries()) new ApiObject(scope, `${i}`, object);
  });
  const { spec } = project({ contents: [chart] });
  const allowed = [...spec.clusterResourceWhitelist, ...spec.namespaceResourceWhitelist];
  const inDist = objects.map(({ apiVersion, kind }) => `${apiVersion.replace(/\/?v\w+$/, '')}/${kind}`);
  const made = ['/Pod', 'apps/ReplicaSet'];
  expect(allowed.map(({ group, kind }) => `${group}/${kind}`)).toEqual([...new Set([...inDist, ...made])].sort());
});

test('destinations, name and description can be told', () => {
  const { metadata, spec } = project({
    name: 'team',
    namespace: 'platform',
    description: 'The shop',
    contents: [shop()],
    destinations: [{ clusterName: 'eu-1', namespace: 'shop-*' }],
  });
  expect(metadata).toEqual({ name: 'team', namespace: 'platform' });
  expect(spec).toMatchObject({
    description: 'The shop',
    destinations: [{ name: 'eu-1', namespace: 'shop-*' }],
  });
});

test('a patch reaches the YAML', () => {
  const [{ spec }] = objectsOf((chart) => {
    const { apiObject } = new ArgoCdProject(chart, 'shop', { repositories, contents: [shop()] });
    apiObject.addJsonPatch(JsonPatch.add('/spec/orphanedResources', { warn: true }));
  });
  expect(spec.orphanedResources).toEqual({ warn: true });
});

test('a push of v1beta1 is in a namespace', () => {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  new StaticSecretPush(chart, 'push', { spec: { targets: [] } });
  const [{ spec }] = objectsOf((project) => new ArgoCdProject(project, 'shop', { repositories, contents: [chart] }));
  expect(spec.namespaceResourceWhitelist).toEqual([
    { group: 'secrets.infisical.com', kind: 'InfisicalStaticSecretPush' },
  ]);
  expect(spec.clusterResourceWhitelist).toEqual([]);
});

describe('refuses', () => {
  const errors = (props: object) => errorsOf((chart) => new ArgoCdProject(chart, 'shop', props as ArgoCdProjectProps));

  test('contents without an object, repositories and destinations', () => {
    expect(errors({ repositories: [], contents: [new App()] })).toEqual([
      '[project/shop] the contents have no object, so that no kind is allowed: give the apps or charts of the project (X23)',
      '[project/shop] the project has no sourceRepos, so that Argo CD would refuse every application: name them (X23)',
      '[project/shop] the project has no destinations, so that Argo CD would refuse every application: name them (X23)',
    ]);
  });

  test('what is no construct', () => {
    expect(errors({ repositories, contents: ['shop'] })).toContain(
      '[project/shop] contents[0] must be an app, a chart or another construct, found "shop" (N5)',
    );
  });
});
