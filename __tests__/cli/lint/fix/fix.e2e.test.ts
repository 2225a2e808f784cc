import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findingsIn } from '../../../../cli/findings/input-findings';
import { fixesFor } from '../../../../cli/lint/fix/planned-fixes';
import { writeFixes } from '../../../../cli/lint/fix/write-fixes';
import { readManifests } from '../../../../cli/manifests/read-files';
import { commandLine } from '../../command-line';

const PROJECT = join(__dirname, '../../../..');
const CORPUS = join(PROJECT, '__tests__/fixtures/adopt/broken');
const CONNECTION = `apiVersion: secrets.infisical.com/v1beta1
kind: InfisicalConnection
metadata: { name: shop, namespace: shop } # ours
spec:
  address: https://secrets.example.com/api # the host
`;
const MENDED = CONNECTION.replace('/api', '');
const DIFF = `--- a/k8s/a.yaml
+++ b/k8s/a.yaml
@@ -5 +5 @@
-  address: https://secrets.example.com/api # the host
+  address: https://secrets.example.com # the host
`;
const TOLD =
  'k8s/a.yaml:5:12: InfisicalConnection shop/shop: address is now "https://secrets.example.com", without /api (H1)\n';

let cwd: string;
let file: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'lint-fix-'));
  mkdirSync(join(cwd, 'k8s'));
  file = join(cwd, 'k8s/a.yaml');
  writeFileSync(file, CONNECTION);
});

afterEach(() => rmSync(cwd, { recursive: true }));

test('--diff shows what --fix writes, and writes nothing; --fix keeps the permissions, and what it leaves is told', async () => {
  chmodSync(file, 0o640);
  const shown = await commandLine(['lint', 'k8s', '--diff'], { cwd });
  expect(shown).toMatchObject({ status: 1, stderr: `${TOLD}1 fix in 1 file; --fix writes\n` });
  expect(shown.stdout.startsWith(DIFF)).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe(CONNECTION);

  const fixed = await commandLine(['lint', 'k8s', '--fix'], { cwd });
  expect(fixed).toMatchObject({ status: 0, stderr: `${TOLD}1 fix in 1 file written\n` });
  expect(fixed.stdout).toBe(`${DIFF}no findings in 1 object of 1 file\n`);
  expect(readFileSync(file, 'utf8')).toBe(MENDED);
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readdirSync(join(cwd, 'k8s'))).toEqual(['a.yaml']);

  const again = await commandLine(['lint', 'k8s', '--fix'], { cwd });
  expect(again).toMatchObject({ status: 0, stderr: '0 fixes in 0 files written\n' });
});

test('the diff is one that git applies', async () => {
  const { stdout } = await commandLine(['lint', 'k8s', '--diff', '--output', 'report.txt'], { cwd });
  expect(stdout).toBe(DIFF);
  writeFileSync(join(cwd, 'a.diff'), stdout);
  execFileSync('git', ['apply', '--unidiff-zero', 'a.diff'], { cwd });
  expect(readFileSync(file, 'utf8')).toBe(MENDED);
});

describe('the diff shows no value of a Secret', () => {
  const MAIN = '{apiVersion: v1, kind: Secret, metadata: {name: c, namespace: shop}, stringData: {a: VALUE}}';
  const OTHER =
    '{apiVersion: secrets.infisical.com/v1beta1, kind: InfisicalConnection, metadata: {name: shop, namespace: shop}, spec: {address: "https://x.example.com/api"}}';
  const list = (secret: string) => `apiVersion: v1\nkind: List\nitems: [${secret}, ${OTHER}]\n`;
  const long = `# ${'x'.repeat(2_000)}`;

  test.each([
    ['on one line with what is fixed', list(MAIN.replace('VALUE', 'CANARY'))],
    ['that ends on the line of it', list(MAIN.replace('VALUE', '"one\n  CANARY"'))],
    [
      'in JSON of one line',
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [
          { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'c' }, data: { a: 'CANARY' } },
          {
            apiVersion: 'secrets.infisical.com/v1beta1',
            kind: 'InfisicalConnection',
            metadata: { name: 'shop' },
            spec: { address: 'https://x.example.com/api' },
          },
        ],
      }),
    ],
    ['in a comment that looks like one', CONNECTION.replace('# the host', '# password: CANARY')],
    [
      'on a line that nobody reads to its end',
      CONNECTION.replace('# the host', `CANARY ${long}`).replace('CANARY', '# CANARY'),
    ],
  ])('%s', async (_, text) => {
    writeFileSync(file, text);
    const { stdout, stderr } = await commandLine(['lint', 'k8s', '--fix'], { cwd });
    expect(stderr).toContain('1 fix in 1 file written');
    expect(stdout).toContain('-(not shown)\n');
    expect(stdout).toContain('+(not shown)\n');
    expect(stdout + stderr).not.toContain('CANARY');
    expect(readFileSync(file, 'utf8')).toBe(text.replace('/api"', '"').replace('/api ', ' '));
  });

  test('nor where it is moved to', async () => {
    const scope =
      'secretsScope:\n      projectSlug: shop\n      envSlug: prod\n      secretsPath: / # password: CANARY\n';
    writeFileSync(
      file,
      `apiVersion: secrets.infisical.com/v1alpha1
kind: InfisicalSecret
metadata: { name: shop, namespace: shop }
spec:
  authentication:
    ${scope}
    universalAuth:
      credentialsRef:
        secretName: login
        secretNamespace: shop
  managedKubeSecretReferences: [{ secretName: shop, secretNamespace: shop, creationPolicy: Orphan }]
`,
    );
    const { stdout, stderr } = await commandLine(['lint', 'k8s', '--diff'], { cwd });
    expect(stderr).toContain('secretsScope moved into');
    expect(stdout + stderr).not.toContain('CANARY');
  });
});

