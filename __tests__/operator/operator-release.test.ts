import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import {
  ApiGeneration,
  ArgoCdOperatorRelease,
  type ArgoCdOperatorReleaseProps,
  type EnvironmentOptions,
  FluxOperatorRelease,
  type FluxOperatorReleaseProps,
  InfisicalAuth,
  InfisicalHost,
  InfisicalOperator,
  InfisicalProject,
  type InfisicalProjectProps,
  PushedSecret,
  SecretGenerator,
  SecretSyncedApp,
} from '../../lib';
import { errorsOf, type Manifest } from '../synthesis';
import { objectsOf, unknownValues, violationsOf } from './released-objects';

const auth = InfisicalAuth.universal({ credentials: { name: 'universal-auth-credentials' } });
const WORKLOAD = { image: 'api:1.0', secretPath: '/', secretKeys: ['TOKEN'] };

/** A project whose environments are declared after the release that serves them. */
function released(
  environments: { readonly [name: string]: EnvironmentOptions },
  props: Partial<ArgoCdOperatorReleaseProps> = {},
  ofProject: InfisicalProjectProps = {},
) {
  const shop = new InfisicalProject({ projectSlug: 'shop', auth, ...ofProject });
  const chart = new Chart(shop.addFolder('argocd'), 'argocd');
  const release = new ArgoCdOperatorRelease(chart, 'infisical-operator', { projects: [shop], ...props });
  const charts = Object.entries(environments).map(([name, options]) => apiIn(shop, name, options));
  return { shop, chart, charts, release, values: (): Manifest => chart.toJson()[0].spec.source.helm.valuesObject };
}

function apiIn(shop: InfisicalProject, name: string, options: EnvironmentOptions): Chart {
  const environment = shop.addEnvironment(name, options);
  const chart = new Chart(environment, 'shop', { namespace: environment.namespace });
  new SecretSyncedApp(chart, 'api', WORKLOAD);
  return chart;
}

const TWO = { staging: { namespace: 'shop-staging' }, prod: { namespace: 'shop-prod' } };
const argoCd = (props?: ArgoCdOperatorReleaseProps): Manifest =>
  objectsOf((chart) => new ArgoCdOperatorRelease(chart, 'infisical-operator', props))[0];
const flux = (props?: FluxOperatorReleaseProps): Manifest[] =>
  objectsOf((chart) => new FluxOperatorRelease(chart, 'infisical-operator', props));

describe('with Argo CD', () => {
  test('it is an Application of the official chart, which nothing prunes and which comes first', () => {
    expect(argoCd()).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name: 'infisical-operator',
        namespace: 'argocd',
        annotations: { 'argocd.argoproj.io/sync-wave': '-10' },
      },
      spec: {
        project: 'default',
        source: {
          repoURL: 'https://dl.cloudsmith.io/public/infisical/helm-charts/helm/charts/',
          chart: 'secrets-operator',
          targetRevision: 'v0.11.17',
          helm: {
            releaseName: 'infisical-operator',
            valuesObject: {
              installCRDs: true,
              controllerManager: { serviceAccount: { name: 'infisical-operator-controller-manager' } },
            },
          },
        },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'infisical-operator-system' },
        syncPolicy: {
          automated: { prune: false, selfHeal: true },
          syncOptions: ['CreateNamespace=true', 'ServerSideApply=true', 'FailOnSharedResource=true'],
          retry: { limit: -1, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
        },
      },
    });
  });

  test('takes what is said instead of the defaults', () => {
    const { metadata, spec } = argoCd({
      name: 'operator-eu',
      namespace: 'infisical',
      argoCdNamespace: 'platform',
      project: 'operators',
      version: '0.11.5',
      cluster: 'eu-1',
      autoSync: false,
      installCrds: false,
      replicas: 2,
      serviceAccountName: 'operator',
      host: InfisicalHost.selfHosted('https://secrets.example.com'),
      chartRepository: 'oci://registry.example.com/charts',
      values: { controllerManager: { manager: { resources: { limits: { memory: '256Mi' } } } } },
    });
    expect(metadata).toMatchObject({ name: 'operator-eu', namespace: 'platform' });
    expect(spec.project).toBe('operators');
    expect(spec.destination).toEqual({ name: 'eu-1', namespace: 'infisical' });
    expect(spec.syncPolicy.automated).toBeUndefined();
    expect(spec.source).toEqual({
      repoURL: 'registry.example.com/charts',
      chart: 'secrets-operator',
      targetRevision: 'v0.11.5',
      helm: {
        releaseName: 'operator-eu',
        valuesObject: {
          installCRDs: false,
          hostAPI: 'https://secrets.example.com/api',
          controllerManager: {
            replicas: 2,
            serviceAccount: { name: 'operator' },
            manager: { resources: { limits: { memory: '256Mi' } } },
          },
        },
      },
    });
  });

  test('a cluster by its URL is the server of the destination', () => {
    const server = 'https://eu.example.com';
    expect(argoCd({ cluster: server }).spec.destination).toEqual({ server, namespace: 'infisical-operator-system' });
  });
});

