import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { argoApplication, configMap, deployment } from '../manifests';
import { describeRules } from '../rule-cases';

const SOURCE = { chart: undefined, path: 'dist/prod', directory: { recurse: true, include: '*.yaml' } };
const directory = (source: Fields = {}) => argoApplication({ ...SOURCE, ...source });
const application = (spec: Fields) => {
  const manifest = directory();
  return { ...manifest, spec: { ...(manifest.spec as Fields), ...spec } };
};
const set = (spec: Fields) => ({
  ...directory(),
  kind: 'ApplicationSet',
  spec: { template: { spec: application(spec).spec } },
});
const IN_CLUSTER = 'https://kubernetes.default.svc';
const DESTINATION = { server: IN_CLUSTER, namespace: 'shop' };
const MADE = { server: IN_CLUSTER, namespace: 'made' };
const ALL_NAMESPACES = { destinations: [{ server: IN_CLUSTER, namespace: '*' }] };
const SHOP = { repoURL: 'https://git.example.com/shop.git', path: 'dist/prod' };
const CREATING = { syncOptions: ['ServerSideApply=true', 'CreateNamespace=true'] };
const project = (spec: Fields, name = 'shop') => ({
  ...directory(),
  kind: 'AppProject',
  metadata: { name, namespace: 'argocd' },
  spec: { sourceRepos: ['https://git.example.com/shop.git'], destinations: [DESTINATION], ...spec },
});
/** An ApplicationSet of which more than its template is told. */
const completed = (template: Fields, spec: Fields) => {
  const manifest = set(template);
  return { ...manifest, spec: { ...manifest.spec, ...spec } };
};
const found = (folders: string, options: Fields) =>
  completed(
    { source: { ...SHOP, path: '{{.path.path}}', directory: options } },
    { generators: [{ git: { directories: [{ path: 'dist/argocd', exclude: true }, { path: folders }] } }] },
  );
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
const reloaded = (options: string, autoReload = 'true') =>
  deployment(
    {},
    { annotations: { 'secrets.infisical.com/auto-reload': autoReload, 'argocd.argoproj.io/sync-options': options } },
  );

const JSON_TOO =
  "the directory source also reads files such as construct-metadata.json, and one that is no Kubernetes object stops the whole application: write directory.include: '*.yaml'";

