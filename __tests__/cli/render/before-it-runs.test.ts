import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installedProgram } from '../../../cli/processes/programs';
import { chartFolder } from '../../../cli/render/helm/chart-folder';
import { helmFailure } from '../../../cli/render/helm/helm-failure';
import { kustomizationProblem } from '../../../cli/render/kustomize/kustomization-tree';
import { kustomizeFailure } from '../../../cli/render/kustomize/kustomize-failure';
import { type Files, WrittenFiles } from './written-files';

let files: WrittenFiles;

beforeEach(() => {
  files = new WrittenFiles();
});

afterEach(() => files.remove());

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n';

describe('kustomize runs', () => {
  const base = { 'p/base/kustomization.yaml': 'resources: [a.yaml]\n', 'p/base/a.yaml': CONFIG };
  const problem = (text: string, more: Files = {}) => {
    const folder = files.write({ ...base, ...more, 'p/prod/kustomization.yaml': text });
    return kustomizationProblem(join(folder, 'p/prod'), join(folder, 'p'));
  };

  test.each([
    'resources: [../base]\npatches: [{ path: x.yaml }, { patch: "https://example.com" }]\n',
    'resources: [../base]\ncommonAnnotations: { a: "https://example.com" }\nlabels: [{ pairs: { a: "git::b" } }]\n',
    'resources: [../base]\nsecretGenerator: [{ name: a, literals: ["URL=https://example.com"] }]\n',
    'resources: [../base]\nhelmCharts:\nimages: [{ name: a, newName: "ghcr.io/a/b" }]\n',
  ])('on %j', (text) => {
    const expected = text.includes('helmCharts') ? expect.stringContaining('helmCharts') : undefined;
    expect(problem(text)).toEqual(expected);
  });

  test.each([
    ['resources: [https://example.com/a.yaml]', 'it takes https://example.com/a.yaml from elsewhere'],
    ['resources: [HTTP://127.0.0.1/a.yaml]', 'it takes HTTP://127.0.0.1/a.yaml from elsewhere'],
    ['resources: ["https://u:hidden@example.com/a.yaml"]', /^it takes https:\/\/(?!.*hidden).* from elsewhere/],
    ['bases: ["github.com/a/b//c?ref=v1"]', 'it takes github.com/a/b//c?ref=v1 from elsewhere'],
    ['components: ["git@github.com:a/b"]', 'it takes git@github.com:a/b from elsewhere'],
    ['resources: ["git::ssh://a/b"]', 'it takes git::ssh://a/b from elsewhere'],
    ['resources: ["example.com:a/b"]', 'it takes example.com:a/b from elsewhere'],
    ['resources: [a/b.git]', 'it takes a/b.git from elsewhere'],
    ['configMapGenerator: [{ name: a, files: ["k=https://example.com/a"] }]', 'it takes k=https://example.com/a from'],
    ['secretGenerator: [{ name: a, envs: ["https://example.com/a"] }]', 'it takes https://example.com/a from'],
    ['patches: [{ path: "https://example.com/a" }]', 'it takes https://example.com/a from elsewhere'],
    ['openapi: { path: "https://example.com/a" }', 'it takes https://example.com/a from elsewhere'],
    ['helmCharts: [{ name: a, repo: b }]', 'it has charts rendered (helmCharts)'],
    ['HelmCharts: [{ name: a, repo: b }]', 'it has charts rendered (HelmCharts)'],
    ['generators: [exec.yaml]', 'it has plugins of kustomize'],
    ['transformers: [fetch.yaml]', 'it takes https://example.com/p from elsewhere'],
    ['validators: ["apiVersion: builtin\\nkind: A"]', 'it has plugins of kustomize'],
    ['Resources: [a]', 'nobody knows here what its field Resources does'],
    ['resources: [../../outside]', 'it takes ../../outside, which leads out of the project'],
    ['resources: [link]', 'it takes link, which leads out of the project'],
    ['resources: [nothing.yaml]', 'it takes nothing.yaml, which is not there'],
    ['resources: [../remote]', 'it takes https://example.com/b from elsewhere'],
    ['resources: [../two]', 'a folder that it takes has Kustomization and kustomization.yaml'],
    ['resources: [../none]', 'a folder that it takes has no kustomization'],
    ['resources: { a: b }', 'its resources are no list'],
    ['resources: [{ a: b }]', 'its resources are no paths'],
    ['resources: []\n---\nresources: [b]', 'kustomization.yaml has several documents'],
    ['resources: []\nresources: []', 'kustomization.yaml cannot be read for certain'],
  ])('never on %j', (text, message) => {
    const folder = files.write({
      'outside/kustomization.yaml': 'resources: []\n',
      'p/remote/kustomization.yaml': 'resources: ["https://example.com/b"]\n',
      'p/two/kustomization.yaml': 'resources: []\n',
      'p/two/Kustomization': 'resources: []\n',
      'p/none/a.yaml': CONFIG,
      'p/prod/exec.yaml': 'apiVersion: a/v1\nkind: A\nmetadata: { name: a }\n',
      'p/prod/fetch.yaml': 'apiVersion: builtin\nkind: PatchTransformer\npath: https://example.com/p\n',
    });
    symlinkSync(join(folder, 'outside'), join(folder, 'p/prod/link'));
    const expected = typeof message === 'string' ? expect.stringContaining(message) : expect.stringMatching(message);
    expect(problem(`${text}\n`)).toEqual(expected);
  });

  test('with plugins that are built in, and once where kustomizations take one another', () => {
    const builtIn = { 'p/prod/t.yaml': 'apiVersion: builtin\nkind: NamespaceTransformer\nmetadata: { name: a }\n' };
    expect(problem('resources: [../base]\ntransformers: [t.yaml]\n', builtIn)).toBeUndefined();
    expect(problem('resources: [../prod]\n')).toBeUndefined();
  });
});