describe('with Flux', () => {
  test('it is a HelmRelease from the official repository, which nothing prunes', () => {
    const [repository, release] = flux({ watchedNamespaces: ['shop'] });
    expect(repository).toEqual({
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'HelmRepository',
      metadata: { name: 'infisical-operator', namespace: 'flux-system' },
      spec: { interval: '1h', url: 'https://dl.cloudsmith.io/public/infisical/helm-charts/helm/charts/' },
    });
    expect(release).toEqual({
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: {
        name: 'infisical-operator',
        namespace: 'flux-system',
        annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
      },
      spec: {
        interval: '1h',
        releaseName: 'infisical-operator',
        targetNamespace: 'infisical-operator-system',
        chart: {
          spec: {
            chart: 'secrets-operator',
            version: 'v0.11.17',
            interval: '1h',
            sourceRef: { kind: 'HelmRepository', name: 'infisical-operator', namespace: 'flux-system' },
          },
        },
        install: {
          createNamespace: true,
          disableTakeOwnership: true,
          strategy: { name: 'RetryOnFailure', retryInterval: '1m' },
        },
        upgrade: { disableTakeOwnership: true, strategy: { name: 'RetryOnFailure', retryInterval: '1m' } },
        driftDetection: { mode: 'enabled' },
        values: {
          installCRDs: true,
          scopedRBAC: true,
          scopedNamespaces: ['shop'],
          controllerManager: { serviceAccount: { name: 'infisical-operator-controller-manager' } },
        },
      },
    });
  });

  test('takes a registry, and another namespace', () => {
    const [repository, release] = flux({
      chartRepository: 'oci://registry.example.com/charts',
      fluxNamespace: 'flux',
      namespace: 'infisical',
    });
    expect(repository.spec).toEqual({ interval: '1h', type: 'oci', url: 'oci://registry.example.com/charts' });
    expect([repository, release].map(({ metadata }) => metadata.namespace)).toEqual(['flux', 'flux']);
    expect(release.spec.targetNamespace).toBe('infisical');
    expect(release.spec.chart.spec.sourceRef.namespace).toBe('flux');
  });

  test('the cluster in which Flux runs is not written: it says which environments are meant', () => {
    const shop = new InfisicalProject({ projectSlug: 'shop', auth });
    apiIn(shop, 'eu', { namespace: 'shop-eu', cluster: 'eu-1' });
    apiIn(shop, 'us', { namespace: 'shop-us' });
    const [, { spec }] = flux({ projects: [shop], cluster: 'eu-1' });
    expect(spec.values.scopedNamespaces).toEqual(['shop-eu']);
    expect(spec.kubeConfig).toBeUndefined();
  });

  test('one Flux has an operator in each of several clusters, and the namespaces of none in another', () => {
    const shop = new InfisicalProject({ projectSlug: 'shop', auth });
    const folder = new Chart(shop.addFolder('operators'), 'operators');
    for (const cluster of ['eu', 'us']) {
      apiIn(shop, cluster, { namespace: 'shop', cluster });
      const props = { projects: [shop], cluster, kubeConfigSecretName: `kubeconfig-${cluster}` };
      new FluxOperatorRelease(folder, `operator-${cluster}`, props);
    }
    expect(shop.problems()).toEqual([]);
    const releases: Manifest[] = folder.toJson().filter(({ kind }) => kind === 'HelmRelease');
    expect(releases.map(({ spec }) => spec.kubeConfig.secretRef.name)).toEqual(['kubeconfig-eu', 'kubeconfig-us']);
    expect(releases.flatMap(violationsOf)).toEqual([]);
  });
});

