import { Chart } from 'cdk8s';
import {
  ArgoCdApplicationSet,
  type ArgoCdApplicationSetProps,
  ArgoCdProject,
  type ArgoCdProjectProps,
  type EnvironmentOptions,
  GitOpsApp,
  InfisicalProject,
  SecretSyncedApp,
} from '../../lib';
import { APP } from '../declarations';
import type { Manifest } from '../synthesis';

const repoUrl = 'https://git.example.com/shop.git';
const IN_CLUSTER = 'https://kubernetes.default.svc';

/** A project that declares Argo CD's folder first and then its environments: they are read when all is declared. */
function shopWith(
  environments: { readonly [name: string]: EnvironmentOptions },
  props: Partial<ArgoCdApplicationSetProps> = {},
  folder?: string,
) {
  const shop = new InfisicalProject({ projectSlug: 'shop', folder });
  const chart = new Chart(shop.addFolder('argocd'), 'argocd');
  new ArgoCdApplicationSet(chart, 'shop', { repoUrl, environmentsOf: shop, ...props });
  for (const [name, options] of Object.entries(environments)) declareApi(shop, name, options);
  const problems = () => shop.problems().filter((line) => line.includes('(X21)'));
  return { shop, chart, problems, spec: (): Manifest => chart.toJson()[0].spec };
}

function declareApi(shop: InfisicalProject, name: string, options: EnvironmentOptions): void {
  const environment = shop.addEnvironment(name, options);
  new SecretSyncedApp(new Chart(environment, 'shop', { namespace: environment.namespace }), 'api', APP);
}

const elementsOf = (...given: Parameters<typeof shopWith>) => shopWith(...given).spec().generators[0].list.elements;

describe('an ApplicationSet of the environments of a project', () => {
  test('has those that are deployed, wherever they are declared', () => {
    const { spec, problems } = shopWith({ dev: { deployed: false, namespace: 'shop' }, prod: { namespace: 'shop' } });
    expect(problems()).toEqual([]);
    expect(spec().generators[0].list.elements).toEqual([
      { environment: 'prod', namespace: 'shop', server: IN_CLUSTER },
    ]);
    expect(spec().template.spec).toMatchObject({
      source: { path: 'dist/{{.environment}}' },
      destination: { server: '{{.server}}', namespace: '{{.namespace}}' },
    });
  });

  test('an ApplicationSet for each team: knows the folder of the project, below that of the output', () => {
    expect(shopWith({ prod: {} }, {}, 'team-a').spec().template.spec.source.path).toBe('dist/team-a/{{.environment}}');
    expect(shopWith({ prod: {} }, { outputFolder: 'out' }, 'team-a').spec().template.spec.source.path).toBe(
      'out/team-a/{{.environment}}',
    );
  });

  test('knows revisions: the one of the environment, else that of all', () => {
    expect(elementsOf({ staging: {}, prod: { revision: 'release' } }, { revision: 'main' })).toEqual([
      { environment: 'staging', server: IN_CLUSTER, revision: 'main' },
      { environment: 'prod', server: IN_CLUSTER, revision: 'release' },
    ]);
  });

  test('two clusters, prod-eu and prod-us from the slug prod; one without a name is that of Argo CD', () => {
    const prod = { slug: 'prod', namespace: 'shop' };
    const { spec, problems } = shopWith({
      staging: { namespace: 'shop' },
      'prod-eu': { ...prod, cluster: 'prod-eu' },
      'prod-us': { ...prod, cluster: 'prod-us' },
    });
    expect(problems()).toEqual([]);
    expect(spec().generators[0].list.elements).toEqual([
      { environment: 'staging', namespace: 'shop', cluster: 'in-cluster' },
      { environment: 'prod-eu', namespace: 'shop', cluster: 'prod-eu' },
      { environment: 'prod-us', namespace: 'shop', cluster: 'prod-us' },
    ]);
    expect(spec().template.spec.destination).toEqual({ name: '{{.cluster}}', namespace: '{{.namespace}}' });
  });

  test('clusters by URL; one without is that of Argo CD', () => {
    expect(elementsOf({ staging: {}, prod: { cluster: 'https://prod.example.com' } })).toEqual([
      { environment: 'staging', server: IN_CLUSTER },
      { environment: 'prod', server: 'https://prod.example.com' },
    ]);
  });

  test('a URL for one and a name for the other is an error that names both', () => {
    const { problems } = shopWith({
      dev: { deployed: false, cluster: 'laptop' },
      staging: { cluster: 'https://staging.example.com' },
      prod: { cluster: 'prod-eu' },
    });
    expect(problems()).toEqual([
      'argocd: [argocd/shop] the environment "staging" names its cluster by the URL "https://staging.example.com", and "prod" by the name "prod-eu": write URLs for all, or names for all (X21)',
    ]);
  });

  test('two of one namespace go to one cluster, that of Argo CD, where neither names its own: an error (E1)', () => {
    const shared = { staging: { namespace: 'shop' }, prod: { namespace: 'shop' } };
    const { shop } = shopWith(shared);
    expect(shop.problems()).toEqual([
      expect.stringMatching(/^prod: \[shop\/api\S*\] .* also belong to staging in the same cluster .* \(E1\)$/),
    ]);
    const apart = { ...shared, prod: { namespace: 'shop', cluster: 'https://prod.example.com' } };
    expect(shopWith(apart).shop.problems()).toEqual([]);
  });

  test('also where one folder, of a project for all teams or of an app, has the ApplicationSets of several', () => {
    const platform = new InfisicalProject({ folder: 'platform' }).addFolder('argocd');
    for (const scope of [platform, new GitOpsApp({ environment: 'argocd' })]) {
      const team = new InfisicalProject({ projectSlug: 'shop', folder: 'team' });
      new ArgoCdApplicationSet(new Chart(scope, 'team'), 'shop', { repoUrl, environmentsOf: team });
      for (const name of ['staging', 'prod']) declareApi(team, name, { namespace: 'shop' });
      declareApi(team, 'prod-us', { namespace: 'shop', cluster: 'prod-us' });
      expect(team.problems()).toEqual([
        expect.stringMatching(/^team\/prod: .* also belong to staging in the same .* \(E1\)$/),
      ]);
    }
  });

  test('has Argo CD make the namespace of each', () => {
    const { spec, problems } = shopWith({ prod: { namespace: 'shop' } }, { createNamespace: true });
    expect(problems()).toEqual([]);
    expect(spec().template.spec.syncPolicy.syncOptions).toEqual(['CreateNamespace=true']);
    expect(shopWith({ staging: { namespace: 'shop' }, prod: {} }, { createNamespace: true }).problems()).toEqual([
      'argocd: [argocd/shop] createNamespace makes the namespace of the destination, and the environment "prod" has none: give it one (X21)',
    ]);
  });

  test('without one that is deployed, or beside environments and folders, is an error', () => {
    expect(shopWith({ dev: { deployed: false } }).problems()).toEqual([
      'argocd: [argocd/shop] there are no environments: add one that is deployed to the project (X21)',
    ]);
    expect(shopWith({ prod: {} }, { environments: [{ name: 'prod' }] }).problems()).toEqual([
      'argocd: [argocd/shop] there are environmentsOf and environments: give one of both (X21)',
    ]);
    expect(shopWith({ prod: {} }, { environments: [], folders: 'dist/*' }).problems()).toEqual([
      'argocd: [argocd/shop] there are environmentsOf and environments and folders: give one of them (X21)',
    ]);
  });

  test('takes the project itself, and says so where it gets something else', () => {
    const { shop, chart } = shopWith({ prod: {} });
    new ArgoCdApplicationSet(chart, 'list', { repoUrl, environmentsOf: shop.environments as never });
    expect(shop.problems().filter((line) => line.includes('argocd/list'))).toEqual([
      'argocd: [argocd/list] environmentsOf must be an InfisicalProject, found a list (N5)',
    ]);
  });
});

