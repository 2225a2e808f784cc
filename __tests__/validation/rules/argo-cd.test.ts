import type { Fields } from '../../../lib/json/json';
import { argoApplication, deployment } from '../manifests';
import { describeRules } from '../rule-cases';
import { application, completed, directory, IN_CLUSTER, SHOP, set } from './argo-cd-objects';

const found = (folders: string, options: Fields) =>
  completed(
    { source: { ...SHOP, path: '{{.path.path}}', directory: options } },
    { generators: [{ git: { directories: [{ path: 'dist/argocd', exclude: true }, { path: folders }] } }] },
  );
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
]);