describe('the values of the chart', () => {
  test('are those that it has, each of its type', () => {
    const host = InfisicalHost.selfHosted('https://secrets.example.com', { ca: { name: 'ca', key: 'ca.crt' } });
    const props = { defaultConnection: host, host, replicas: 2, watchedNamespaces: ['shop'] };
    const [, { spec }] = flux(props);
    expect(unknownValues(spec.values)).toEqual([]);
    expect(argoCd(props).spec.source.helm.valuesObject).toEqual(spec.values);
    // What it has not would be passed over without a word.
    expect(unknownValues({ scopedNamespace: [], controllerManager: { replica: 1 } })).toEqual([
      'scopedNamespace',
      'controllerManager.replica',
    ]);
  });
});

describe('the namespaces that it watches', () => {
  test('are those of the environments that are deployed, wherever they are declared', () => {
    const { shop, values, release } = released({ ...TWO, dev: { namespace: 'shop-dev', deployed: false } });
    expect(shop.problems()).toEqual([]);
    expect(values()).toMatchObject({ scopedRBAC: true, scopedNamespaces: ['shop-prod', 'shop-staging'] });
    expect(release.watchedNamespaces).toEqual(['shop-prod', 'shop-staging']);
  });

  test('have those in which credentials and what is written are, patches included', () => {
    const { values, charts } = released(
      { prod: { namespace: 'shop' } },
      {},
      { auth: InfisicalAuth.universal({ credentials: { name: 'credentials', namespace: 'logins' } }) },
    );
    expect(values().scopedNamespaces).toEqual(['logins', 'shop']);
    const sync = charts[0].node.findAll().find((one) => ApiObject.isApiObject(one) && one.kind === 'InfisicalSecret');
    const path = '/spec/managedKubeSecretReferences/0/secretNamespace';
    (sync as ApiObject).addJsonPatch(JsonPatch.replace(path, 'patched'));
    expect(values().scopedNamespaces).toEqual(['logins', 'patched', 'shop']);
  });

  test('are those of its cluster, by whatever name', () => {
    const environments = {
      eu: { namespace: 'shop-eu', cluster: 'eu-1' },
      us: { namespace: 'shop-us', cluster: 'in-cluster' },
    };
    expect(released(environments, { cluster: 'eu-1' }).values().scopedNamespaces).toEqual(['shop-eu']);
    expect(released(environments).values().scopedNamespaces).toEqual(['shop-us']);
  });

  test('are those of several projects, and further ones', () => {
    const web = new InfisicalProject({ projectSlug: 'web', auth });
    apiIn(web, 'prod', { namespace: 'web-prod' });
    const shop = new InfisicalProject({ projectSlug: 'shop', auth });
    apiIn(shop, 'prod', { namespace: 'shop-prod' });
    const { spec } = argoCd({ projects: [shop, web], watchedNamespaces: ['legacy'] });
    expect(spec.source.helm.valuesObject.scopedNamespaces).toEqual(['legacy', 'shop-prod', 'web-prod']);
  });

  test('are all where that is asked for, and then the release says nothing of them', () => {
    const { values, release } = released(TWO, { watchesCluster: true });
    expect(values().scopedRBAC).toBeUndefined();
    expect(values().scopedNamespaces).toBeUndefined();
    expect(release.watchedNamespaces).toEqual([]);
  });

  test.each<[string, Parameters<typeof released>, string]>([
    [
      'without environments',
      [{}],
      'no environment of its projects is deployed with a namespace, and to the chart no namespaces are all: name those that the operator watches, or write watchesCluster: true',
    ],
    [
      'with none in its cluster',
      [TWO, { cluster: 'eu-1' }],
      'no environment of its projects is deployed to the cluster "eu-1" with a namespace, and to the chart no namespaces are all: name those that the operator watches, or write watchesCluster: true',
    ],
    [
      'with an empty list',
      [{}, { projects: undefined, watchedNamespaces: [] }],
      'watchedNamespaces are empty, and to the chart no namespaces are all: name those that the operator watches, or write watchesCluster: true',
    ],
    [
      'with a list and all of them',
      [TWO, { watchesCluster: true, watchedNamespaces: ['shop'] }],
      'watchesCluster is every namespace, so that watchedNamespaces say nothing: drop one of both',
    ],
  ])('never are all by mistake: %s', (_, given, message) => {
    expect(released(...given).shop.problems()).toEqual([`argocd: [argocd/infisical-operator] ${message} (X46)`]);
  });
});