describeRules([
  ...['Replace=true', 'Force=true,Replace=true'].map((option) => ({
    rule: 'X20',
    what: option,
    bad: [reloaded(`ServerSideApply=true, ${option}`)],
    // By itself, Force replaces only what cannot be changed.
    good: [reloaded('Replace=false'), reloaded('Force=true'), reloaded(option, 'false'), deployment()],
    message:
      'each sync replaces the Deployment (Replace=true), and with it the annotation by which the operator knows that it has restarted it, so that it restarts again: drop Replace=true, or auto-reload',
  })),
  {
    rule: 'X21',
    what: 'no source',
    bad: [application({ source: undefined })],
    good: [
      directory(),
      argoApplication(),
      set({}),
      application({ source: undefined, sources: [{ repoURL: 'https://git.example.com', path: 'dist' }] }),
      application({
        source: undefined,
        sourceHydrator: { drySource: { repoURL: 'https://git.example.com', path: '.' } },
      }),
    ],
    message: 'the application has no source: write the repository and the path',
  },
  {
    rule: 'X21',
    what: 'no repository, in an ApplicationSet',
    bad: [set({ source: { path: 'dist/prod' } })],
    good: [set({ source: { repoURL: '{{.repository}}', path: '{{.path.path}}' } })],
    message: 'the source has no repository: write repoURL',
  },
  {
    rule: 'X21',
    what: 'no path',
    bad: [application({ sources: [{ repoURL: 'https://git.example.com' }] })],
    good: [
      application({ sources: [{ repoURL: 'https://git.example.com', ref: 'values' }] }),
      // Argo CD takes what is rendered into a branch before many sources, and many before one.
      application({ source: {}, sources: [SHOP] }),
      application({ source: {}, sources: [{}], sourceHydrator: { drySource: SHOP } }),
      application({ source: SHOP, sources: [] }),
    ],
    message: 'the source has no path: write for example "dist/prod"',
  },
  {
    rule: 'X21',
    what: 'a ref, which only others of a list could use',
    bad: [application({ source: { repoURL: 'https://git.example.com', ref: 'values' } })],
    good: [application({ source: SHOP })],
    message: 'the source has no path: write for example "dist/prod"',
  },
  ...[
    [{ source: undefined }, 'the application has no source: write the repository and the path'],
    [{ source: { path: 'dist' } }, 'the source has no repository: write repoURL'],
    [{ source: { repoURL: 'https://git.example.com' } }, 'the source has no path: write for example "dist/prod"'],
    [
      { destination: {} },
      'the destination names no cluster: write server, for example "https://kubernetes.default.svc"',
    ],
  ].map(([spec, message]) => ({
    rule: 'X21',
    what: `what is missing in a template that nothing else completes: ${JSON.stringify(spec)}`,
    bad: [set(spec as Fields), completed(spec as Fields, { templatePatch: '' })],
    good: [
      completed(spec as Fields, { templatePatch: 'spec:\n  destination: { server: "{{.server}}" }\n' }),
      completed(spec as Fields, { generators: [{ list: { elements: [], template: { spec: {} } } }] }),
      completed(spec as Fields, { generators: [{ matrix: { generators: [], template: { spec: {} } } }] }),
    ],
    message: String(message),
  })),
  {
    rule: 'X21',
    what: 'what is wrong, although a patch might change it',
    bad: [completed({ source: { ...SHOP, path: '../dist' } }, { templatePatch: 'metadata: {}' })],
    good: [completed({ source: SHOP }, { templatePatch: 'metadata: {}' })],
    message: 'the path "../dist" leads out of the repository: write one that starts at its root, such as "dist/prod"',
  },
  ...['/dist', '../dist', 'dist/../../etc', './..', 'a/../../a'].map((path) => ({
    rule: 'X21',
    what: `the path "${path}"`,
    bad: [directory({ path })],
    good: ['dist/..prod', '.', 'dist/../deploy', './a//b/../../c', ''].map((inside) =>
      directory({ path: inside, chart: 'c' }),
    ),
    message: `the path "${path}" leads out of the repository: write one that starts at its root, such as "dist/prod"`,
  })),
  {
    rule: 'X21',
    what: 'no cluster',
    bad: [application({ destination: { namespace: 'shop' } })],
    good: [application({ destination: { name: 'prod' } }), application({ destination: { server: IN_CLUSTER } })],
    message: 'the destination names no cluster: write server, for example "https://kubernetes.default.svc"',
  },
  {
    rule: 'X21',
    what: 'two clusters',
    bad: [application({ destination: { name: 'prod', server: IN_CLUSTER } })],
    good: [application({ destination: { name: '', server: IN_CLUSTER } })],
    message:
      'the destination names its cluster twice, by server and by name "prod", and Argo CD takes one only: drop one of both',
  },
  ...[{ recurse: true }, { recurse: true, exclude: 'compose*.yaml' }].map((options) => ({
    rule: 'X22',
    what: JSON.stringify(options),
    bad: [directory({ directory: options })],
    good: [
      directory({ directory: { exclude: '*.json' } }),
      directory({ directory: undefined }),
      argoApplication(),
      set({}),
      // Of other folders nobody knows what is in them.
      ...['apps/shop', 'distribution', '.', '{{.path.path}}'].map((path) => directory({ directory: options, path })),
      found('apps/*', options),
    ],
    message: JSON_TOO,
  })),
  {
    rule: 'X22',
    what: 'folders of dist that an ApplicationSet finds',
    bad: [found('dist/*', { recurse: true })],
    good: [found('dist/*', { recurse: true, include: '*.yaml' })],
    message: JSON_TOO,
  },
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