describe('an AppProject of the environments of a project', () => {
  function specOf(
    environments: { readonly [name: string]: EnvironmentOptions },
    props: Partial<ArgoCdProjectProps> = {},
  ): Manifest {
    const { shop, chart } = shopWith(environments);
    new ArgoCdProject(chart, 'project', { repositories: [repoUrl], environmentsOf: shop, ...props });
    expect(shop.problems().filter((line) => /argocd\/project.*X2/.test(line))).toEqual([]);
    return chart.toJson()[1].spec;
  }

  test('allows their kinds, in the cluster and namespace of each', () => {
    const spec = specOf({
      dev: { deployed: false, namespace: 'laptop' },
      staging: { namespace: 'shop-staging' },
      prod: { namespace: 'shop', cluster: 'https://prod.example.com' },
    });
    expect(spec.destinations).toEqual([
      { namespace: 'shop-staging', server: IN_CLUSTER },
      { namespace: 'shop', server: 'https://prod.example.com' },
    ]);
    expect(spec.clusterResourceWhitelist).toEqual([]);
    expect(spec.namespaceResourceWhitelist).toEqual([
      { group: '', kind: 'Pod' },
      { group: 'apps', kind: 'Deployment' },
      { group: 'apps', kind: 'ReplicaSet' },
      { group: 'secrets.infisical.com', kind: 'InfisicalSecret' },
    ]);
  });

  test('a cluster by name, and namespaces of objects that are not that of the environment', () => {
    const { shop, chart } = shopWith({ prod: { namespace: 'shop', cluster: 'prod-eu' } });
    new SecretSyncedApp(new Chart(shop.environments[0], 'jobs', { namespace: 'jobs' }), 'job', APP);
    new ArgoCdProject(chart, 'project', { repositories: [repoUrl], environmentsOf: shop });
    expect(chart.toJson()[1].spec.destinations).toEqual([
      { name: 'prod-eu', namespace: 'jobs' },
      { name: 'prod-eu', namespace: 'shop' },
    ]);
  });

  test('that does not let applications make their namespace, as they are told to, is an error', () => {
    const { shop, chart } = shopWith({ prod: { namespace: 'shop' } }, { createNamespace: true, project: 'shop' });
    const props = { name: 'shop', repositories: [repoUrl], environmentsOf: shop };
    new ArgoCdProject(chart, 'project', props);
    expect(shop.problems()).toEqual([
      'argocd: [argocd/shop] AppProject "shop" does not allow the kind Namespace, which CreateNamespace=true makes: drop that option, or allow it there (X24)',
    ]);
  });

  test('lets applications make their namespace, which is of a kind of the cluster', () => {
    expect(specOf({ prod: { namespace: 'shop' } }, { createNamespace: true }).clusterResourceWhitelist).toEqual([
      { group: '', kind: 'Namespace' },
    ]);
  });

  test('without an object is an error', () => {
    const shop = new InfisicalProject({ projectSlug: 'shop' });
    const chart = new Chart(shop.addFolder('argocd'), 'argocd');
    new ArgoCdProject(chart, 'project', { repositories: [repoUrl], environmentsOf: shop });
    expect(shop.problems()).toContain(
      'argocd: [argocd/project] the environments that are deployed have no object, so that no kind is allowed: add charts to them (X23)',
    );
  });
});