describe('a chart is rendered', () => {
  const CHART = { 'c/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n' };

  test('with what it brings along, and what it has for Helm to install first', () => {
    const folder = files.write({
      'c/Chart.yaml': `${CHART['c/Chart.yaml']}dependencies: [{ name: db }, { name: cache }]\n`,
      'c/charts/db/Chart.yaml': 'name: db\n',
      'c/charts/db/crds/a.yaml': CONFIG,
      'c/charts/cache-1.0.0.tgz': '',
      'c/a.txt': '',
    });
    symlinkSync('a.txt', join(folder, 'c/b.txt'));
    expect(chartFolder(join(folder, 'c'))).toEqual({ name: 'shop', hasCrds: true });
  });

  test.each(['Chart.yaml', 'requirements.yaml'])('not without its dependencies by %s', (file) => {
    const text = `${file === 'Chart.yaml' ? CHART['c/Chart.yaml'] : ''}dependencies: [{ name: db }]\n`;
    const folder = files.write({ ...CHART, [`c/${file}`]: text, 'c/charts/dbx/Chart.yaml': 'name: dbx\n' });
    expect(chartFolder(join(folder, 'c'))).toBe(
      '1 chart of its dependencies is not in charts/ (db): run `helm dependency build` first',
    );
  });

  test.each([
    [
      'a link to a file outside',
      (c: string) => symlinkSync('/etc/passwd', join(c, 'files.txt')),
      'files.txt in it is a link that leads out of the chart',
    ],
    [
      'a link to a folder outside',
      (c: string) => symlinkSync('..', join(c, 'up')),
      'up in it is a link that leads out of the chart',
    ],
    [
      'a link to nothing',
      (c: string) => symlinkSync('nothing', join(c, 'a')),
      'a in it is a link that leads out of the chart',
    ],
    ['a link in a circle', (c: string) => symlinkSync('.', join(c, 'a')), 'a in it is a link that leads in a circle'],
  ])('not with %s', (_, make, message) => {
    const chart = join(files.write(CHART), 'c');
    make(chart);
    expect(chartFolder(chart)).toBe(message);
  });
});

test('a program is one that somebody has installed: none of the checkout, whichever way PATH leads there', () => {
  const folder = files.write({ 'own/bin/helm': '', 'own/node_modules/.bin/helm': '', 'own/tools/helm': '' });
  const own = join(folder, 'own');
  for (const path of ['own/bin/helm', 'own/node_modules/.bin/helm', 'own/tools/helm'])
    chmodSync(join(folder, path), 0o755);
  for (const name of ['linked', 'folder', 'not', 'real']) mkdirSync(join(folder, name));
  symlinkSync(join(own, 'bin/helm'), join(folder, 'linked/helm'));
  symlinkSync(join(own, 'bin'), join(folder, 'folder/bin'));
  files.write({ 'not/helm': '', 'real/helm': '' });
  const inPath = (...paths: string[]) => installedProgram('helm', paths.join(delimiter), [own]);
  const theirs = [join(own, 'bin'), join(own, 'node_modules/.bin'), 'tools', '.', '', join(folder, 'linked')];
  expect(inPath(...theirs, join(folder, 'folder/bin'), join(folder, 'not'), join(folder, 'absent'))).toBeUndefined();
  chmodSync(join(folder, 'real/helm'), 0o755);
  expect(inPath(...theirs, join(folder, 'real'))).toBe(join(folder, 'real/helm'));
  expect(installedProgram('helm', undefined, [])).toBeUndefined();
});

const HIDDEN = 'hunter2-of-a-values-file';

test.each([
  [
    `Error: execution error at (shop/templates/a.yaml:3:5): ${HIDDEN} is required`,
    'its template shop/templates/a.yaml:3:5 fails: run helm template to see why',
  ],
  [
    `Error: template: shop/templates/a.yaml:3:12: executing "shop/templates/a.yaml" at <.Values.a.b>: nil pointer evaluating interface {}.b ${HIDDEN}`,
    'its template shop/templates/a.yaml:3:12 fails: what should have the field b is not there',
  ],
  [
    `Error: parse error at (shop/templates/a.yaml:2): function "toSecret" not defined`,
    'its template shop/templates/a.yaml:2 fails: there is no function toSecret',
  ],
  [
    `Error: chart requires kubeVersion: >=1.99.0-0 which is incompatible with Kubernetes v1.31.0`,
    'it wants Kubernetes >=1.99.0-0, and helm takes v1.31.0: name the release in kubernetes.version of cdk8s-infisical.yaml',
  ],
  [`Error: failed to parse /tmp/x.yaml: ${HIDDEN}`, 'helm template fails: run it to see why'],
  [`Error: ${HIDDEN}`, 'helm template fails: run it to see why'],
])('of what Helm says only what holds no value is told: %s', (stderr, told) => {
  expect(helmFailure(stderr)).toBe(told);
});

test.each([
  [
    'error: no matches for Id ConfigMap.v1.[noGrp]/a.[noNs]; failed to find unique target for patch ConfigMap.v1.[noGrp]/a.[noNs]',
    'there is nothing to patch that is ConfigMap.v1.[noGrp]/a.[noNs]',
  ],
  [`error: invalid line ${HIDDEN}`, 'kustomize fails: run it to see why'],
])('of what kustomize says only what holds no value is told: %s', (stderr, told) => {
  expect(kustomizeFailure(stderr)).toBe(told);
});
