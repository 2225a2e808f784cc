import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestsIn, readManifests } from '../../../cli/manifests/read-manifests';

const SECRET = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n';
const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n';

describe('a text', () => {
  test('of several documents gives each object with its line', () => {
    const { manifests, problems } = manifestsIn(`# head\n${SECRET}---\n${CONFIG}---\n`, 'x.yaml');
    expect(manifests.map(({ manifest, line }) => [manifest.kind, line])).toEqual([
      ['Secret', 2],
      ['ConfigMap', 7],
    ]);
    expect(problems).toEqual([]);
  });

  test('with a List gives its items', () => {
    const text = `apiVersion: v1\nkind: List\nitems:\n${[SECRET, CONFIG].map((one) => `  - ${one.trim().replaceAll('\n', '\n    ')}\n`).join('')}`;
    const { manifests } = manifestsIn(text, 'x.yaml');
    expect(manifests.map(({ manifest, line }) => [manifest.kind, line])).toEqual([
      ['Secret', 4],
      ['ConfigMap', 8],
    ]);
  });

  test('tells the line of a field, and that of its parent where the field is absent', () => {
    const [{ lineAt }] = manifestsIn(`---\n${SECRET}`, 'x.yaml').manifests;
    expect(lineAt(['metadata', 'name'])).toBe(5);
    expect(lineAt(['metadata', 'labels', 'app'])).toBe(5);
  });

  test('with anchors, merge keys and Windows line ends is read as Kubernetes reads it', () => {
    const text =
      'apiVersion: v1\r\nkind: Secret\r\nmetadata: &m\r\n  name: a\r\ndata:\r\n  <<: *m\r\n  on: 2024-01-01\r\n';
    const [{ manifest }] = manifestsIn(text, 'x.yaml').manifests;
    expect(manifest.data).toEqual({ name: 'a', true: '2024-01-01' });
  });

  test.each([
    ['a tab', `${SECRET}data:\n\tx: 1\n`, { line: 6, message: expect.stringMatching(/^this is no YAML: /) }],
    ['a key that stands twice', `${SECRET}kind: B\n`, { line: 5, message: expect.stringMatching(/unique/) }],
    ['a list', '- a\n', { line: 1, message: 'this is no Kubernetes object' }],
    ['something else', 'hello: world\n', { line: 1, message: 'this is no Kubernetes object' }],
    [
      'a List of texts',
      'apiVersion: v1\nkind: List\nitems: [a]\n',
      { line: 1, message: 'this is no Kubernetes object' },
    ],
  ])('with %s is a problem with its line', (_, text, expected) => {
    expect(manifestsIn(text, 'x.yaml')).toEqual({ manifests: [], problems: [{ file: 'x.yaml', ...expected }] });
  });

  test('with aliases that expand without end is a problem', () => {
    const levels = Array.from(
      { length: 9 },
      (_, i) => `l${i}: &l${i} [${Array(9).fill(i === 0 ? 'x' : `*l${i - 1}`)}]`,
    );
    expect(manifestsIn(levels.join('\n'), 'x.yaml').problems).toHaveLength(1);
  });

  test('of nothing but comments gives nothing', () => {
    expect(manifestsIn('# nothing\n', 'x.yaml')).toEqual({ manifests: [], problems: [] });
  });
});

describe('paths', () => {
  const folder = mkdtempSync(join(tmpdir(), 'manifests-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('a folder is read with all below it, in one order, whatever it was written in', () => {
    mkdirSync(join(folder, 'b'));
    writeFileSync(join(folder, 'c.yml'), CONFIG);
    writeFileSync(join(folder, 'b/a.yaml'), SECRET);
    writeFileSync(join(folder, 'notes.txt'), 'no manifest');
    writeFileSync(join(folder, 'b/kustomization.yaml'), 'resources: [a.yaml]');
    writeFileSync(
      join(folder, 'kustomization.yml'),
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization',
    );
    const { manifests } = readManifests([folder, join(folder, 'c.yml')]);
    expect(manifests.map(({ file }) => file)).toEqual([join(folder, 'b/a.yaml'), join(folder, 'c.yml')]);
  });

  test('one that does not exist is an error', () => {
    expect(() => readManifests([join(folder, 'nowhere')])).toThrow(/nowhere: there is no such file or folder$/);
  });
});
