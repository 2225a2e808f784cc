import { changedObjects } from '../../../cli/synth/changes';
import { plainConfig } from '../../../cli/synth/project-settings';
import { appWrites, configMap, copyingProject, type Project } from './project';

let project: Project;
beforeEach(() => {
  project = copyingProject({
    'prod/a.k8s.yaml': [configMap('same'), configMap('old', {}, 'shop'), configMap('other', { a: 'b' })].join('---\n'),
    'gone.k8s.yaml': configMap('gone'),
  });
});
afterEach(() => project.remove());

const NEXT = {
  'prod/a.k8s.yaml': [configMap('same'), configMap('new', {}, 'shop'), configMap('other', { a: 'c' })].join('---\n'),
  'more.k8s.yaml': configMap('more'),
};
const LIST = `- gone.k8s.yaml
    - ConfigMap gone
+ more.k8s.yaml
    + ConfigMap more
~ prod/a.k8s.yaml
    + ConfigMap shop/new
    ~ ConfigMap other
    - ConfigMap shop/old
2 added, 1 changed, 2 removed in 3 files
`;

test('a synth tells which objects it adds, changes and removes, file by file', async () => {
  await project.synth();
  appWrites(project, NEXT);
  expect(await project.synth()).toEqual({ status: 0, stdout: LIST, stderr: '' });
  expect(await project.synth()).toEqual({ status: 0, stdout: 'dist is up to date: 2 manifests\n', stderr: '' });
});

test('--check tells the same, writes nothing, and ends with 1', async () => {
  await project.synth();
  const before = [project.filesIn(), project.names()];
  expect(await project.synth(['--check'])).toMatchObject({ status: 0 });
  appWrites(project, NEXT);
  expect(await project.synth(['--check'])).toEqual({
    status: 1,
    stdout: `${LIST}dist is not up to date: run npx cdk8s-infisical synth, and commit what it writes\n`,
    stderr: '',
  });
  expect([project.filesIn(), project.names()]).toEqual(before);
});

test('--json tells it to programs', async () => {
  const { stdout } = await project.synth(['--check', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    output: 'dist',
    manifests: 2,
    violations: [],
    changes: [
      {
        file: 'gone.k8s.yaml',
        change: 'added',
        objects: [{ change: 'added', apiVersion: 'v1', kind: 'ConfigMap', name: 'gone' }],
      },
      { file: 'prod/a.k8s.yaml', change: 'added' },
    ],
  });
});

describe('objects are known by what names them', () => {
  const quoted = 'kind: ConfigMap\napiVersion: v1\nmetadata: {name: "a", namespace: shop}\n';
  test.each<[string, string, string, object[]]>([
    ['in any form', configMap('a', {}, 'shop'), quoted, [{ change: 'changed', name: 'a', namespace: 'shop' }]],
    [
      'in a list',
      '',
      '{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"}}]}',
      [{ change: 'added', kind: 'Pod', name: 'p' }],
    ],
    ['with a comment or a directive', '', `%YAML 1.1\n--- # one\n${configMap('a')}`, [{ change: 'added', name: 'a' }]],
    ['with a name that looks like a number', '', configMap('"1"'), [{ change: 'added', name: '1' }]],
    ['twice', configMap('a'), `${configMap('a')}---\n${configMap('a')}`, [{ change: 'added', name: 'a' }]],
    [
      'and not by what stands deeper, or in a text',
      '',
      'apiVersion: v1\ndata:\n  text: |\n    kind: Fake\n    metadata:\n      name: fake\nkind: ConfigMap\nmetadata:\n  labels:\n    name: label\n  name: real\n',
      [{ change: 'added', kind: 'ConfigMap', name: 'real' }],
    ],
    ['where there are any', '', 'resources: []\n', []],
  ])('%s', async (_, before, after, expected) => {
    expect(await changedObjects(before, after, 'a.yaml')).toMatchObject(expected);
    expect(await changedObjects(before, after, 'a.yaml')).toHaveLength(expected.length);
  });
});

describe('settings are read without YAML where they are plain', () => {
  test.each([
    [
      'language: typescript\napp: node --import tsx main.ts\n',
      { language: 'typescript', app: 'node --import tsx main.ts' },
    ],
    [
      '# ours\napp: node main.js\nimports:\n  - k8s\n  - crds/a.yaml\noutput: dist/prod\n',
      { app: 'node main.js', output: 'dist/prod' },
    ],
    ['app: "node main.js"\n', undefined],
    ['app: node main.js # ours\n', undefined],
    ['app: node main.js && cp a b\n', undefined],
    ['app: node a.js\napp: node b.js\n', undefined],
    ['app: true\n', undefined],
    ['app: 1\n', undefined],
    ['app: node\n  main.js\n', undefined],
    ['app: node main.js\nvalidations:\n  - a\n', undefined],
  ])('%j', (text, expected) => {
    expect(plainConfig(text)).toEqual(expected);
  });
});
