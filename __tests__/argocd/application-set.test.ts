import { ArgoCdApplicationSet, type ArgoCdApplicationSetProps } from '../../lib';
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

test('deletes applications where that is asked for', () => {
  const { spec } = applicationSet({ environments: [PROD], deleteApplications: true, cascadeDeletion: true });
  expect(spec.syncPolicy).toEqual({ applicationsSync: 'sync' });
  expect(spec.template.metadata.finalizers).toEqual(['resources-finalizer.argocd.argoproj.io']);
});

describe('refuses', () => {
  const server = 'https://kubernetes.default.svc';
  test.each<[string, object, string]>([
    ['nothing', {}, 'there is nothing to deploy: give environments, or folders such as "dist/*"'],
    ['no environment', { environments: [] }, 'there are no environments: name at least one'],
    ['both', { environments: [PROD], folders: 'dist/*' }, 'there are environments and folders: give one of both'],
    ['one environment twice', { environments: [PROD, PROD] }, 'the environment "prod" is given twice: keep one'],
    [
      'clusters by name and by server',
      { environments: [PROD, { ...STAGING, destination: { clusterName: 'staging-1' } }] },
      'the environment "staging" names its cluster, and "prod" does not: write clusterName for all',
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
