import { manifestsInBytes } from '../../../cli/manifests/read-files';
import { manifestsIn } from '../../../cli/manifests/read-manifests';

const SECRET = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n';
const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n';
const item = (text: string) => `- ${text.trim().replaceAll('\n', '\n  ')}\n`;

describe('a text', () => {
  test('of several documents gives each object with its place', () => {
    const { manifests, problems } = manifestsIn(`# head\n${SECRET}---\n${CONFIG}---\n`, 'x.yaml');
    expect(manifests.map(({ manifest, line, column }) => [manifest.kind, line, column])).toEqual([
      ['Secret', 2, 1],
      ['ConfigMap', 7, 1],
    ]);
    expect(problems).toEqual([]);
  });

  test.each([
    ['List', 'v1'],
    ['SecretList', 'v1'],
    ['DeploymentList', 'apps/v1'],
    ['Whatever', 'example.com/v1'],
  ])('of the kind %s with items gives its items, each with its place', (kind, apiVersion) => {
    const nested = `apiVersion: v1\nkind: List\nitems:\n${item(CONFIG)}`;
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nitems:\n${item(SECRET)}${item(nested)}`;
    const { manifests } = manifestsIn(text, 'x.yaml');
    expect(manifests.map(({ manifest, line, column }) => [manifest.kind, line, column])).toEqual([
      ['Secret', 4, 3],
      ['ConfigMap', 11, 5],
    ]);
    expect(manifests[1].placeAt(['metadata', 'name'])).toEqual({ line: 14, column: 13 });
  });

  test.each([
    ['skaffold/v3', 'Config'],
    ['builtin', 'LabelTransformer'],
    ['kind.x-k8s.io/v1alpha4', 'Cluster'],
    ['backstage.io/v1alpha1', 'Component'],
    ['v1', 'Config'],
  ])('of the settings of another tool (%s %s) holds no object, and beside one it is unread', (apiVersion, kind) => {
    const settings = `apiVersion: ${apiVersion}\nkind: ${kind}\n`;
    expect(manifestsIn(settings, 'x.yaml')).toEqual({ manifests: [], problems: [], without: ['x.yaml'] });
    expect(manifestsIn(`${SECRET}---\n${settings}`, 'x.yaml').problems).toMatchObject([
      { message: 'this is no Kubernetes object, and others of its file are' },
    ]);
  });

  test('with a typed list gives its items the type of the list', () => {
    const text = 'apiVersion: apps/v1\nkind: DeploymentList\nitems:\n- metadata: { name: a }\n';
    expect(manifestsIn(text, 'x.yaml').manifests.map(({ manifest }) => manifest)).toEqual([
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' } },
    ]);
  });

  test('tells the place of a field, and that at which its parent is named where the field is absent', () => {
    const [{ placeAt }] = manifestsIn(`---\n${SECRET}`, 'x.yaml').manifests;
    expect(placeAt(['metadata', 'name'])).toMatchObject({ line: 5, column: 9 });
    expect(placeAt(['metadata', 'labels', 'app'])).toMatchObject({ line: 4, column: 1 });
  });

  const LINED = [
    ['a block', 'a: |\n    one\n    two\n', 1, { line: 7, column: 5 }],
    ['a block with a comment behind its mark', 'a: |+ # head\n\n    one\n    two\n\n', 2, { line: 8, column: 5 }],
    ['a block of a stated depth', 'a: |1-\n     one\n   two\n', 1, { line: 7, column: 4 }],
    ['a block on the line below its key', 'a:\n   |\n   one\n   two\n', 1, { line: 8, column: 4 }],
    ['a block with an anchor', 'a: &text |\n    one\n    two\n', 0, { line: 6, column: 5 }],
    ['a block that has fewer lines', 'a: |\n    one\n', 7, { line: 5, column: 6 }],
    ['a blank line of a block', 'a: |\n    one\n\n    two\n', 1, { line: 7, column: 1 }],
    ['a folded block', 'a: >\n    one\n    two\n', 1, { line: 5, column: 6 }],
    ['a text in quotes', 'a: "one\\ntwo"\n', 1, { line: 5, column: 6 }],
    ['what is absent', 'b: c\n', 1, { line: 4, column: 1 }],
  ] as const;

  test.each(LINED)('tells the line of %s, or its own place', (_, data, line, place) => {
    const text = `${CONFIG.replace('metadata:\n  name: b\n', 'metadata: { name: b }\n')}data:\n  ${data}`;
    const [{ placeAt }] = manifestsIn(text, 'x.yaml').manifests;
    expect(placeAt(['data', 'a'], { lineInText: line })).toEqual(place);
    const [windows] = manifestsIn(text.replaceAll('\n', '\r\n'), 'x.yaml').manifests;
    expect(windows.placeAt(['data', 'a'], { lineInText: line })).toEqual(place);
  });

  test('with anchors, merge keys and Windows line ends is read as Kubernetes reads it', () => {
    const text =
      'apiVersion: v1\r\nkind: Secret\r\nmetadata: &m\r\n  name: a\r\ndata:\r\n  <<: *m\r\n  on: 2024-01-01\r\n';
    const [{ manifest }] = manifestsIn(text, 'x.yaml').manifests;
    expect(manifest.data).toEqual({ name: 'a', true: '2024-01-01' });
  });

  test('with names of prototypes as keys is read with them', () => {
    const [{ manifest }] = manifestsIn(`${SECRET}data:\n  __proto__: a\n  constructor: b\n`, 'x.yaml').manifests;
    expect(Object.entries(manifest.data as object)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });

  test('of nothing but comments holds no manifest', () => {
    expect(manifestsIn('# nothing\n', 'x.yaml')).toEqual({ manifests: [], problems: [], without: ['x.yaml'] });
  });
});

test.each<[string, string, string?]>([
  ['settings of a program', 'hello: world\n'],
  ['a plain list', '- a\n'],
  ['a chart', 'apiVersion: v2\nname: shop\nversion: 1.0.0\n'],
  ['provisioning of Grafana', 'apiVersion: 1\ndatasources: []\n'],
  ['a pipeline of Drone', 'kind: pipeline\ntype: docker\n'],
  ['a kustomization', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n'],
  ['a kustomization without a version', 'kind: Kustomization\nmetadata: { name: a }\n'],
  ['a kustomization that lists files', 'resources:\n- ./a.k8s.yaml\n- sub/b.json\npatches: []\n', 'kustomization.yaml'],
  ['a kustomization of images and labels', 'images: [{ name: a, newTag: b }]\nlabels: []\n', 'Kustomization'],
  ['a chart by its name', 'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies: []\n', 'Chart.yaml'],
  ['what an image updater writes', 'kustomize: { images: ["a:b"] }\n', '.argocd-source-shop.yaml'],
])('%s is no manifest', (_, text, file = 'x.yaml') => {
  expect(manifestsIn(text, file)).toMatchObject({ manifests: [], problems: [], without: [file] });
});

describe('unread is what has another program change or add objects', () => {
  test.each([
    ['kustomization.yaml', 'kind: Kustomization\nresources: [a.yaml]\npatches: [{ path: b.txt }]\n'],
    ['kustomization.yml', 'resources: [a.yaml]\nnamespace: shop\n'],
    ['Kustomization', 'resources: [a.yaml]\nsecretGenerator: [{ name: a }]\n'],
    ['kustomization.yaml', 'resources: [notes.txt]\n'],
    ['kustomization.yaml', 'resources: [../a.yaml]\n'],
    ['kustomization.yaml', 'resources: [sub/../../a.yaml]\n'],
    ['kustomization.yaml', 'resources: ["https://example.com/a.yaml"]\n'],
    ['kustomization.yaml', 'resources: [example.com/owner/a.yaml]\n'],
    ['kustomization.yaml', 'kind: Component\nhelmCharts: [{ name: a }]\n'],
    ['Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies: [{ name: a }]\n'],
    ['.argocd-source.yaml', 'kustomize: { patches: [{ path: b.txt }] }\n'],
    ['.argocd-source-shop.yaml', 'directory: { jsonnet: {} }\n'],
  ])('%s: %j', (file, text) => {
    const { manifests, problems } = manifestsIn(text, `dist/${file}`);
    expect({ manifests, messages: problems.map(({ message }) => message) }).toEqual({
      manifests: [],
      messages: [expect.stringMatching(/^it has (?:kustomize|Helm|Argo CD) /)],
    });
  });
});

test('a list without any item is no object; a kind that only is called so has objects', () => {
  const list = 'apiVersion: v1\nkind: SecretList\nmetadata: {}\n';
  expect(manifestsIn(`${list}items: null\n`, 'a.yaml')).toMatchObject({ manifests: [], problems: [] });
  expect(manifestsIn(`${list}items: []\n`, 'a.yaml')).toMatchObject({ manifests: [], problems: [] });
  const own = manifestsIn('apiVersion: example.com/v1\nkind: BlockList\nmetadata: { name: a }\n', 'a.yaml');
  expect(own).toMatchObject({ manifests: [{ manifest: { kind: 'BlockList' } }], problems: [] });
});

describe('unread is a patch of kustomize, and no object', () => {
  test.each([
    ['$patch: delete\n', [5, 9]],
    ['spec:\n  template:\n    spec:\n      containers:\n      - name: a\n        $patch: replace\n', [10, 17]],
    ['spec:\n  $setElementOrder/ports: [{ port: 1 }]\n', [6, 27]],
  ])('with %j', (directive, [line, column]) => {
    const { manifests, problems } = manifestsIn(`${SECRET}${directive}---\n${CONFIG}`, 'x.yaml');
    expect(manifests.map(({ manifest }) => manifest.kind)).toEqual(['ConfigMap']);
    const message = 'it is a patch of kustomize, and no object: read what kustomize build writes';
    expect(problems).toEqual([{ file: 'x.yaml', line, column, message }]);
  });

  test('is not what has such a word for a value', () => {
    expect(manifestsIn(`${SECRET}stringData:\n  a: $patch\n  $PATH: x\n`, 'x.yaml').problems).toEqual([]);
  });
});

describe('unread, with line and column, is a text', () => {
  test.each([
    ['with a tab', `${SECRET}data:\n\tx: 1\n`, 6, 1, 'this is no YAML: '],
    ['with a key that stands twice', `${SECRET}kind: B\n`, 5, 1, 'a key stands in its map twice'],
    ['with a key that stands twice in two ways', `${SECRET}data: { 1: a, "1": b }\n`, 5, 15, 'a key stands'],
    [
      'with conflict markers',
      `${SECRET}<<<<<<< HEAD\na: 1\n=======\n`,
      5,
      1,
      'it has conflict markers of git: resolve the merge, run `npx cdk8s-infisical synth`',
    ],
    ['with a binary value', `${SECRET}data: { a: !!binary YQ== }\n`, 5, 21, 'a tag (!)'],
    ['with an own tag', `${SECRET}data: !a { a: b }\n`, 5, 10, 'a tag (!)'],
    ['with NUL', `${SECRET}# \0\n`, 5, 3, 'it has the character U+0000'],
    ['with a line separator', `${SECRET}# \u2028data: 1\n`, 5, 3, 'it has the character U+2028'],
    ['with a lone carriage return', `${SECRET}# \rdata: 1\n`, 5, 3, 'it has the character U+000D'],
    ['with an odd escape', `${SECRET}x: "\\q"\n`, 5, 5, 'this is no YAML: a text in double quotes'],
    ['with half of a character', `${SECRET}x: "\\ud83d"\n`, 5, 4, 'half of a character'],
    ['with an alias to itself', `${SECRET}x: &x [*x]\n`, 5, 8, 'an alias (*) stands within what it names'],
    ['with an alias to nothing', `${SECRET}x: *x\n`, 5, 4, 'an alias (*) names no anchor'],
    ['with a key that is a map', `${SECRET}? { a: b }\n: c\n`, 5, 3, 'a key begins with a question mark'],
    ['with a key that is null', `${SECRET}~: c\n`, 5, 1, 'a key is no text'],
    ['with a merge behind what it overrides', `${SECRET}x: &x { a: 1 }\ny: { a: 2, <<: *x }\n`, 6, 12, 'a merge (<<)'],
    ['with a directive', `%YAML 1.1\n---\n${SECRET}`, 1, 1, 'a line begins with %'],
    ['behind the end of a document', `a: b\n...\n${SECRET}`, 2, 1, 'something stands behind the marker "..."'],
    ['on the line of a marker', `--- {}\n${SECRET}`, 1, 1, 'a text stands on the line of the marker'],
    [
      'nested deep',
      `${SECRET}x: ${'['.repeat(300)}${']'.repeat(300)}`,
      5,
      204,
      'it is nested more than 200 levels deep',
    ],
    [
      'of a List with null',
      `apiVersion: v1\nkind: List\nitems:\n- null\n${item(SECRET)}`,
      4,
      3,
      'an item of a list is null',
    ],
    ['of a List of texts', 'apiVersion: v1\nkind: List\nitems: [a]\n', 3, 9, 'an item of a list is no object'],
    ['of a List without items', 'apiVersion: v1\nkind: SecretList\n', 1, 1, 'it is a list without items'],
    [
      'of a List with other items',
      'apiVersion: v1\nkind: List\nitems: { a: b }\n',
      3,
      8,
      'the items of a list are no list',
    ],
    [
      'of an item without a kind',
      'apiVersion: v1\nkind: List\nitems: [{ apiVersion: v1 }]\n',
      3,
      9,
      'it is no Kubernetes',
    ],
    [
      'without a kind',
      'apiVersion: v1\nmetadata: { name: a }\n',
      1,
      1,
      'it is no Kubernetes object: its kind is missing',
    ],
    ['without a version', 'kind: Secret\nmetadata: { name: a }\n', 1, 1, 'it is no Kubernetes object: its apiVersion'],
    [
      'with a kind that is no text',
      'apiVersion: v1\nkind: [Secret]\n',
      1,
      1,
      'it is no Kubernetes object: its kind is no',
    ],
    ['of objects in a plain list', item(SECRET), 1, 1, 'objects stand in a plain list'],
    ['with something else beside an object', `${SECRET}---\na: b\n`, 6, 1, 'this is no Kubernetes object, and others'],
    [
      'that git LFS has',
      'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n',
      1,
      1,
      'it is a pointer of git LFS',
    ],
  ])('%s', (_, text, line, column, message) => {
    expect(manifestsIn(text, 'x.yaml').problems).toEqual([
      { file: 'x.yaml', line, column, message: expect.stringContaining(message) },
    ]);
  });

  test('with aliases that expand without end', () => {
    const levels = Array.from(
      { length: 9 },
      (_, i) => `l${i}: &l${i} [${Array(9).fill(i === 0 ? 'x' : `*l${i - 1}`)}]`,
    );
    expect(manifestsIn(levels.join('\n'), 'x.yaml').problems).toHaveLength(1);
  });

  test('of many documents that are too much together', () => {
    const document = `apiVersion: v1\nkind: ConfigMap\nx: [${','.repeat(490_000)}]\n`;
    const { manifests, problems } = manifestsIn(Array(7).fill(document).join('---\n'), 'x.yaml');
    expect([manifests, problems]).toEqual([
      [],
      [{ file: 'x.yaml', line: 1, column: 1, message: expect.stringMatching(/^it has more than 3000000 lines, /) }],
    ]);
  });

  test('nested without end', () => {
    expect(manifestsIn(`${SECRET}x: ${'['.repeat(20_000)}`, 'x.yaml').problems).toEqual([
      expect.objectContaining({ message: expect.stringContaining('it is nested too deep') }),
    ]);
  });

  test('with more than its parser can take', () => {
    expect(manifestsIn(`${SECRET}x: [${'a,'.repeat(500_000)}]`, 'x.yaml').problems).toEqual([
      expect.objectContaining({ message: expect.stringContaining('split it') }),
    ]);
  });

  test.each([
    ['UTF-16', Buffer.from(`\uFEFF${SECRET}`, 'utf16le'), 'it is UTF-16 or UTF-32'],
    ['UTF-16 without a mark', Buffer.from(SECRET, 'utf16le'), 'it has the character U+0000'],
    ['Latin 1', Buffer.from(`${SECRET}# \xe9\n`, 'latin1'), 'it is not UTF-8'],
  ])('in %s', (_, bytes, message) => {
    const { problems, without } = manifestsInBytes(bytes, { file: 'x.yaml', folder: '.' });
    expect(problems).toEqual([expect.objectContaining({ message: expect.stringContaining(message) })]);
    expect(without).toEqual([]);
  });

  test('but not in UTF-8 with a byte order mark', () => {
    const { manifests, problems } = manifestsInBytes(Buffer.from(`\uFEFF${SECRET}`), { file: 'x.yaml', folder: '.' });
    expect([manifests.length, problems]).toEqual([1, []]);
  });

  test('in each of its documents, while the others are read', () => {
    const { manifests, problems } = manifestsIn(`a: [\n---\n${SECRET}---\nb: {\n`, 'x.yaml');
    expect(manifests).toHaveLength(1);
    expect(problems.map(({ line }) => line)).toEqual([2, 9]);
  });
});