describe('the connection of the operator', () => {
  const host = InfisicalHost.selfHosted('https://secrets.example.com', { ca: { name: 'ca', key: 'ca.crt' } });
  const connection = {
    enabled: true,
    address: 'https://secrets.example.com',
    tls: { caCertificate: { name: 'ca', namespace: 'infisical-operator-system', key: 'ca.crt' } },
  };

  test('is in the namespace of the operator, which it then watches, too', () => {
    const { values } = released({ prod: { namespace: 'shop' } }, { defaultConnection: host });
    expect(values()).toMatchObject({
      defaultInfisicalConnection: connection,
      scopedNamespaces: ['infisical-operator-system', 'shop'],
    });
  });

  test('follows from environments that say so, and the rules know where it leads', () => {
    const ofOperator = InfisicalHost.ofOperator('https://secrets.example.com');
    const { shop, values } = released(
      { prod: { namespace: 'shop' } },
      {},
      { host: ofOperator, generation: ApiGeneration.V1BETA1 },
    );
    expect(shop.problems()).toEqual([]);
    const { address, enabled } = connection;
    expect(values().defaultInfisicalConnection).toEqual({ enabled, address });
  });

  test('needs an operator that knows it', () => {
    const { shop } = released({ prod: { namespace: 'shop' } }, { defaultConnection: host, version: 'v0.11.7' });
    expect(shop.problems()).toEqual([
      expect.stringContaining(
        'the value defaultInfisicalConnection of the chart needs the operator v0.11.8, and the cluster has "v0.11.7"',
      ),
    ]);
  });
});

