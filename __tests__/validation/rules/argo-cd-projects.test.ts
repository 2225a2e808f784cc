import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { configMap } from '../manifests';
import { describeRules } from '../rule-cases';
import { application, completed, DESTINATION, directory, IN_CLUSTER, project, SHOP, SOURCE } from './argo-cd-objects';

const MADE = { server: IN_CLUSTER, namespace: 'made' };
const ALL_NAMESPACES = { destinations: [{ server: IN_CLUSTER, namespace: '*' }] };
const CREATING = { syncOptions: ['ServerSideApply=true', 'CreateNamespace=true'] };
const listed = (...elements: Fields[]) => ({
  ...directory(),
  kind: 'ApplicationSet',
  spec: {
    generators: [{ list: { elements } }],
    template: {
      spec: { project: 'default', source: SHOP, destination: { server: '{{.server}}', namespace: '{{ .namespace }}' } },
    },
  },
});

describeRules([
  ...['sourceRepos', 'destinations'].map((field) => ({
    rule: 'X23',
    what: `no ${field}`,
    bad: [project({ [field]: [] })],
    good: [
      project({}),
      project({ [field]: [] }, 'default'),
      directory(),
      // What others may inherit from, and what may inherit from others.
      project({ sourceRepos: undefined, destinations: undefined, namespaceResourceBlacklist: [] }, 'global'),
    ],
    message: `the project has no ${field}, so that Argo CD would refuse every application: name them`,
  })),
  ...['sourceRepos', 'destinations'].map((field) => ({
    rule: 'X23',
    what: `no ${field}, where global projects may add some`,
    bad: [project({ [field]: [] }), configMap('argocd-cm', { data: { 'exec.enabled': 'true' } })],
    good: [project({ [field]: [] }), configMap('argocd-cm', { data: { globalProjects: '- projectName: global' } })],
    message: `the project has no ${field}, so that Argo CD would refuse every application: name them`,
  })),
  {
    rule: 'X23',
    what: 'a project of nothing that an application names',
    bad: [project({ sourceRepos: undefined, destinations: undefined }), application({ source: SHOP, project: 'shop' })],
    good: [project({ sourceRepos: undefined, destinations: undefined }), application({ source: SHOP, project: 'web' })],
    message: 'the project has no destinations, so that Argo CD would refuse every application: name them',
  },
  {
    rule: 'X24',
    what: 'a repository that the project does not have',
    bad: [project({}, 'default'), application({ source: { ...SOURCE, repoURL: 'https://git.example.com/other.git' } })],
    good: [
      project({}, 'default'),
      ...['https://git.example.com/shop', 'https://git.example.com/Shop.git', '{{.repository}}'].map((repoURL) =>
        application({ source: { ...SOURCE, repoURL }, destination: DESTINATION }),
      ),
      application({ source: { ...SHOP, repoURL: '${REPOSITORY}' }, destination: DESTINATION }),
      completed({ source: { ...SHOP, repoURL: 'https://git.example.com/other.git' } }, { templatePatch: 'spec: {}' }),
      // Of a project that another app has.
      application({ project: 'other', source: { ...SOURCE, repoURL: 'https://git.example.com/other.git' } }),
    ],
    message:
      'AppProject "default" does not allow the repository "https://git.example.com/other.git": use one of "https://git.example.com/shop.git", or allow it there',
  },
  {
    rule: 'X24',
    what: 'a repository by SSH',
    bad: [
      project({ sourceRepos: ['git@git.example.com:team/shop.git'] }, 'default'),
      application({ source: { ...SHOP, repoURL: 'ssh://git@git.example.com/team/other' }, destination: DESTINATION }),
    ],
    good: [
      project({ sourceRepos: ['git@git.example.com:team/shop.git'] }, 'default'),
      ...['ssh://git@git.example.com/team/shop', 'git@git.example.com:Team/shop'].map((repoURL) =>
        application({ source: { ...SHOP, repoURL }, destination: DESTINATION }),
      ),
    ],
    message:
      'AppProject "default" does not allow the repository "ssh://***@git.example.com/team/other": use one of "git@git.example.com:team/shop.git", or allow it there',
  },
  {
    rule: 'X24',
    what: 'another namespace than those of the project',
    bad: [project({}, 'default'), application({ source: SHOP, destination: { ...DESTINATION, namespace: 'shop-eu' } })],
    good: [
      project({ destinations: [{ server: '*', namespace: 'shop-*' }, DESTINATION] }, 'default'),
      ...['shop', 'shop-eu', '{{.namespace}}'].map((namespace) =>
        application({ source: SHOP, destination: { ...DESTINATION, namespace } }),
      ),
      application({ source: SHOP, destination: { name: 'eu-1', namespace: 'shop' } }),
      application({ source: SHOP, destination: { server: `${IN_CLUSTER}/`, namespace: 'shop' } }),
    ],
    message:
      'AppProject "default" does not allow the namespace "shop-eu" in "https://kubernetes.default.svc": write destination.namespace as one of "shop", or allow it there',
  },
  {
    rule: 'X24',
    what: 'no namespace, in an environment of an ApplicationSet',
    bad: [project({}, 'default'), listed({ server: IN_CLUSTER, namespace: '' })],
    good: [
      project({}, 'default'),
      listed({ server: IN_CLUSTER, namespace: 'shop' }),
      project({ destinations: [{ server: IN_CLUSTER, namespace: '!kube-system' }] }, 'default'),
    ],
    message:
      'AppProject "default" does not allow an application without a namespace in "https://kubernetes.default.svc": write destination.namespace as one of "shop", or allow it there',
  },
  {
    rule: 'X24',
    what: 'another cluster',
    bad: [project({}, 'default'), listed({ server: 'https://eu-1.example.com', namespace: 'shop' })],
    good: [
      project({ destinations: [{ server: 'https://*.example.com', namespace: '*' }] }, 'default'),
      listed({ server: 'https://eu-1.example.com', namespace: 'shop' }),
    ],
    message:
      'AppProject "default" does not allow the cluster "https://eu-1.example.com": use one of its destinations, or allow it there',
  },
  {
    rule: 'X24',
    what: 'a namespace that Argo CD is to make, and may not',
    bad: [
      project({ ...ALL_NAMESPACES, clusterResourceWhitelist: [{ group: '', kind: 'Node' }] }, 'default'),
      application({ source: SHOP, destination: MADE, syncPolicy: CREATING }),
    ],
    good: [
      project({ ...ALL_NAMESPACES, clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }] }, 'default'),
      project({ ...ALL_NAMESPACES, clusterResourceWhitelist: [{ group: '*', kind: '*' }] }, 'open'),
      application({ source: SHOP, destination: MADE, syncPolicy: CREATING }),
      application({ source: SHOP, destination: MADE, syncPolicy: CREATING, project: 'open' }),
    ],
    message:
      'AppProject "default" does not allow the kind Namespace, which CreateNamespace=true makes: drop that option, or allow it there',
  },
  {
    rule: 'X24',
    what: 'the same where the project allows no kind of the cluster',
    bad: [project(ALL_NAMESPACES, 'default'), application({ source: SHOP, destination: MADE, syncPolicy: CREATING })],
    good: [
      project(ALL_NAMESPACES, 'default'),
      application({ source: SHOP, destination: MADE, syncPolicy: { automated: {} } }),
      // They are there already: that of every cluster, and that of Argo CD.
      ...['default', 'argocd'].map((namespace) =>
        application({ source: SHOP, destination: { ...MADE, namespace }, syncPolicy: CREATING }),
      ),
    ],
    message:
      'AppProject "default" does not allow the kind Namespace, which CreateNamespace=true makes: drop that option, or allow it there',
  },
  {
    rule: 'X25',
    what: 'a name that is nearly that of a project',
    bad: [project({}, 'shop'), application({ source: SHOP, destination: DESTINATION, project: 'shopp' })],
    good: [
      project({}, 'shop'),
      project({}, 'team-a'),
      project({}, 'eu-1'),
      project({}, 'defaults'),
      ...['shop', 'platform', 'team-b', 'eu-2', 'default', '{{.project}}'].map((name) =>
        application({ source: SHOP, destination: DESTINATION, project: name }),
      ),
    ],
    message: 'no AppProject "shopp" is declared here: did you mean "shop"?',
  },
  {
    rule: 'X25',
    what: 'the same in the template of an ApplicationSet',
    bad: [
      project({}, 'shop'),
      { ...listed({ namespace: 'shop' }), spec: { template: { spec: { project: 'shopp' } } } },
    ],
    good: [{ ...listed({ namespace: 'shop' }), spec: { template: { spec: { project: 'shopp' } } } }],
    message: 'no AppProject "shopp" is declared here: did you mean "shop"?',
  },
]);

test('a destination without a cluster is told once, and not as one that its project does not allow', () => {
  const found = checkManifests([
    project({}, 'default') as Manifest,
    application({ source: SHOP, destination: { namespace: 'web' } }) as Manifest,
  ]);
  expect(found.map(({ rule }) => rule)).toEqual(['X21']);
});
