import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readManifests } from '../../../cli/manifests/read-files';

const SECRET = 'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\n';
const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: b }\n';
const TEMPLATE = 'apiVersion: v1\nkind: Secret\nmetadata: { name: "{{ .Release.Name }}" }\n';
const CHART = 'apiVersion: v2\nname: shop\nversion: 1.0.0\n';
const HELM = 'it has Helm render its templates: read what helm template writes';
const KUSTOMIZE = 'it has kustomize add or change objects: read what kustomize build writes';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'folders-to-render-')));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The objects, and what is unread, of files. */
function told(files: Readonly<Record<string, string>>, ...asked: readonly string[]) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const inFolder = (path: string) => path.slice(folder.length + 1);
  const { manifests, problems } = readManifests((asked.length > 0 ? asked : ['.']).map((path) => join(folder, path)));
  return {
    read: manifests.map(({ file }) => inFolder(file)),
    unread: problems.map(({ file, message, rendering }) => [
      inFolder(file),
      message,
      rendering && inFolder(rendering.rendered),
    ]),
  };
}

describe('a Helm chart', () => {
  const chart = { 'c/Chart.yaml': CHART, 'c/values.yaml': 'a: "{{ b }}"\n', 'c/crds/a.yaml': SECRET };
  const unread = { read: [], unread: [['c/Chart.yaml', HELM, 'c']] };

  test.each<[string, Record<string, string>]>([
    ['a template with an action', { 'c/templates/a.yaml': TEMPLATE, 'c/templates/b.yaml': CONFIG }],
    ['an action that is no YAML', { 'c/templates/a.yaml': '{{ if .Values.a }}\n' }],
    ['an action in a file of any name', { 'c/templates/sub/a.txt': '{{ a }}: b\n' }],
    ['an action in a subchart', { 'c/charts/s/Chart.yaml': CHART, 'c/charts/s/templates/a.yaml': TEMPLATE }],
    ['a packed chart', { 'c/charts/s-1.0.0.tgz': 'packed' }],
    ['dependencies', { 'c/Chart.yaml': `${CHART}dependencies: [{ name: s }]\n`, 'c/templates/a.yaml': SECRET }],
    ['requirements', { 'c/requirements.yaml': 'dependencies: [{ name: s }]\n', 'c/templates/a.yaml': SECRET }],
    [
      'a field that is no field of charts',
      { 'c/Chart.yaml': `${CHART}kind: Secret\n`, 'c/templates/a.yaml': TEMPLATE },
    ],
    ['Windows line ends', { 'c/templates/a.yaml': TEMPLATE.replaceAll('\n', '\r\n') }],
  ])('with %s is unread, once, and nothing else is read of it', (_, files) => {
    expect(told({ ...chart, ...files })).toEqual(unread);
  });

  test('of plain templates is read as it is', () => {
    const files = { 'c/Chart.yaml': CHART, 'c/templates/a.yaml': SECRET, 'c/charts/s/templates/b.yaml': CONFIG };
    expect(told(files)).toEqual({ read: ['c/charts/s/templates/b.yaml', 'c/templates/a.yaml'], unread: [] });
  });

  test('is found where only its templates were asked for', () => {
    expect(told({ ...chart, 'c/templates/a.yaml': TEMPLATE }, 'c/templates')).toEqual(unread);
    expect(told({}, 'c/templates/a.yaml')).toEqual(unread);
  });

  test('has nothing of what lies beside its own folders', () => {
    const files = { 'Chart.yaml': CHART, 'templates/a.yaml': TEMPLATE, 'k8s/a.yaml': SECRET, 'k8s/b.yaml': '{{\n' };
    const { read, unread } = told(files);
    expect({ read, files: unread.map(([file]) => file) }).toEqual({
      read: ['k8s/a.yaml'],
      files: ['k8s/b.yaml', 'Chart.yaml'],
    });
  });

  test('is none where an action stands in a folder of that name without Chart.yaml', () => {
    expect(told({ 'templates/a.yaml': TEMPLATE })).toEqual({ read: ['templates/a.yaml'], unread: [] });
  });
});

const changing = (file: string) => [file, KUSTOMIZE, dirname(file)];

describe('a kustomization that changes objects', () => {
  const base = { 'base/kustomization.yaml': 'resources: [a.yaml]\n', 'base/a.yaml': SECRET };

  test.each<[string, string, Record<string, string>]>([
    ['patches', 'resources: [../base]\npatches: [{ path: x.yaml }]\n', {}],
    ['patchesStrategicMerge', 'bases: [../base/]\npatchesStrategicMerge: [./x.yaml]\n', {}],
    ['patchesJson6902', 'resources: [../base]\npatchesJson6902: [{ path: x.yaml }]\n', {}],
    [
      'components',
      'resources: [../base]\ncomponents: [c]\n',
      { 'prod/c/kustomization.yaml': 'kind: Component\npatches: [{ path: ../x.yaml }]\n' },
    ],
    [
      'generators',
      'resources: [../base]\nconfigMapGenerator: [{ name: a, files: [k=x.yaml], envs: [e.yaml] }]\n',
      { 'prod/e.yaml': SECRET },
    ],
    ['transformers', 'resources: [../base]\ntransformers: [x.yaml]\n', {}],
    ['replacements', 'resources: [../base]\nreplacements: [{ path: x.yaml }]\n', {}],
    ['names in another case', 'Resources: [../base]\nPatches: [{ path: x.yaml }]\n', {}],
  ])('by %s is unread, once, and nothing that it takes is read', (_, text, files) => {
    expect(told({ ...base, 'prod/kustomization.yaml': text, 'prod/x.yaml': CONFIG, ...files })).toEqual({
      read: [],
      unread: [['prod/kustomization.yaml', KUSTOMIZE, 'prod']],
    });
  });

  test('is told for each that no other takes, whatever their order', () => {
    const overlay = 'resources: [../middle]\nnamespace: a\n';
    const middle = { 'middle/kustomization.yaml': 'resources: [../base]\nnamePrefix: a-\n' };
    const files = { ...base, ...middle, 'prod/kustomization.yaml': overlay, 'dev/kustomization.yml': overlay };
    expect(told(files)).toMatchObject({
      read: [],
      unread: [changing('dev/kustomization.yml'), changing('prod/kustomization.yaml')],
    });
    expect(told({}, 'prod', 'base', 'middle')).toMatchObject({
      read: [],
      unread: [changing('prod/kustomization.yaml')],
    });
    expect(told({}, 'base')).toEqual({ read: ['base/a.yaml'], unread: [] });
  });

  test('is told for those that take one another, or themselves', () => {
    const files = { 'a/kustomization.yaml': 'resources: [../b]\n', 'b/kustomization.yaml': 'resources: [../a, .]\n' };
    expect(told(files)).toMatchObject({ unread: [changing('a/kustomization.yaml')] });
    expect(told({ 'b/kustomization.yaml': 'resources: [.]\n' }, 'b')).toMatchObject({
      unread: [changing('b/kustomization.yaml')],
    });
  });

  test('leaves what it does not take', () => {
    const files = { ...base, 'prod/kustomization.yaml': 'resources: [../base]\nnamespace: a\n', 'prod/b.yaml': CONFIG };
    expect(told(files)).toMatchObject({ read: ['prod/b.yaml'], unread: [changing('prod/kustomization.yaml')] });
  });
});
