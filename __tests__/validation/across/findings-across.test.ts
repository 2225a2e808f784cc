import { Chart } from 'cdk8s';
import { Deployment, EnvValue, Volume } from 'cdk8s-plus-28';
import { InfisicalProject, SyncedSecret } from '../../../lib';
import { findingsBetweenFolders } from '../../../lib/validation/across/between-folders';
import type { AcrossFinding, EnvironmentSubjects } from '../../../lib/validation/across/environment';
import { ACROSS_RULES, findingsAcross } from '../../../lib/validation/across/findings-across';
import { allSubjectsIn } from '../../../lib/validation/construct-tree';
import type { Fields, Manifest } from '../../../lib/validation/manifest';
import { SYNC } from '../../declarations';
import {
  deployment,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  secretsScope,
  universalAuth,
} from '../manifests';

const CLUSTER = 'https://prod.example.com';

test('two environments without a cluster share all names, and nobody knows that they meet', () => {
  const manifests = [deployment(), infisicalSecret()];
  expect(findingsAcross([environment('staging', {}, manifests), environment('prod', {}, manifests)])).toEqual([]);
});

describe('E1: one object, two environments, one cluster', () => {
  test('in a cluster that both name', () => {
    const findings = findingsAcross([
      environment('staging', { cluster: CLUSTER }, [deployment()]),
      environment('prod', { cluster: `${CLUSTER}/` }, [deployment()]),
    ]);
    expect(messages(findings)).toEqual([
      'prod, staging: Deployment "shop/api" also belongs to staging in the same cluster ("https://prod.example.com"), so that each undoes what the other does: give each environment a namespace or a cluster of its own (E1)',
    ]);
    expect(findings[0].severity).toBe('error');
  });

  test('many objects are one finding, which names the first few', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => deployment({}, { name }));
    const findings = findingsAcross([
      environment('staging', { cluster: CLUSTER }, many),
      environment('prod', { cluster: CLUSTER }, many),
    ]);
    expect(messages(findings)).toEqual([
      expect.stringContaining(
        'Deployment "shop/a", Deployment "shop/b", Deployment "shop/c" and 2 more also belong to staging in the same',
      ),
    ]);
  });

  test('a managed Secret of two resources is one object too', () => {
    const findings = findingsAcross([
      environment('staging', { cluster: CLUSTER }, [infisicalSecret({}, { name: 'of-staging' })]),
      environment('prod', { cluster: CLUSTER }, [infisicalSecret({}, { name: 'of-prod' })]),
    ]);
    expect(messages(findings)).toEqual([expect.stringContaining('Secret "shop/api-secrets" also belongs to staging')]);
  });

  test.each([
    ['another namespace', { cluster: CLUSTER }, [deployment({}, { namespace: 'shop-staging' })]],
    ['another cluster', { cluster: 'https://staging.example.com' }, [deployment()]],
    ['a cluster by name, which may be another one', { cluster: 'prod' }, [deployment()]],
    ['no cluster told', {}, [deployment()]],
    ['an environment for laptops', { cluster: CLUSTER, deployed: false }, [deployment()]],
    ['another kind', { cluster: CLUSTER }, [{ ...deployment(), kind: 'StatefulSet' }]],
    ['another API group', { cluster: CLUSTER }, [{ ...deployment(), apiVersion: 'example.com/v1' }]],
  ] as const)('not: %s', (_, options, manifests) => {
    const prod = environment('prod', { cluster: CLUSTER }, [deployment()]);
    expect(findingsAcross([environment('staging', options, manifests), prod])).toEqual([]);
  });

  test('equal logins, rights and objects of the cluster are declared by each of their users', () => {
    const shared = [
      infisicalConnection(),
      infisicalAuth(),
      object('v1', 'Secret', { stringData: { identityId: 'x' } }),
      object('v1', 'ServiceAccount', {}),
      object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', { subjects: [{ kind: 'ServiceAccount' }] }),
      object('v1', 'Namespace', {}),
    ];
    const reordered = JSON.parse(
      JSON.stringify(shared.map((one) => Object.fromEntries(Object.entries(one).reverse()))),
    );
    const both = [
      environment('staging', { cluster: CLUSTER }, shared),
      environment('prod', { cluster: CLUSTER }, reordered),
    ];
    expect(findingsAcross(both)).toEqual([]);
  });

  test('equal objects of the cluster in charts of two namespaces, which cdk8s writes into them', () => {
    const [staging, prod] = ['shop-staging', 'shop'].map((namespace) => [
      { ...object('v1', 'Namespace', {}), metadata: { name: 'monitoring', namespace } },
    ]);
    const both = (other: readonly Manifest[]) => [
      environment('staging', { cluster: CLUSTER }, staging),
      environment('prod', { cluster: CLUSTER }, other),
    ];
    expect(findingsAcross(both(prod))).toEqual([]);
    const labelled = prod.map((one) => ({ ...one, metadata: { ...one.metadata, labels: { of: 'prod' } } }));
    expect(findingsAcross(both(labelled))).toHaveLength(1);
  });

  test('a login with other contents, and an equal Secret that is none, are mistakes', () => {
    const findings = findingsAcross([
      environment('staging', { cluster: CLUSTER }, [
        infisicalConnection(),
        object('v1', 'Secret', { stringData: { a: 'x' } }),
      ]),
      environment('prod', { cluster: CLUSTER }, [
        infisicalConnection({ address: 'https://other.example.com' }),
        object('v1', 'Secret', { stringData: { a: 'x' } }),
      ]),
    ]);
    expect(messages(findings)).toEqual([
      expect.stringMatching(/InfisicalConnection ".*", Secret "shop\/x" also belong/),
    ]);
  });

  test('three environments are one finding', () => {
    const all = ['dev', 'staging', 'prod'].map((name) => environment(name, { cluster: 'in-cluster' }, [deployment()]));
    expect(messages(findingsAcross(all))).toEqual([
      expect.stringMatching(
        /^prod, staging, dev: Deployment "shop\/api" also belongs to staging, dev in the same cluster \(in which Argo CD runs\)/,
      ),
    ]);
  });
});

