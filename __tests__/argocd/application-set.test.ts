import { Chart } from 'cdk8s';
import { ArgoCdApplicationSet, type ArgoCdApplicationSetProps, GitOpsApp } from '../../lib';
import { errorsOf } from '../synthesis';
import { objectsOf } from './without-schema';

const REPO = 'https://git.example.com/shop.git';
const STAGING = { name: 'staging' };
const PROD = { name: 'prod' };

const applicationSet = (props: Partial<ArgoCdApplicationSetProps>) => {
  const [object] = objectsOf((chart) => new ArgoCdApplicationSet(chart, 'shop', { repoUrl: REPO, ...props }));
  return object;
};
const errors = (props: object) =>
  errorsOf(
    (chart) => new ArgoCdApplicationSet(chart, 'shop', { repoUrl: REPO, ...props } as ArgoCdApplicationSetProps),
  );

test('makes an application for each environment, and never deletes one', () => {
  expect(applicationSet({ environments: [STAGING, PROD] })).toEqual({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: 'shop', namespace: 'argocd' },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [
        {
          list: {
            elements: ['staging', 'prod'].map((environment) => ({
              environment,
              server: 'https://kubernetes.default.svc',
            })),
          },
        },
      ],
      template: {
        metadata: { name: 'shop-{{.environment}}' },
        spec: {
          project: 'default',
          source: {
            repoURL: REPO,
            targetRevision: 'HEAD',
            path: 'dist/{{.environment}}',
            directory: { recurse: true, include: '*.yaml' },
          },
          destination: { server: '{{.server}}' },
          syncPolicy: { automated: { prune: true, selfHeal: true } },
        },
      },
      syncPolicy: { applicationsSync: 'create-update', preserveResourcesOnDeletion: true },
    },
  });
});

test('an environment has a cluster, a namespace and a revision of its own', () => {
  const { spec } = applicationSet({
    revision: 'main',
    outputFolder: 'out',
    environments: [
      { ...STAGING, destination: { clusterName: 'staging-1' } },
      { ...PROD, destination: { clusterName: 'eu-1', namespace: 'shop' }, revision: 'release' },
    ],
  });
  expect(spec.generators[0].list.elements).toEqual([
    { environment: 'staging', cluster: 'staging-1', namespace: '', revision: 'main' },
    { environment: 'prod', cluster: 'eu-1', namespace: 'shop', revision: 'release' },
  ]);
  const { source, destination } = spec.template.spec;
  expect(source).toMatchObject({ path: 'out/{{.environment}}', targetRevision: '{{.revision}}' });
  expect(destination).toEqual({ name: '{{.cluster}}', namespace: '{{.namespace}}' });
});

test('folders are environments too', () => {
  const { spec } = applicationSet({
    folders: 'dist/*',
    excludedFolders: ['dist/argocd'],
    destination: { namespace: 'shop' },
    revision: 'main',
  });
  expect(spec.generators).toEqual([
    {
      git: {
        repoURL: REPO,
        revision: 'main',
        directories: [{ path: 'dist/*' }, { path: 'dist/argocd', exclude: true }],
      },
    },
  ]);
  expect(spec.template).toMatchObject({
    metadata: { name: 'shop-{{.path.basenameNormalized}}' },
    spec: { source: { path: '{{.path.path}}' }, destination: { namespace: 'shop' } },
  });
});

test('with a plugin and a branch per environment', () => {
  const { spec } = applicationSet({
    environments: [PROD],
    plugin: 'cdk8s',
    hydration: { branch: 'environments', stagingBranch: 'next' },
  });
  expect(spec.template.spec.sourceHydrator).toMatchObject({
    drySource: { path: '.', plugin: { parameters: [{ name: 'environment', string: '{{.environment}}' }] } },
    syncSource: { targetBranch: 'environments/{{.environment}}', path: 'shop-{{.environment}}' },
    hydrateTo: { targetBranch: 'next/{{.environment}}' },
  });
  const folders = applicationSet({ folders: 'src/*', hydration: { branch: 'environments' } });
  expect(folders.spec.template.spec.sourceHydrator.syncSource.targetBranch).toBe('environments/{{.path.basename}}');
});

test('where one cluster has a name, the cluster of Argo CD itself goes by its name too', () => {
  const { spec } = applicationSet({
    environments: [
      STAGING,
      { ...PROD, destination: { clusterName: 'eu-1' } },
      { name: 'qa', destination: { server: 'https://kubernetes.default.svc' } },
    ],
  });
  expect(spec.generators[0].list.elements).toEqual([
    { environment: 'staging', cluster: 'in-cluster' },
    { environment: 'prod', cluster: 'eu-1' },
    { environment: 'qa', cluster: 'in-cluster' },
  ]);
  const servers = applicationSet({
    environments: [
      { ...STAGING, destination: { clusterName: 'in-cluster' } },
      { ...PROD, destination: { server: 'https://prod.example.com' } },
    ],
  });
  expect(servers.spec.generators[0].list.elements).toEqual([
    { environment: 'staging', server: 'https://kubernetes.default.svc' },
    { environment: 'prod', server: 'https://prod.example.com' },
  ]);
});

