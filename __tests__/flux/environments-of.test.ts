import { Chart } from 'cdk8s';
import {
  type EnvironmentOptions,
  Flux,
  FluxKustomizations,
  type FluxKustomizationsProps,
  FluxSourceKind,
  GitOpsApp,
  InfisicalProject,
  SecretSyncedApp,
} from '../../lib';
import { APP } from '../declarations';
import type { Manifest } from '../synthesis';
import { violationsOf } from './flux-objects';

const repoUrl = 'https://git.example.com/team/shop.git';

/** A project that declares the folder of Flux first and then its environments, each with an application. */
function shopWith(
  environments: { readonly [name: string]: EnvironmentOptions },
  props: Partial<FluxKustomizationsProps> = {},
  folder?: string,
) {
  const shop = new InfisicalProject({ projectSlug: 'shop', folder });
  const chart = new Chart(shop.addFolder('flux'), 'flux');
  const kustomizations = new FluxKustomizations(chart, 'shop', { repoUrl, environmentsOf: shop, ...props });
  for (const [name, options] of Object.entries(environments)) declareApi(shop, name, options);
  const objects = (): Manifest[] => {
    const all = chart.toJson();
    expect(all.flatMap(violationsOf)).toEqual([]);
    return all;
  };
  const problems = () => shop.problems().map((line) => line.replace(/^flux: \[flux\/shop\S*\] /, ''));
  return { shop, chart, kustomizations, problems, objects };
}

function declareApi(shop: InfisicalProject, name: string, options: EnvironmentOptions): void {
  const environment = shop.addEnvironment(name, options);
  new SecretSyncedApp(new Chart(environment, 'shop', { namespace: environment.namespace }), 'api', APP);
}

/** The objects in short: Kustomizations with path and source, sources with what they fetch. */
const shownOf = (...given: Parameters<typeof shopWith>) =>
  shopWith(...given)
    .objects()
    .map(({ kind, metadata, spec }) =>
      kind === 'Kustomization'
        ? [metadata.name, spec.path, spec.sourceRef.name, ...(spec.kubeConfig ? [spec.kubeConfig.secretRef.name] : [])]
        : [kind, metadata.name, ...(spec ? [spec.ref] : [])],
    );

const [staging, prod] = ['staging', 'prod'].map((name) => ({ namespace: `shop-${name}` }));

test('one Kustomization for each environment that is deployed, wherever it is declared, and one source', () => {
  const { problems, kustomizations } = shopWith({ dev: { namespace: 'shop-dev', deployed: false }, staging, prod });
  expect(problems()).toEqual([]);
  expect(kustomizations.kustomizationOf('prod')?.apiObject.name).toBe('shop-prod');
  expect(kustomizations.kustomizationOf('dev')).toBeUndefined();
  expect(shownOf({ dev: { namespace: 'shop-dev', deployed: false }, staging, prod })).toEqual([
    ['GitRepository', 'shop', { branch: 'main' }],
    ['shop-staging', './dist/staging', 'shop'],
    ['shop-prod', './dist/prod', 'shop'],
  ]);
});

test('environments that were declared before are deployed as well', () => {
  const shop = new InfisicalProject({ projectSlug: 'shop' });
  declareApi(shop, 'prod', prod);
  const chart = new Chart(shop.addFolder('flux'), 'flux');
  new FluxKustomizations(chart, 'shop', { environmentsOf: shop, sourceRef: { name: 'flux-system' } });
  expect(shop.problems()).toEqual([]);
  expect(chart.toJson().map(({ spec }: Manifest) => [spec.path, spec.sourceRef])).toEqual([
    ['./dist/prod', { kind: 'GitRepository', name: 'flux-system' }],
  ]);
});

test('knows the folder of the project, below that of the output', () => {
  expect(shownOf({ prod }, {}, 'team-a')[1][1]).toBe('./dist/team-a/prod');
  expect(shownOf({ prod }, { outputFolder: './out/' }, 'team-a')[1][1]).toBe('./out/team-a/prod');
});

test('an environment with a revision of its own has a source of its own', () => {
  expect(shownOf({ staging, prod: { ...prod, revision: 'v1.4.2' } }, { revision: 'release' })).toEqual([
    ['GitRepository', 'shop', { branch: 'release' }],
    ['shop-staging', './dist/staging', 'shop'],
    ['GitRepository', 'shop-prod', { tag: 'v1.4.2' }],
    ['shop-prod', './dist/prod', 'shop-prod'],
  ]);
});

test('an artifact of a registry, and none that no environment takes: its paths begin in the output folder', () => {
  const { objects } = shopWith(
    { prod: { ...prod, revision: `sha256:${'a'.repeat(64)}` } },
    { repoUrl: 'oci://registry.example.com/shop', repoSecretName: 'registry', namespace: 'apps' },
  );
  expect(objects().map(({ kind, metadata, spec }) => [kind, metadata.namespace, spec.path ?? spec.ref])).toEqual([
    ['OCIRepository', 'apps', { digest: `sha256:${'a'.repeat(64)}` }],
    ['Kustomization', 'apps', './prod'],
  ]);
  expect(objects()[0].spec.secretRef).toEqual({ name: 'registry' });
});