describe('E1: Argo CD tells where a folder goes', () => {
  const applicationSet = (elements: Fields[], destination: Fields = { server: '{{.server}}' }) =>
    object('argoproj.io/v1alpha1', 'ApplicationSet', {
      spec: {
        generators: [{ list: { elements } }],
        template: { spec: { source: { repoURL: 'r', path: 'dist/{{.environment}}' }, destination } },
      },
    });
  const IN_CLUSTER = 'https://kubernetes.default.svc';

  test('an ApplicationSet that sends two folders into one cluster', () => {
    const set = applicationSet(['staging', 'prod'].map((name) => ({ environment: name, server: IN_CLUSTER })));
    const findings = findingsAcross([
      environment('staging', { folder: 'dist/staging' }, [deployment()]),
      environment('prod', { folder: '/repository/dist/prod' }, [deployment()]),
      { environment: 'argocd', subjects: [{ manifest: set }] },
    ]);
    expect(messages(findings)).toEqual([expect.stringContaining('(in which Argo CD runs)')]);
  });

  test.each([
    ['two clusters', { server: '{{.server}}' }, [IN_CLUSTER, 'https://other.example.com']],
    ['a namespace for each, for objects that have one of their own', { server: 'https://a', namespace: 'x' }, []],
  ])('not: %s', (_, destination, [first, second]) => {
    const set = applicationSet(
      [
        { environment: 'staging', server: first },
        { environment: 'prod', server: second },
      ].slice(0, first === undefined ? 1 : 2),
      destination,
    );
    const findings = findingsAcross([
      environment('staging', {}, [deployment()]),
      environment('prod', {}, [deployment()]),
      { environment: 'argocd', subjects: [{ manifest: set }] },
    ]);
    expect(findings).toEqual([]);
  });

  test('objects without a namespace get that of their application', () => {
    const set = applicationSet(
      [
        { environment: 'staging', namespace: 'shop-staging' },
        { environment: 'prod', namespace: 'shop' },
      ],
      { server: IN_CLUSTER, namespace: '{{.namespace}}' },
    );
    const bare = deployment({}, { namespace: undefined });
    const argocd = (spec: Manifest) => ({ environment: 'argocd', subjects: [{ manifest: spec }] });
    const both = [environment('staging', {}, [bare]), environment('prod', {}, [bare])];
    expect(findingsAcross([...both, argocd(set)])).toEqual([]);
    const same = applicationSet([{ environment: 'staging' }, { environment: 'prod' }], {
      server: IN_CLUSTER,
      namespace: 'shop',
    });
    expect(messages(findingsAcross([...both, argocd(same)]))).toEqual([
      expect.stringContaining('Deployment "shop/api"'),
    ]);
  });

  test('an ApplicationSet that looks for folders, without those that it leaves out', () => {
    const set = (...directories: Fields[]) =>
      object('argoproj.io/v1alpha1', 'ApplicationSet', {
        spec: {
          generators: [{ git: { repoURL: 'r', directories } }],
          template: { spec: { source: { repoURL: 'r', path: '{{.path.path}}' }, destination: { server: IN_CLUSTER } } },
        },
      });
    const found = (manifest: Manifest) =>
      findingsAcross([
        environment('staging', { folder: 'dist/staging' }, [deployment()]),
        environment('prod', { folder: 'dist/prod' }, [deployment()]),
        { environment: 'argocd', subjects: [{ manifest }] },
      ]);
    expect(found(set({ path: 'dist/*' }))).toHaveLength(1);
    expect(found(set({ path: 'dist/*' }, { path: 'dist/staging', exclude: true }))).toEqual([]);
    expect(found(set({ path: 'deploy/*' }))).toEqual([]);
  });

  test('each Argo CD has a cluster of its own', () => {
    const application = (path: string) =>
      object('argoproj.io/v1alpha1', 'Application', {
        spec: { source: { repoURL: 'r', path }, destination: { server: IN_CLUSTER } },
      });
    const findings = findingsAcross([
      environment('eu', {}, [deployment(), application('dist/eu')]),
      environment('us', {}, [deployment(), { ...application('dist/us') }]),
    ]);
    expect(findings).toEqual([]);
  });
});

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
  const told = (all: readonly EnvironmentSubjects[]) =>
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
      subjects: allSubjectsIn(one),
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
        Object.entries(folders).map(([folder, slug]) => ({ folder, subjects: [{ manifest: reading(slug) }] })),
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
    }).map(([folder, manifests]) => ({ folder, subjects: manifests.map((manifest) => ({ manifest })) }));
    expect(messages(findingsBetweenFolders(folders))).toEqual([
      expect.stringMatching(/^prod, staging: Deployment "api" stands in the namespace "shop-staging" .*\(E4\)$/),
    ]);
  });
});

test('whatever stands in the manifests, there are no more than findings', () => {
  const odd = [{}, { apiVersion: 1, kind: [], metadata: null }, { metadata: { name: {} } }, null, 'text'];
  const subjects = odd.map((manifest) => ({ manifest: manifest as unknown as Manifest }));
  const both = ['a', 'b'].map((name) => ({ environment: name, cluster: CLUSTER, subjects }));
  expect(findingsAcross(both)).toEqual([]);
});

test('every rule between environments has its tests here', () => {
  expect(ACROSS_RULES.map(({ id }) => id)).toEqual(['E1', 'E2', 'E4', 'E5']);
});

function environment(
  name: string,
  options: Partial<EnvironmentSubjects>,
  manifests: readonly Manifest[],
): EnvironmentSubjects {
  return { environment: name, ...options, subjects: manifests.map((manifest) => ({ manifest })) };
}

function object(apiVersion: string, kind: string, content: Fields): Manifest {
  return { apiVersion, kind, metadata: { name: 'x', namespace: 'shop' }, ...content } as Manifest;
}

function messages(findings: readonly AcrossFinding[]): string[] {
  return findings.map(({ environments, message, rule }) => `${environments.join(', ')}: ${message} (${rule})`);
}
