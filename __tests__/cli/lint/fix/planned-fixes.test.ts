import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { withFixes } from '../../../../cli/adopt/fixes/apply-fixes';
import { findingsIn } from '../../../../cli/findings/input-findings';
import { FixableFile } from '../../../../cli/lint/fix/fixable-file';
import { type FixPlan, fixesFor } from '../../../../cli/lint/fix/planned-fixes';
import { readManifests } from '../../../../cli/manifests/read-files';

const CORPUS = join(__dirname, '../../../fixtures/adopt/broken');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lint-fix-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function planOf(): FixPlan {
  return fixesFor(readManifests([folder]).manifests, (manifests) => findingsIn(manifests));
}

function written(name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** What fixes make of a text, and why some are left. */
function fixed(text: string, name = 'a.yaml'): { text: string; left: string[]; fixes: string[] } {
  written(name, text);
  const { files, left } = planOf();
  return {
    text: files[0]?.after.toString('utf8') ?? text,
    left: left.map(({ rule, reason }) => `${rule}: ${reason}`),
    fixes: files.flatMap(({ fixes }) => fixes.map(({ rule }) => rule)),
  };
}

const SECRET = `# Who syncs
apiVersion: secrets.infisical.com/v1alpha1
kind: InfisicalSecret
metadata: { name: shop, namespace: shop } # ours
spec:
  # seconds
  resyncInterval: 3 # too often
  authentication:
    # where
    secretsScope: # here
      projectSlug: shop # the shop
      # and

      envSlug: prod
      secretsPath: /
    universalAuth:
      credentialsRef:
        secretName: 'credentials' # of the identity
  managedKubeSecretReferences:
  - secretName: shop
    secretNamespace: shop
    creationPolicy: "owner"   # of whom
    template:
      data:
        URL: "{{ .URL }}"
        FILE: |
          a: {{ .A }} # no comment
          b: c
          c: {{ .C }}
# the end
`;

const MENDED = `# Who syncs
apiVersion: secrets.infisical.com/v1alpha1
kind: InfisicalSecret
metadata: { name: shop, namespace: shop } # ours
spec:
  # seconds
  authentication:
    # where
    universalAuth:
      secretsScope: # here
        projectSlug: shop # the shop
        # and

        envSlug: prod
        secretsPath: /
      credentialsRef:
        secretName: 'credentials' # of the identity
        secretNamespace: shop
  managedKubeSecretReferences:
  - secretName: shop
    secretNamespace: shop
    creationPolicy: "Owner"   # of whom
    template:
      data:
        URL: "{{ .URL.Value }}"
        FILE: |
          a: {{ .A.Value }} # no comment
          b: c
          c: {{ .C.Value }}
# the end
`;

test('all mistakes of one object are put right in its text; comments, order, quotes and indentation stay', () => {
  const { text, left, fixes } = fixed(SECRET);
  expect(left).toEqual([]);
  expect(fixes.sort()).toEqual(['A4', 'K4', 'K4', 'M4', 'S1', 'T3']);
  expect(text).toBe(MENDED);
});

test.each([
  ['line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
  ['a byte order mark', (text: string) => `\uFEFF${text}`],
  [
    'other documents',
    (text: string) =>
      `# first\n---\n${text}---\nkind: ConfigMap\napiVersion: v1\nmetadata: { name: a }\ndata: { a:   b }\n...\n`,
  ],
  ['no line break at the end', (text: string) => text.replace(/\n# the end\n$/, '')],
  ['a marker with a comment', (text: string) => `--- # shop\n${text}`],
  [
    'a list',
    (text: string) =>
      `apiVersion: v1\nkind: List\nitems:\n- ${text.replace(/^# Who syncs\n/, '').replaceAll(/\n(?=.)/g, '\n  ')}`,
  ],
])('%s stay as they are', (_, form) => {
  const { text, left } = fixed(form(SECRET));
  expect(left).toEqual([]);
  expect(text).toBe(form(MENDED));
});

const inBraces = (spec: string) =>
  `apiVersion: secrets.infisical.com/v1alpha1\nkind: InfisicalSecret\nmetadata: { name: shop, namespace: shop }\nspec: ${spec}\n`;
const LOGIN =
  '{ universalAuth: { credentialsRef: { secretName: c }, secretsScope: { projectSlug: s, envSlug: p, secretsPath: / } } }';
const MENDED_LOGIN = LOGIN.replace('secretName: c', 'secretName: c, secretNamespace: shop');
const MANAGED = '[{ secretName: shop, secretNamespace: shop, creationPolicy: owner }]';

test('in braces a field goes with its comma, and comes with one', () => {
  const spec = `{ resyncInterval: 3, authentication: ${LOGIN}, managedKubeSecretReferences: ${MANAGED} }`;
  const { text, left } = fixed(inBraces(spec));
  expect(left).toEqual([]);
  expect(text).toBe(
    inBraces(`{ authentication: ${MENDED_LOGIN}, managedKubeSecretReferences: ${MANAGED.replace('owner', 'Owner')} }`),
  );
});

test('JSON stays JSON', () => {
  const [object] = readManifests([written('a.yaml', SECRET)]).manifests;
  const json = `${JSON.stringify(object.manifest, null, 2)}\n`;
  rmSync(join(folder, 'a.yaml'));
  const { text, left } = fixed(json, 'a.json');
  expect(left).toEqual(['S1: what is to be moved there does not fit into braces']);
  const { spec } = JSON.parse(text);
  expect(spec.resyncInterval).toBeUndefined();
  expect(spec.managedKubeSecretReferences[0]).toMatchObject({
    creationPolicy: 'Owner',
    template: { data: { URL: '{{ .URL.Value }}' } },
  });
  expect(text).toContain('        "secretName": "credentials",\n          "secretNamespace": "shop"\n');
  expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
});

test('JSON keeps the characters escaped that readers of YAML take for line breaks', () => {
  const data = { A: '{{ .A }}\u2028\ufeff\u0085' };
  const managed = [{ secretName: 'shop', secretNamespace: 'shop', creationPolicy: 'Orphan', template: { data } }];
  const [{ manifest }] = readManifests([written('a.yaml', SECRET)]).manifests;
  rmSync(join(folder, 'a.yaml'));
  const object = { ...manifest, spec: { ...(manifest.spec as object), managedKubeSecretReferences: managed } };
  const escaped = JSON.stringify(object, null, 2).replaceAll(/[\u0085\u2028\ufeff]/g, (one) => {
    return `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  const { text } = fixed(`${escaped}\n`, 'a.json');
  expect(text).toContain('"{{ .A.Value }}\\u2028\\ufeff\\u0085"');
  written('a.json', text);
  expect(readManifests([folder])).toMatchObject({ manifests: [{}], problems: [] });
});

const policy = (value: string, more = '') =>
  inBraces(
    `\n  authentication: ${MENDED_LOGIN}\n  managedKubeSecretReferences:\n  - secretName: shop\n    secretNamespace: shop\n    creationPolicy: ${value}\n${more}`,
  )
    .replace('spec: \n', 'spec:\n')
    .replace(/\n\n$/, '\n');

test.each([
  ['owner', 'Owner'],
  ["'owner' # x", "'Owner' # x"],
  ['"owner"', '"Owner"'],
  ['  owner', '  Owner'],
  ['>-\n      owner', '>-\n      Owner'],
  ['|-\n      owner', '|-\n      Owner'],
  ['&mine owner', '&mine Owner'],
])('a value keeps its style: %s', (before, after) => {
  expect(fixed(policy(before))).toMatchObject({ text: policy(after), left: [] });
});

test.each([
  [
    'an alias',
    policy('owner')
      .replace('metadata: {', 'metadata: { labels: { a: &p owner },')
      .replace('creationPolicy: owner', 'creationPolicy: *p'),
    'the value comes from an alias (*)',
  ],
  [
    'an anchor that an alias repeats',
    policy('&p owner', '  instantUpdates: false\n').replace('instantUpdates: false', 'x: *p'),
    'an alias (*p) repeats what would be edited',
  ],
  [
    'a merge',
    policy('owner').replace(
      '  - secretName: shop\n    secretNamespace: shop\n    creationPolicy: owner',
      '  - <<: { creationPolicy: owner }\n    secretName: shop\n    secretNamespace: shop',
    ),
    'a merge (<<) stands in the map',
  ],
  ['a tag', policy('!!str owner'), 'a tag (!) stands before the value'],
  [
    'a template in a comment',
    `# {{ if .Values.x }}\n${policy('owner')}`,
    'it is a template, in which other values may stand',
  ],
  [
    'an export of a cluster',
    policy('owner').replace('name: shop,', 'name: shop, uid: x,'),
    'the object is an export of a cluster: edit it where it is declared',
  ],
])('%s is left to people, with the reason', (_, text, reason) => {
  expect(fixed(text)).toEqual({ text, fixes: [], left: [`M4: ${reason}`] });
});

describe('a List', () => {
  const itemOf = (name: string, given: string) => {
    const lines = policy(given).replaceAll('shop', name).trimEnd().split('\n');
    return `- ${lines.filter((line) => !line.startsWith('#')).join('\n  ')}\n`;
  };
  const listOf = (policies: readonly string[]) =>
    `apiVersion: v1\nkind: List\nitems:\n${policies.map((one, index) => itemOf(`shop${index}`, one)).join('')}`;

  test('is put right with one look at its text in a turn, however many objects it has', () => {
    const apply = jest.spyOn(FixableFile.prototype, 'apply');
    const { text, left } = fixed(listOf(Array(30).fill('owner')));
    expect({ text, left }).toEqual({ text: listOf(Array(30).fill('Owner')), left: [] });
    expect(apply.mock.calls.length).toBeLessThan(5);
    apply.mockRestore();
  });

  test('is put right but for the object whose text does not allow it', () => {
    const withTag = (others: string) => Array.from({ length: 9 }, (_, i) => (i === 4 ? '!!str owner' : others));
    const { text, left } = fixed(listOf(withTag('owner')));
    expect(text).toBe(listOf(withTag('Owner')));
    expect(left).toEqual(['M4: a tag (!) stands before the value']);
  });
});

test('what Helm renders is left to people', () => {
  written('chart/Chart.yaml', 'name: shop\n');
  written('chart/templates/a.yaml', policy('owner'));
  const { files, left } = planOf();
  expect(files).toEqual([]);
  expect(left).toMatchObject([{ reason: 'it is a template, in which other values may stand' }]);
});

test('an object that stands no longer in the file as it was read is left', () => {
  const file = written('a.yaml', policy('owner'));
  const { manifests } = readManifests([file]);
  writeFileSync(file, policy('owner').replaceAll('shop', 'other'));
  expect(fixesFor(manifests, (all) => findingsIn(all))).toMatchObject({
    files: [],
    left: [{ reason: 'the object does not stand in the file as it was read: it is rendered from it' }],
  });
});

test('what is rendered is left with its source, as no file has its text', () => {
  written('a.yaml', policy('owner'));
  const source = { file: 'charts/shop/templates/sync.yaml', line: 3, column: 1 };
  const rendered = { ...source, by: 'helm template', from: 'charts/shop' } as const;
  const manifests = readManifests([folder]).manifests.map((one) => ({ ...one, rendered }));
  expect(fixesFor(manifests, (all) => findingsIn(all))).toMatchObject({
    files: [],
    left: [{ reason: 'it is rendered: put it right in charts/shop/templates/sync.yaml:3' }],
  });
});

test.each(readdirSync(CORPUS))(
  '%s of the corpus is fixed in its text as the objects of adopt are, and keeps its comments',
  (file) => {
    cpSync(join(CORPUS, file), join(folder, file));
    const { manifests } = readManifests([folder]);
    const { manifests: meant, fixes } = withFixes(manifests);
    const { files, left } = planOf();
    expect(left).toEqual([]);
    expect(files.flatMap((one) => one.fixes.map(({ rule, line }) => `${line} ${rule}`))).toEqual(
      fixes.map(({ rule, line }) => `${line} ${rule}`),
    );
    for (const { file, after } of files) {
      const comments = (text: string) => text.match(/(?<=^|\s)#.*$/gm) ?? [];
      expect(comments(after.toString('utf8'))).toEqual(comments(readFileSync(file, 'utf8')));
      writeFileSync(file, after);
    }
    expect(readManifests([folder]).manifests.map(({ manifest }) => manifest)).toEqual(
      meant.map(({ manifest }) => manifest),
    );
  },
);
