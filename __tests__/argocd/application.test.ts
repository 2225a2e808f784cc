import { JsonPatch } from 'cdk8s';
import { ArgoCdApplication, type ArgoCdApplicationProps } from '../../lib';
import { errorsOf, printedLines } from '../synthesis';
import { objectsOf } from './without-schema';

const REPO = 'https://git.example.com/shop.git';
const application = (props: Partial<ArgoCdApplicationProps> = {}) => {
  const [object] = objectsOf((chart) => new ArgoCdApplication(chart, 'shop', { repoUrl: REPO, ...props }));
  return object;
};

test('deploys the output folder of its environment: every YAML file, and no other', () => {
  expect(application({ environment: 'prod' })).toEqual({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'shop', namespace: 'argocd' },
    spec: {
      project: 'default',
      source: {
        repoURL: REPO,
        targetRevision: 'HEAD',
        path: 'dist/prod',
        directory: { recurse: true, include: '*.yaml' },
      },
      destination: { server: 'https://kubernetes.default.svc' },
      syncPolicy: { automated: { prune: true, selfHeal: true } },
    },
  });
});

test('takes what is said instead of the defaults', () => {
  const { metadata, spec } = application({
    name: 'shop-eu',
    namespace: 'platform',
    project: 'shop',
    revision: 'v1.4',
    path: 'rendered',
    include: '*.k8s.yaml',
    exclude: 'drafts/*',
    destination: { clusterName: 'eu-1', namespace: 'shop' },
    prune: false,
    selfHeal: false,
    syncOptions: ['ServerSideApply=true'],
    cascadeDeletion: true,
  });
  expect(metadata).toEqual({
    name: 'shop-eu',
    namespace: 'platform',
    finalizers: ['resources-finalizer.argocd.argoproj.io'],
  });
  expect(spec).toEqual({
    project: 'shop',
    source: {
      repoURL: REPO,
      targetRevision: 'v1.4',
      path: 'rendered',
      directory: { recurse: true, include: '*.k8s.yaml', exclude: 'drafts/*' },
    },
    destination: { name: 'eu-1', namespace: 'shop' },
    syncPolicy: { automated: { prune: false, selfHeal: false }, syncOptions: ['ServerSideApply=true'] },
  });
});

test('waits for a person where it does not sync by itself', () => {
  expect(application({ autoSync: false }).spec.syncPolicy).toBeUndefined();
});

test('has a plugin render the environment', () => {
  expect(application({ environment: 'prod', plugin: 'cdk8s' }).spec.source).toEqual({
    repoURL: REPO,
    targetRevision: 'HEAD',
    path: '.',
    plugin: { name: 'cdk8s', parameters: [{ name: 'environment', string: 'prod' }] },
  });
});

test('has the source hydrator write a branch, by way of another one', () => {
  const hydration = { branch: 'environments/prod', stagingBranch: 'next/prod' };
  expect(application({ environment: 'prod', plugin: 'cdk8s', hydration }).spec).toMatchObject({
    sourceHydrator: {
      drySource: { repoURL: REPO, path: '.', plugin: { name: 'cdk8s' } },
      syncSource: { targetBranch: 'environments/prod', path: 'shop' },
      hydrateTo: { targetBranch: 'next/prod' },
    },
  });
  expect(application({ hydration }).spec.source).toBeUndefined();
});

test('a patch of a field that the library does not know reaches the YAML', () => {
  const [{ spec }] = objectsOf((chart) => {
    const { apiObject } = new ArgoCdApplication(chart, 'shop', { repoUrl: REPO });
    apiObject.addJsonPatch(JsonPatch.add('/spec/revisionHistoryLimit', 3));
  });
  expect(spec.revisionHistoryLimit).toBe(3);
});

test('mistakes are told at once, each with its remedy', () => {
  const props = {
    repoUrl: '',
    path: '../shop',
    prune: 'yes',
    destination: { server: 'https://kubernetes.default.svc', clusterName: 'eu-1' },
  };
  const lines = errorsOf((chart) => new ArgoCdApplication(chart, 'shop', props as unknown as ArgoCdApplicationProps));
  expect(lines).toEqual([
    '[project/shop] prune must be true or false, found "yes" (N5)',
    '[project/shop] the source has no repository: write repoURL (X21)',
    '[project/shop] the path "../shop" leads out of the repository: write one that starts at its root, such as "dist/prod" (X21)',
    '[project/shop] the destination names its cluster twice, by server and by name "eu-1", and Argo CD takes one only: drop one of both (X21)',
  ]);
});

test('props that are missing altogether are an error with the path', () => {
  const lines = errorsOf(
    (chart) => new ArgoCdApplication(chart, 'shop', undefined as unknown as ArgoCdApplicationProps),
  );
  expect(lines).toContain('[project/shop] the source has no repository: write repoURL (X21)');
});

test('sound props warn of nothing', () => {
  application({ environment: 'prod' });
  expect(printedLines()).toEqual([]);
});