describe('the rules of its environments', () => {
  const OLD = 'v0.11.1';
  const NEEDS = 'sources.*.projectSlug needs the operator v0.11.2, and the cluster has "v0.11.1"';
  const NEWER = { generation: ApiGeneration.V1BETA1 };

  test('go by its version, where nobody says another', () => {
    expect(released(TWO, { version: OLD }, NEWER).shop.problems()).toEqual([
      expect.stringContaining(`staging, prod: [shop/api/Secret] ${NEEDS}`),
    ]);
    expect(released(TWO, {}, NEWER).shop.problems()).toEqual([]);
  });

  test('know all fields while no version is said, as without a release', () => {
    const found = (props: ArgoCdOperatorReleaseProps) => {
      const { shop, charts } = released({ prod: { namespace: 'shop' } }, props);
      const sync = charts[0].node.findAll().find((one) => ApiObject.isApiObject(one) && one.kind === 'InfisicalSecret');
      (sync as ApiObject).addJsonPatch(JsonPatch.add('/spec/novelty', true));
      return shop.problems();
    };
    expect(found({})).toEqual([expect.stringContaining('novelty')]);
    expect(found({ version: 'v0.11.17' })).toEqual([]);
  });

  test('an environment whose namespace is none says so alone', () => {
    expect(released({ prod: { namespace: 'Shop_' } }).shop.problems()).toEqual([
      expect.stringMatching(/^prod: the namespace "Shop_" must be/),
    ]);
  });

  test('are told of what it does not watch, but for what is not deployed', () => {
    const { shop } = released({ prod: { namespace: 'shop' }, dev: { namespace: 'dev', deployed: false } });
    expect(shop.problems()).toEqual([]);
  });

  test('know that a limited operator reaches no generator', () => {
    const { shop, charts } = released({ prod: { namespace: 'shop' } });
    new PushedSecret(charts[0], 'push', {
      destination: { environment: 'prod' },
      generators: { TOKEN: SecretGenerator.uuid(charts[0], 'token') },
    });
    expect(shop.problems()).toEqual([expect.stringContaining('(X4)')]);
  });

  test('do not go by a release for another cluster', () => {
    const environments = { prod: { namespace: 'shop' }, eu: { namespace: 'shop', cluster: 'eu-1' } };
    const { shop } = released(environments, { cluster: 'eu-1', version: OLD }, NEWER);
    expect(shop.problems()).toEqual([expect.stringContaining(`eu: [shop/api/Secret] ${NEEDS}`)]);
  });

  test('what the program says of an operator is what its release says', () => {
    const { shop, charts } = released({ prod: { namespace: 'shop' } }, { version: 'v0.11.5' });
    InfisicalOperator.configure(charts[0], { version: 'v0.11.7', watchedNamespaces: ['shop', 'web'] });
    const remedy = 'let the release alone say it, or say the same';
    const told = 'argocd: [argocd/infisical-operator] of the operator of the environment "prod" is told that it';
    expect(shop.problems()).toEqual([
      `${told} is "v0.11.7", and this release installs "v0.11.5": ${remedy} (X45)`,
      `${told} watches "web", and this release does not have it do so: add it to watchedNamespaces of the release, or ${remedy} (X45)`,
    ]);
  });

  test('a patch does not change what they go by: it is to be said', () => {
    const { shop, release } = released({ prod: { namespace: 'shop' } });
    const source = '/spec/source';
    release.apiObject.addJsonPatch(
      JsonPatch.replace(`${source}/targetRevision`, 'v0.11.5'),
      JsonPatch.replace(`${source}/helm/valuesObject/scopedNamespaces`, ['shop', 'web']),
      JsonPatch.add(`${source}/helm/skipSchemaValidation`, true),
    );
    const why = 'as the rules of its environments go by that (X45)';
    expect(shop.problems()).toEqual([
      `argocd: [argocd/infisical-operator] a patch makes the version "v0.11.5" of "v0.11.17": give it as version, ${why}`,
      `argocd: [argocd/infisical-operator] a patch changes which namespaces are watched: say it by watchedNamespaces, or by watchesCluster, ${why}`,
    ]);
  });

  test('a patch of anything else reaches the YAML', () => {
    const { shop, chart, release } = released({ prod: { namespace: 'shop' } });
    release.apiObject.addJsonPatch(JsonPatch.add('/spec/source/helm/skipSchemaValidation', true));
    expect(shop.problems()).toEqual([]);
    expect(chart.toJson()[0].spec.source.helm.skipSchemaValidation).toBe(true);
  });

  test('a release beside what it serves counts, too', () => {
    const shop = new InfisicalProject({ projectSlug: 'shop', auth });
    const chart = apiIn(shop, 'prod', { namespace: 'shop' });
    new ArgoCdOperatorRelease(chart, 'infisical-operator', { projects: [shop, shop] });
    expect(shop.problems()).toEqual([]);
    const { spec } = chart.toJson().find(({ kind }) => kind === 'Application');
    expect(spec.source.helm.valuesObject.scopedNamespaces).toEqual(['shop']);
  });

  test('what is told in the app of the release is what that says', () => {
    const { shop, chart } = released({ prod: { namespace: 'shop' } }, { version: 'v0.11.5' });
    InfisicalOperator.configure(chart, { version: 'v0.11.7' });
    expect(shop.problems()).toEqual([
      'argocd: [argocd/infisical-operator] the release installs the operator "v0.11.5", and what is told of it is version "v0.11.7": tell nothing, as the release says it (operator.version in cdk8s-infisical.yaml, version of InfisicalOperator.configure), or install that one (X45)',
    ]);
  });

  test('the same in other words is no contradiction', () => {
    const { shop, charts } = released({ prod: { namespace: 'shop' } }, { version: 'v0.11.5' });
    InfisicalOperator.configure(charts[0], { version: '0.11.5', watchedNamespaces: ['shop'] });
    expect(shop.problems()).toEqual([]);
  });
});

describe('the credentials', () => {
  test('are made by commands that read what is typed: no program writes them', () => {
    const { release } = released(TWO);
    const make = (namespace: string) =>
      `kubectl create secret generic universal-auth-credentials --namespace ${namespace} --from-env-file=/dev/stdin # type clientId=… and clientSecret=…, then Ctrl-D`;
    expect(release.credentialsCommands()).toEqual([make('shop-prod'), make('shop-staging')]);
  });

  test('are no commands where there are none, or where their name is no word', () => {
    const kubernetes = InfisicalAuth.kubernetes({
      identityId: '8f1b7d0c-54a9-4d9f-9c0e-0b4f6d1d2a3b',
      serviceAccount: { name: 'infisical-auth' },
    });
    const hostile = InfisicalAuth.universal({ credentials: { name: 'x; rm -rf ~' } });
    for (const login of [kubernetes, hostile]) {
      expect(released({ prod: { namespace: 'shop' } }, {}, { auth: login }).release.credentialsCommands()).toEqual([]);
    }
    expect(new ArgoCdOperatorRelease(new Chart(new App(), 'c'), 'operator').credentialsCommands()).toEqual([]);
  });
});