test('has Argo CD make the namespace, beside other sync options', () => {
  const destination = { namespace: 'shop' };
  const optionsOf = (props: Partial<ArgoCdApplicationSetProps>) =>
    applicationSet({ environments: [{ ...PROD, destination }], ...props }).spec.template.spec.syncPolicy.syncOptions;
  expect(optionsOf({})).toBeUndefined();
  expect(optionsOf({ createNamespace: true })).toEqual(['CreateNamespace=true']);
  expect(optionsOf({ createNamespace: true, syncOptions: ['ServerSideApply=true'] })).toEqual([
    'ServerSideApply=true',
    'CreateNamespace=true',
  ]);
  expect(optionsOf({ createNamespace: true, syncOptions: ['CreateNamespace=true'] })).toEqual(['CreateNamespace=true']);
});

describe('of folders it leaves out that in which it stands itself:', () => {
  const excluded = (folders: string, environment: string, excludedFolders?: string[]) => {
    const chart = new Chart(new GitOpsApp({ environment }), 'argocd');
    new ArgoCdApplicationSet(chart, 'shop', { repoUrl: REPO, folders, excludedFolders });
    return chart.toJson()[0].spec.generators[0].git.directories.slice(1);
  };

  test.each([
    ['dist/*', 'argocd', 'dist/argocd'],
    ['deploy/dist/*/', 'argocd', 'deploy/dist/argocd'],
    ['*/*', 'argocd', '*/argocd'],
    ['dist/a*d', 'argocd', 'dist/argocd'],
    ['*', 'argocd', 'argocd'],
  ])('%s, written from %s', (folders, environment, own) => {
    expect(excluded(folders, environment)).toEqual([{ path: own, exclude: true }]);
  });

  test.each([
    ['dist/prod*', 'argocd'],
    ['dist/argo.d', 'argocd'],
    ['', 'argocd'],
    ['dist/[a-', 'argocd'],
  ])('not from %j, where it is none of them', (folders, environment) => {
    expect(excluded(folders, environment)).toEqual([]);
  });

  test('once, also where it is told', () => {
    expect(excluded('dist/*', 'argocd', ['dist/base', 'dist/argocd'])).toEqual([
      { path: 'dist/base', exclude: true },
      { path: 'dist/argocd', exclude: true },
    ]);
  });
});

test('deletes applications where that is asked for', () => {
  const { spec } = applicationSet({ environments: [PROD], deleteApplications: true, cascadeDeletion: true });
  expect(spec.syncPolicy).toEqual({ applicationsSync: 'sync' });
  expect(spec.template.metadata.finalizers).toEqual(['resources-finalizer.argocd.argoproj.io']);
});

describe('refuses', () => {
  const server = 'https://kubernetes.default.svc';
  test.each<[string, object, string]>([
    [
      'nothing',
      {},
      'there is nothing to deploy: give environmentsOf your project, environments, or folders such as "dist/*"',
    ],
    ['no environment', { environments: [] }, 'there are no environments: name at least one'],
    ['both', { environments: [PROD], folders: 'dist/*' }, 'there are environments and folders: give one of both'],
    ['one environment twice', { environments: [PROD, PROD] }, 'the environment "prod" is given twice: keep one'],
    [
      'clusters by name and by server',
      {
        environments: [
          { ...PROD, destination: { server: 'https://prod.example.com' } },
          { ...STAGING, destination: { clusterName: 'staging-1' } },
        ],
      },
      'the environment "prod" names its cluster by the URL "https://prod.example.com", and "staging" by the name "staging-1": write URLs for all, or names for all',
    ],
    [
      'a cluster that is an empty text, as a variable that is not set gives it',
      { environments: [{ ...PROD, destination: { clusterName: '' } }] },
      'the cluster of the environment "prod" is an empty text: leave it out, or write its URL or name',
    ],
    [
      'a namespace that nobody can make',
      { environments: [PROD], createNamespace: true },
      'createNamespace makes the namespace of the destination, and the environment "prod" has none: give it one',
    ],
    [
      'the same for folders',
      { folders: 'dist/*', createNamespace: true },
      'createNamespace makes the namespace of the destination, and there is none: give destination one',
    ],
    [
      'an environment of which no name of an application can be made',
      { environments: [{ name: 'QA' }] },
      'the application of the environment "QA" is called "shop-QA", which must be a lower-case RFC 1123 subdomain: a-z, 0-9, "-" and ".", starting and ending with a letter or digit: name the environment accordingly',
    ],
    [
      'one cluster twice',
      { environments: [{ ...PROD, destination: { clusterName: 'eu-1', server } }] },
      'the environment "prod" names its cluster twice, by server and by clusterName: drop one of both',
    ],
    [
      'a destination that nobody reads',
      { environments: [PROD], destination: { namespace: 'shop' } },
      'destination counts for folders only: give each of the environments its own',
    ],
  ])('%s', (_, props, message) => {
    expect(errors(props)).toContain(`[project/shop] ${message} (X21)`);
  });

  test('what has not the right type', () => {
    expect(errors({ environments: ['prod'] })).toContain(
      '[project/shop] environments[0] must be an object, found "prod" (N5)',
    );
  });
});
