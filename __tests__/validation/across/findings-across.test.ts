import { Chart } from 'cdk8s';
import { Deployment, EnvValue, Volume } from 'cdk8s-plus-28';
import { InfisicalProject, SyncedSecret } from '../../../lib';
import { resourcesOfApp } from '../../../lib/evaluation/resources-of-app';
import { pathText } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import { findingsBetweenFolders } from '../../../lib/validation/across/between-folders';
import type { EnvironmentResources } from '../../../lib/validation/across/environment';
import { ACROSS_RULES, findingsAcross } from '../../../lib/validation/across/findings-across';
import { SYNC } from '../../declarations';
import { deployment, infisicalSecret, secretsScope, universalAuth } from '../manifests';
import { CLUSTER, environment, messages, object } from './environments';

describe('E2: an environment that reads the keys of another one', () => {
  const reading = (envSlug: string) =>
    infisicalSecret({ authentication: { universalAuth: universalAuth({ secretsScope: secretsScope({ envSlug }) }) } });

  test('is a warning with what to write', () => {
    const findings = findingsAcross([
      environment('staging', { slug: 'staging' }, [reading('staging')]),
      environment('production', { slug: 'prod' }, [reading('staging')]),
    ]);
    expect(messages(findings)).toEqual([
      'production, staging: the source of the environment "production" (slug "prod") names "staging", which is that of "staging": write "prod" (E2)',
    ]);
    expect(findings[0].severity).toBe('warning');
  });

  test.each([
    ['shop', 1],
    [undefined, 1],
    ['platform', 0],
  ])('whatever another project calls its environments: the source of "shop" where its own is %j', (own, count) => {
    const findings = findingsAcross([
      environment('staging', { slug: 'staging', project: { projectSlug: own } }, [reading('prod')]),
      environment('prod', { slug: 'prod' }, []),
    ]);
    expect(findings).toHaveLength(count);
  });

  test('not of a source without an environment, whatever folders of no environment are beside it', () => {
    const withoutSlug = infisicalSecret({ authentication: { universalAuth: universalAuth() } });
    const applications = environment('argocd', {}, []);
    expect(findingsAcross([environment('prod', { slug: 'prod' }, [withoutSlug]), applications])).toEqual([]);
  });

  test.each([
    ['a preview of the same slug', { slug: 'staging' }, 'staging'],
    ['a slug that no environment of the project has', { slug: 'prod' }, 'shared'],
    ['a folder of no environment', {}, 'staging'],
  ])('not: %s', (_, options, slug) => {
    const staging = environment('staging', { slug: 'staging' }, []);
    expect(findingsAcross([staging, environment('other', options, [reading(slug)])])).toEqual([]);
  });
});

describe('E4: an object in the namespace of another environment', () => {
  const staging = environment('staging', { namespace: 'shop-staging', slug: 'staging' }, []);
  const stray = [deployment({}, { namespace: 'shop-staging' }), infisicalSecret({}, { namespace: 'shop-staging' })];

  test('is one warning for all of them', () => {
    expect(messages(findingsAcross([staging, environment('prod', { namespace: 'shop' }, stray)]))).toEqual([
      'prod, staging: Deployment "api", InfisicalSecret "api" stand in the namespace "shop-staging" of the environment "staging": write "shop", that of the environment "prod" (E4)',
    ]);
  });

  test.each([
    ['one namespace for both', { namespace: 'shop-staging' }, stray],
    ['no namespace told', {}, stray],
    ['a namespace of nobody', { namespace: 'shop' }, [deployment({}, { namespace: 'argocd' })]],
  ])('not: %s', (_, options, manifests) => {
    expect(findingsAcross([staging, environment('prod', options, manifests)])).toEqual([]);
  });

  test('not: the namespace of that name in another cluster', () => {
    const findings = findingsAcross([
      { ...staging, cluster: 'https://staging.example.com' },
      environment('prod', { namespace: 'shop', cluster: CLUSTER }, stray),
    ]);
    expect(findings).toEqual([]);
  });
});

