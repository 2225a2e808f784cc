import { posix } from 'node:path';
import { withGivenNamespaces } from '../../../cli/adopt/namespaces/given-namespaces';
import { objectName } from '../../../cli/findings/input-findings';
import { manifestsIn } from '../../../cli/manifests/read-manifests';

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n';
const ROLE = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: reader }\n';
const application = (path: string, namespace: string | undefined, more = '') =>
  `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: app, namespace: argocd }
spec:
  source: { repoURL: "https://example.com/a.git", path: ${path}${more} }
  destination: { server: "https://example.com"${namespace === undefined ? '' : `, namespace: ${namespace}`} }
`;
const applicationSet = (path: string, namespace: string) =>
  `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: apps, namespace: argocd }
spec:
  template:
    spec:
      source: { repoURL: "https://example.com/a.git", path: ${path} }
      destination: { server: "https://example.com", namespace: ${namespace} }
`;
const flux = (path: string, namespace: string) =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { path: ${path}, targetNamespace: ${namespace} }
`;
const kustomization = (resource: string, namespace?: string) =>
  `resources: [${resource}]\n${namespace === undefined ? '' : `namespace: ${namespace}\n`}`;

/** What becomes of the objects of the files. */
function named(files: Readonly<Record<string, string>>, remotes: readonly string[] = []) {
  const read = Object.entries(files).map(([file, text]) => manifestsIn(text, file));
  const around = {
    kustomizations: read.flatMap(({ kustomizations = [] }) => kustomizations),
    identityOf: (path: string) => posix.normalize(path).replace(/\/$/, ''),
    pathInTree: (file: string) => file,
    remotesOf: () => remotes,
  };
  const all = read.flatMap(({ manifests }) => manifests);
  const { given, unknown } = withGivenNamespaces(all, around);
  return {
    given: given.map(({ namespace, from, objects }) => [namespace, from.join(), objects.length]),
    unknown: unknown.map(({ manifest }) => objectName(manifest)),
  };
}

const UNKNOWN = { given: [], unknown: ['ConfigMap settings'] };

test.each<[string, Record<string, string>, ReturnType<typeof named>]>([
  ['nothing', {}, UNKNOWN],
  [
    'an Application of its folder',
    { 'argocd/app.yaml': application('./k8s/', 'shop') },
    { given: [['shop', 'Argo CD Application app', 1]], unknown: [] },
  ],
  ['an Application of a folder above, which does not read it', { 'app.yaml': application('.', 'shop') }, UNKNOWN],
  [
    'an Application that reads all below',
    { 'app.yaml': application('.', 'shop', ', directory: { recurse: true }') },
    { given: [['shop', 'Argo CD Application app', 1]], unknown: [] },
  ],
  ['an Application without a namespace', { 'app.yaml': application('k8s', undefined) }, UNKNOWN],
  [
    'two Applications that contradict one another',
    { 'a.yaml': application('k8s', 'one'), 'b.yaml': application('k8s', 'two') },
    UNKNOWN,
  ],
  [
    'a Kustomization of Flux',
    { 'flux.yaml': flux('./', 'shop') },
    { given: [['shop', 'Flux Kustomization apps', 1]], unknown: [] },
  ],
  ['a Kustomization of Flux for another folder', { 'flux.yaml': flux('./k8s-other', 'shop') }, UNKNOWN],
  [
    'a kustomization',
    { 'k8s/kustomization.yaml': kustomization('settings.yaml', 'shop') },
    { given: [['shop', 'k8s/kustomization.yaml', 1]], unknown: [] },
  ],
  [
    'an overlay, in place of what its base says',
    {
      'k8s/kustomization.yaml': kustomization('settings.yaml', 'base'),
      'prod/kustomization.yaml': kustomization('../k8s', 'prod'),
    },
    { given: [['prod', 'prod/kustomization.yaml', 1]], unknown: [] },
  ],
  [
    'two overlays',
    {
      'k8s/kustomization.yaml': kustomization('settings.yaml'),
      'prod/kustomization.yaml': kustomization('../k8s', 'prod'),
      'dev/kustomization.yaml': kustomization('../k8s', 'dev'),
    },
    UNKNOWN,
  ],
  [
    'a kustomization that leaves it to the Application',
    { 'k8s/kustomization.yaml': kustomization('settings.yaml'), 'app.yaml': application('k8s', 'shop') },
    { given: [['shop', 'Argo CD Application app', 1]], unknown: [] },
  ],
  [
    'kustomizations that take one another',
    {
      'k8s/kustomization.yaml': kustomization('settings.yaml, ../prod'),
      'prod/kustomization.yaml': kustomization('../k8s'),
    },
    UNKNOWN,
  ],
  [
    'an Application whose path goes up and down again',
    { 'app.yaml': application('./apps/../k8s', 'shop') },
    { given: [['shop', 'Argo CD Application app', 1]], unknown: [] },
  ],
  [
    'an Application and another that takes the same folder by a longer path',
    { 'a.yaml': application('k8s', 'one'), 'b.yaml': application('apps/../k8s', 'two') },
    UNKNOWN,
  ],
  [
    'an Application that has kustomize set another one than its destination',
    { 'app.yaml': application('k8s', 'shop', ', kustomize: { namespace: other }') },
    { given: [['other', 'Argo CD Application app', 1]], unknown: [] },
  ],
  [
    'an ApplicationSet for one folder',
    { 'set.yaml': applicationSet('k8s', 'shop') },
    { given: [['shop', 'Argo CD ApplicationSet apps', 1]], unknown: [] },
  ],
  ['an ApplicationSet that fills it in', { 'set.yaml': applicationSet('k8s', '"{{ .ns }}"') }, UNKNOWN],
  [
    'an Application of a folder that a set may take, too',
    { 'a.yaml': application('k8s', 'shop'), 'set.yaml': applicationSet('"{{ .path.path }}"', 'other') },
    UNKNOWN,
  ],
  [
    'an Application beside a set for other folders',
    { 'a.yaml': application('k8s', 'shop'), 'set.yaml': applicationSet('"clusters/{{ .path.path }}"', 'other') },
    { given: [['shop', 'Argo CD Application app', 1]], unknown: [] },
  ],
  ['what is no namespace', { 'app.yaml': application('k8s', '"{{ name }}"') }, UNKNOWN],
])('a namespace by %s', (_, around, expected) => {
  expect(named({ 'k8s/settings.yaml': CONFIG, ...around })).toEqual(expected);
});

test('what is of no namespace, or names its own, is left alone', () => {
  const own = CONFIG.replace('settings', 'settings, namespace: own');
  const files = { 'k8s/a.yaml': [ROLE, own].join('---\n'), 'app.yaml': application('k8s', 'shop') };
  expect(named(files)).toEqual({ given: [], unknown: [] });
});

describe('an Application of a repository', () => {
  const files = (url = 'https://example.com/a.git') => ({
    'k8s/settings.yaml': CONFIG,
    'argocd/app.yaml': application('k8s', 'shop').replace('https://example.com/a.git', url),
  });
  const GIVEN = [['shop', 'Argo CD Application app', 1]];

  test.each<[string, string, readonly string[], boolean]>([
    ['counts where nobody knows the remote', 'https://example.com/a.git', [], true],
    ['counts where the remote is the same', 'https://github.com/acme/shop', ['https://github.com/acme/shop.git'], true],
    [
      'counts where the remote is the same by SSH',
      'https://github.com/Acme/shop.git',
      ['git@github.com:acme/shop.git'],
      true,
    ],
    [
      'counts where the remote is the same by SSH with a port',
      'ssh://git@host:2222/acme/shop.git/',
      ['https://me:secret@host/acme/shop'],
      true,
    ],
    [
      'counts where one of the remotes is the same',
      'https://github.com/acme/shop',
      ['git@github.com:me/shop.git', 'work:acme/shop'],
      true,
    ],
    ['counts where a template may become any', '{{ repo }}', ['git@github.com:acme/shop.git'], true],
    ['does not count where it is another', 'https://github.com/acme/other', ['git@github.com:acme/shop.git'], false],
  ])('%s', (_, url, remotes, counts) => {
    expect(named(files(url), remotes).given).toEqual(counts ? GIVEN : []);
  });

  test('does not contradict the one that is of this repository', () => {
    const other = application('k8s', 'other').replace('example.com/a.git', 'example.com/b.git');
    const all = { ...files(), 'argocd/other.yaml': other };
    expect(named(all, ['git@example.com:a.git']).given).toEqual(GIVEN);
    expect(named(all).given).toEqual([]);
  });
});