test('two releases of several versions do not serve one environment: the rules go by one', () => {
  const problemsOf = (version?: string) => {
    const { shop } = released({ prod: { namespace: 'shop' } }, { version: 'v0.11.5' });
    const folder = new Chart(shop.addFolder('flux'), 'flux');
    new FluxOperatorRelease(folder, 'infisical-operator', { projects: [shop], version, watchedNamespaces: ['more'] });
    return shop.problems();
  };
  const differs = (other: string, own: string) =>
    expect.stringContaining(
      `another release that serves the environment "prod" installs "${other}", and this one "${own}": give both the same version, or serve it by one`,
    );
  expect(problemsOf('0.11.5')).toEqual([]);
  expect(problemsOf('v0.11.7')).toEqual([differs('v0.11.7', 'v0.11.5')]);
  expect(problemsOf()).toEqual([differs('v0.11.5', 'v0.11.17')]);
});

test('what a patch puts in place of the version is shown as it is', () => {
  const [error] = errorsOf((chart) => {
    const { apiObject } = new FluxOperatorRelease(chart, 'operator', { watchedNamespaces: ['shop'] });
    apiObject.addJsonPatch(JsonPatch.replace('/spec/chart/spec/version', 5));
  });
  expect(error).toContain('a patch makes the version the number 5 of "v0.11.17"');
});

describe('what is wrong is told with what to write', () => {
  const errors = (props: object) =>
    errorsOf((chart) => new FluxOperatorRelease(chart, 'operator', props)).map((line) =>
      line.replace('[project/operator] ', ''),
    );

  test.each<[object, string]>([
    [{ version: 'latest' }, 'version is "latest", and no version: write all of a version from v0.10.4 on'],
    [{ namespace: 'In Fisical' }, 'namespace "In Fisical" must be a lower-case RFC 1123 label'],
    [{ watchedNamespaces: ['a', 'B'] }, 'watchedNamespaces[1] "B" must be a lower-case RFC 1123 label'],
    [{ serviceAccountName: 'A b' }, 'serviceAccountName "A b" must be a lower-case RFC 1123 subdomain'],
    [{ name: 'a'.repeat(54) }, 'of the release has 54 characters, 53 are allowed'],
    [{ chartRepository: 'charts' }, 'chartRepository "charts" is not the URL of a repository'],
    [{ chartRepository: 'file:///etc' }, 'chartRepository "file:///etc" is not the URL of a repository'],
    [
      { host: InfisicalHost.selfHosted('https://x.example.com/api') },
      'host "https://x.example.com/api" must be the base',
    ],
    [{ defaultConnection: InfisicalHost.selfHosted('nonsense') }, 'the host "nonsense" is not a URL'],
    [
      { defaultConnection: InfisicalHost.selfHosted('https://x.example.com/api') },
      'the host "https://x.example.com/api" must be the base',
    ],
    [{ values: { scopedRBAC: false } }, 'values.scopedRBAC would be overwritten: say it by the prop projects'],
    [
      { values: { controllerManager: { serviceAccount: { name: 'x' } } } },
      'values.controllerManager.serviceAccount.name would be overwritten: say it by the prop serviceAccountName',
    ],
    [{ projects: {} }, 'projects must be a list, found an object'],
    [{ projects: [{}] }, 'projects[0] must be an InfisicalProject, found an object'],
    [{ watchedNamespaces: 'shop' }, 'watchedNamespaces must be a list, found "shop"'],
    [{ replicas: '2' }, 'replicas must be a whole number'],
    [{ values: [] }, 'values must be an object that does not hold itself, found a list'],
    [{ installCRDs: false }, 'installCRDs'],
  ])('%j', (props, message) => {
    expect(errors(props)).toEqual([expect.stringContaining(message)]);
  });

  test('a password in a URL is not repeated', () => {
    const [error, ...others] = errors({ chartRepository: 'https://user:pa55word@charts.example.com' });
    expect(others).toEqual([]);
    expect(error).toContain('carries credentials');
    expect(error).not.toContain('pa55word');
  });

  test('it needs no props at all', () => {
    expect(flux()).toHaveLength(2);
  });
});