describe('E5: a workload whose Secret only another environment declares', () => {
  const staging = environment('staging', { slug: 'staging' }, [infisicalSecret(), deployment()]);
  const plain = object('v1', 'Secret', {});
  const told = (all: readonly EnvironmentResources[]) =>
    messages(findingsAcross(all).filter(({ rule }) => rule === 'E5'));

  test('is one warning for all workloads that use it', () => {
    const workloads = [deployment(), deployment({}, { name: 'worker' })];
    expect(told([staging, environment('prod', { slug: 'prod' }, workloads)])).toEqual([
      'prod, staging: the Secret "api-secrets" of Deployment "api", Deployment "worker" is declared in the environment "staging" and not in "prod": declare it there, too (E5)',
    ]);
  });

  test.each([
    ['it declares one of its own', { slug: 'prod' }, [infisicalSecret(), deployment()], []],
    ['it writes it itself', { slug: 'prod' }, [{ ...plain, metadata: { name: 'api-secrets' } }, deployment()], []],
    ['another cluster of the same slug', { slug: 'staging' }, [deployment()], []],
    ['an environment for laptops', { slug: 'prod', deployed: false }, [deployment()], []],
    ['a folder of no environment', {}, [deployment()], []],
    ['such a folder declares it for all', { slug: 'prod' }, [deployment()], [infisicalSecret()]],
  ])('not: %s', (_, options, manifests, shared) => {
    const all = [staging, environment('other', options, manifests), environment('shared', {}, shared)];
    expect(told(all)).toEqual([]);
  });

  test('not where nobody but a person can have made it', () => {
    const writing = environment('staging', { slug: 'staging' }, [{ ...plain, metadata: { name: 'api-secrets' } }]);
    expect(told([writing, environment('prod', { slug: 'prod' }, [deployment()])])).toEqual([]);
  });

  test('what cdk8s-plus keeps nothing of but its name; what a construct tells is left to E3', () => {
    const project = new InfisicalProject({ auth: SYNC.auth, projectSlug: 'shop' });
    const [from, to] = ['staging', 'prod'].map(
      (name) => new Chart(project.addEnvironment(name, { namespace: name }), 'shop', { namespace: name }),
    );
    const secret = new SyncedSecret(from, 'secrets');
    const worker = new Deployment(to, 'worker', { containers: [{ image: 'worker:1' }] });
    worker.containers[0].env.addVariable('A', EnvValue.fromSecretValue({ secret, key: 'A' }));
    worker.containers[0].mount('/keys', Volume.fromSecret(to, 'volume', secret));
    const other = new Deployment(to, 'other', { containers: [{ image: 'worker:1' }] });
    secret.injectInto(other, { secretKeys: ['A'] });
    const all = project.environments.map((one) => ({
      environment: one.name,
      slug: one.slug,
      resources: resourcesOfApp(one),
    }));
    expect(told(all)).toEqual([expect.stringContaining('the Secret "secrets" of Deployment "shop-worker-')]);
  });
});