describe('clusters', () => {
  const us = { ...prod, cluster: 'prod-us' };

  test('one Flux for all: a Secret with the kubeconfig for each other cluster', () => {
    const kubeConfigSecretNames = { 'prod-us': 'kubeconfig-us' };
    expect(shopWith({ staging, prod: us }, { kubeConfigSecretNames }).problems()).toEqual([]);
    expect(shownOf({ staging, prod: us }, { kubeConfigSecretNames }).slice(1)).toEqual([
      ['shop-staging', './dist/staging', 'shop'],
      ['shop-prod', './dist/prod', 'shop', 'kubeconfig-us'],
    ]);
  });

  test('one Flux in each: each has its own environments', () => {
    expect(shownOf({ staging, prod: us }, { cluster: 'prod-us' }).slice(1)).toEqual([
      ['shop-prod', './dist/prod', 'shop'],
    ]);
    expect(shopWith({ staging, prod: us }, { cluster: 'prod-eu' }).problems()).toEqual([
      'no environment of the project is deployed to the cluster "prod-eu": give one of them this cluster (G1)',
    ]);
  });

  test.each(['prod-us', 'toString', '__proto__'])('nothing is deployed to the wrong one: %s', (cluster) => {
    expect(shopWith({ staging, prod: { ...prod, cluster } }).problems()).toEqual([
      `the environment "prod" is deployed to the cluster "${cluster}", and nothing says how Flux gets there: name the Secret with its kubeconfig in kubeConfigSecretNames, or write cluster: "${cluster}" where it is the Flux in that cluster which reads this (G1)`,
    ]);
  });
});

describe('namespaces', () => {
  test('are made once each, and never pruned', () => {
    const { objects, problems } = shopWith({ blue: prod, green: prod, staging }, { createNamespace: true });
    const namespaces = objects().filter(({ kind }) => kind === 'Namespace');
    const annotations = { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };
    expect(namespaces.map(({ metadata }) => metadata)).toEqual([
      { name: 'shop-prod', annotations },
      { name: 'shop-staging', annotations },
    ]);
    expect(problems()).toEqual([
      expect.stringMatching(/also belong to blue in the same cluster \(in which Flux runs\), .*\(E1\)$/),
    ]);
  });

  test('not where there is none, nor in another cluster', () => {
    const environments = { staging: {}, prod: { ...prod, cluster: 'prod-us' } };
    const props = { createNamespace: true, kubeConfigSecretNames: { 'prod-us': 'kubeconfig' } };
    expect(
      shopWith(environments, props)
        .problems()
        .filter((line) => line.endsWith('(G1)')),
    ).toEqual([
      'createNamespace makes the namespace of each environment, and the environment "staging" has none: give it one (G1)',
      'createNamespace makes namespaces in the cluster of Flux, and the environment "prod" is deployed to the cluster "prod-us": make its namespace in one of its charts (G1)',
    ]);
  });
});

test.each<[object, string]>([
  [{ environmentsOf: undefined }, 'there is nothing to deploy: give environmentsOf your project'],
  [{ sourceRef: { name: 'shop' } }, 'there are sourceRef and repoUrl: give one of both'],
  [
    { repoUrl: undefined },
    'there is no source: give repoUrl, or sourceRef of a source that is there, such as { name: "flux-system" }',
  ],
  [
    { repoUrl: undefined, sourceRef: { name: 'shop' }, revision: 'main' },
    'revision counts for repoUrl only: give it to the source of sourceRef',
  ],
])('ways that do not go together: %j', (props, problem) => {
  expect(shopWith({ prod }, props).problems()).toEqual([`${problem} (G1)`]);
});

test('one source for all cannot have two revisions', () => {
  const props = { repoUrl: undefined, sourceRef: { kind: FluxSourceKind.GIT_REPOSITORY, name: 'shop' } };
  expect(shopWith({ staging, prod: { ...prod, revision: 'v1' } }, props).problems()).toEqual([
    'the environment "prod" has the revision "v1", and the source of sourceRef has one for all: give repoUrl in place of sourceRef, or the environment no revision (G1)',
  ]);
});

test('without environments nothing is deployed, which is an error', () => {
  expect(shopWith({}).problems()).toEqual(['there are no environments: add one that is deployed to the project (G1)']);
});

test('outside of the project, an environment without a cluster is in that of Flux', () => {
  const shop = new InfisicalProject({ projectSlug: 'shop' });
  const app = new GitOpsApp({ environment: 'flux' });
  new FluxKustomizations(new Chart(app, 'flux'), 'shop', { environmentsOf: shop, repoUrl });
  for (const name of ['staging', 'prod']) declareApi(shop, name, { namespace: 'shop' });
  expect(shop.problems()).toEqual([
    expect.stringMatching(/^prod: .* also belong to staging in the same cluster \(in which Flux runs\), .* \(E1\)$/),
  ]);
});

test('a patch of one of them reaches the YAML', () => {
  const { kustomizations, chart } = shopWith({ prod });
  const kustomization = kustomizations.kustomizationOf('prod');
  if (kustomization === undefined) throw new Error('there is none');
  Flux.protect(kustomization);
  const [, { metadata }] = chart.toJson();
  expect(metadata.annotations).toEqual({ 'kustomize.toolkit.fluxcd.io/prune': 'disabled' });
});