test('the diff of many objects does not take the time of each for each', async () => {
  const many = Array.from({ length: 400 }, (_, index) => CONNECTION.replace('name: shop', `name: shop-${index}`));
  writeFileSync(file, many.join('---\n'));
  const start = Date.now();
  const { stderr } = await commandLine(['lint', 'k8s', '--diff'], { cwd });
  expect(stderr).toContain('400 fixes in 1 file');
  expect(Date.now() - start).toBeLessThan(20_000);
});

test('with another format, standard output is its document alone', async () => {
  const { stdout, stderr } = await commandLine(['lint', 'k8s', '--fix', '--format', 'sarif'], { cwd });
  expect(JSON.parse(stdout).runs[0].results).toEqual([]);
  expect(stderr.startsWith(DIFF)).toBe(true);
});

test('standard input is not written, and what is suppressed or not asked for is left alone', async () => {
  const piped = await commandLine(['lint', '-', '--fix'], { cwd, stdin: CONNECTION });
  expect(piped.stderr).toContain('not fixed (H1): standard input cannot be written\n');
  await commandLine(['lint', 'k8s', '--fix', '--rule', 'C1'], { cwd });
  writeFileSync(join(cwd, 'cdk8s-infisical.yaml'), 'suppressions:\n  - rule: H1\n    reason: ours has it twice\n');
  await commandLine(['lint', 'k8s', '--fix'], { cwd });
  expect(readFileSync(file, 'utf8')).toBe(CONNECTION);
});

describe('nothing is written', () => {
  const plan = (paths: string[]) => fixesFor(readManifests(paths).manifests, (all) => findingsIn(all));

  test('where a file has changed since it was read', () => {
    const { files } = plan([join(cwd, 'k8s')]);
    const changed = CONNECTION.replace('# ours', '# mine');
    writeFileSync(file, changed);
    expect(() => writeFixes(files, [join(cwd, 'k8s')])).toThrow(/a\.yaml has changed since it was read/);
    expect(readFileSync(file, 'utf8')).toBe(changed);
  });

  test('through a link that leads out of what was asked for', () => {
    mkdirSync(join(cwd, '.git'));
    mkdirSync(join(cwd, 'others'));
    symlinkSync('../k8s/a.yaml', join(cwd, 'others/b.yaml'));
    const asked = [join(cwd, 'others')];
    const { files } = plan(asked);
    expect(files).toHaveLength(1);
    expect(() => writeFixes(files, asked)).toThrow(/b\.yaml is a link that leads out of what was asked for/);
    expect(readFileSync(file, 'utf8')).toBe(CONNECTION);
  });
});

test('a file that was found under two names is written once', async () => {
  symlinkSync('a.yaml', join(cwd, 'k8s/b.yaml'));
  const { status } = await commandLine(['lint', 'k8s', '--fix'], { cwd });
  expect(status).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(MENDED);
});

test('go-yaml of kubectl and PyYAML read each fixed file of the corpus as the object with its edits', () => {
  const folder = join(cwd, 'corpus');
  cpSync(CORPUS, folder, { recursive: true });
  const { manifests } = readManifests([folder]);
  const { files } = fixesFor(manifests, (all) => findingsIn(all));
  expect(files.length).toBeGreaterThan(7);
  for (const { file, after } of files) writeFileSync(file, after);
  const fixed = new Set(files.map((one) => one.file));
  const now = readManifests([folder]).manifests.filter((read) => fixed.has(read.file));
  const texts = files
    .flatMap(({ after }) => after.toString('utf8').split(/^---$/m))
    .filter((text) => /^kind:/m.test(text));
  writeFileSync(join(cwd, 'texts.json'), JSON.stringify(texts));
  const tool = join(PROJECT, 'tools/yaml-reads');
  const readBy = (program: string, ...args: string[]) => {
    execFileSync(program, [...args, join(cwd, 'texts.json'), join(cwd, 'readings')], { cwd: tool });
    const lines = readFileSync(join(cwd, 'readings'), 'utf8').trimEnd().split('\n');
    return lines.map((line) => Object.values(JSON.parse(line) as object));
  };
  const byGo = readBy('go', 'run', '.');
  const byPython = readBy('python3', 'pyyaml.py');
  expect(texts).toHaveLength(now.length);
  for (const [index, { manifest }] of now.entries()) {
    for (const read of [...byGo[index], ...byPython[index]]) expect(read).toEqual(manifest);
  }
});