describe('folders of manifests, whose environments nobody has told', () => {
  const reading = (envSlug: string) =>
    infisicalSecret({ authentication: { universalAuth: universalAuth({ secretsScope: secretsScope({ envSlug }) }) } });
  const found = (folders: { [folder: string]: string }) =>
    messages(
      findingsBetweenFolders(
        Object.entries(folders).map(([folder, slug]) => ({ folder, resources: [{ manifest: reading(slug) }] })),
      ),
    );

  test('are called by what is below their common folder, and are the environments of their names', () => {
    expect(found({ '/repository/dist/staging': 'staging', '/repository/dist/prod': 'staging' })).toEqual([
      'prod, staging: the source of the environment "prod" names "staging", which is that of "staging": write "prod" (E2)',
    ]);
    expect(found({ 'dist/qa': 'qa', 'dist/prod': 'qa' })).toHaveLength(1);
  });

  test.each([
    ['a preview', { 'dist/staging': 'staging', 'dist/pr-12': 'staging' }],
    ['two clusters of one environment', { 'dist/prod': 'prod', 'dist/prod-eu': 'prod' }],
    ['folders of teams', { 'dist/orders': 'prod', 'dist/web': 'prod' }],
    ['one folder', { dist: 'staging' }],
  ])('are none where their names say nothing: %s', (_, folders) => {
    expect(found(folders as { [folder: string]: string })).toEqual([]);
  });

  test('have the namespace to which Argo CD deploys them', () => {
    const application = (folder: string) =>
      object('argoproj.io/v1alpha1', 'Application', {
        spec: { source: { path: `dist/${folder}` }, destination: { name: 'main', namespace: `shop-${folder}` } },
      });
    const stray = deployment({}, { namespace: 'shop-staging' });
    const folders = Object.entries({
      'dist/staging': [],
      'dist/prod': [stray],
      'dist/argocd': [
        application('staging'),
        { ...application('prod'), metadata: { name: 'prod', namespace: 'argocd' } },
      ],
    }).map(([folder, manifests]) => ({ folder, resources: manifests.map((manifest) => ({ manifest })) }));
    expect(messages(findingsBetweenFolders(folders))).toEqual([
      expect.stringMatching(/^prod, staging: Deployment "api" stands in the namespace "shop-staging" .*\(E4\)$/),
    ]);
  });
});

test('whatever stands in the manifests, there are no more than findings', () => {
  const odd = [{}, { apiVersion: 1, kind: [], metadata: null }, { metadata: { name: {} } }, null, 'text'];
  const resources = odd.map((manifest) => ({ manifest: manifest as unknown as Manifest }));
  const both = ['a', 'b'].map((name) => ({ environment: name, cluster: CLUSTER, resources }));
  expect(findingsAcross(both)).toEqual([]);
});

test('these are the rules between environments; E1, E6 and E7 have files of their own', () => {
  expect(Object.keys(ACROSS_RULES)).toEqual(['E1', 'E2', 'E4', 'E5', 'E6', 'E7']);
});

describe('the place of a finding is', () => {
  const reading = (envSlug: string) =>
    infisicalSecret({ authentication: { universalAuth: universalAuth({ secretsScope: secretsScope({ envSlug }) }) } });
  const [staging, prod] = [
    { slug: 'staging', namespace: 'shop-staging' },
    { slug: 'prod', namespace: 'shop' },
  ];
  const placed = (...manifests: Manifest[][]) =>
    findingsAcross([environment('staging', staging, manifests[0]), environment('prod', prod, manifests[1])]).map(
      ({ rule, at }) => `${rule} ${pathText(at)}`,
    );

  test('the namespace of an object that another environment has, too (E1)', () => {
    const both = ['staging', 'prod'].map((name) => environment(name, { cluster: CLUSTER }, [deployment()]));
    expect(findingsAcross(both).map(({ at }) => pathText(at))).toEqual(['metadata.namespace']);
    const homeless = ['staging', 'prod'].map((name) =>
      environment(name, { cluster: CLUSTER, namespace: 'shop' }, [deployment({}, { namespace: undefined })]),
    );
    expect(findingsAcross(homeless).map(({ at }) => pathText(at))).toEqual(['metadata.name']);
  });

  test('the environment of a source (E2)', () => {
    expect(placed([], [reading('staging')])).toEqual(['E2 spec.authentication.universalAuth.secretsScope.envSlug']);
  });

  test('the namespace of an object, or of one that it has the operator write (E4)', () => {
    expect(placed([], [deployment({}, { namespace: 'shop-staging' })])).toEqual(['E4 metadata.namespace']);
    const elsewhere = { secretName: 'api', secretNamespace: 'shop-staging' };
    expect(placed([], [infisicalSecret({ managedKubeSecretReferences: [elsewhere] })])).toEqual([
      'E4 spec.managedKubeSecretReferences[0].secretNamespace',
    ]);
  });

  test('the name of a Secret that a workload uses (E5)', () => {
    expect(placed([infisicalSecret()], [deployment()])).toContain(
      'E5 spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.name',
    );
  });
});
