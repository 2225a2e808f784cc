import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { findingsAcross } from '../../../lib/validation/across/findings-across';
import { deployment, infisicalAuth, infisicalConnection, infisicalSecret } from '../manifests';
import { CLUSTER, environment, messages, object } from './environments';

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
      object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', { resources: [{ kind: 'ServiceAccount' }] }),
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
      { environment: 'argocd', resources: [{ manifest: set }] },
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
      { environment: 'argocd', resources: [{ manifest: set }] },
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
    const argocd = (spec: Manifest) => ({ environment: 'argocd', resources: [{ manifest: spec }] });
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
        { environment: 'argocd', resources: [{ manifest }] },
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
