import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../../project/main-program';
import { appWrites, configMap, copyingProject, Project } from './project';

const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
const ONE = { 'prod/one.k8s.yaml': configMap('one') };
/** Finds ConfigMaps of a name; the methods of the context must be called on it. */
const FINDING = `
exports.NoSuchName = class {
  constructor({ name }) { this.name = name; }
  async validate(context) {
    let status = 'success';
    for (const manifestPath of context.manifests) {
      require('node:fs').accessSync(manifestPath);
      for (const object of context.parseManifest(manifestPath)) {
        if (object.metadata.name !== this.name) continue;
        status = 'failure';
        const violatingResources = [{ resourceName: this.name, locations: ['metadata/name'], manifestPath }];
        context.report.addViolation({ ruleName: 'NO-NAME', recommendation: 'r', fix: 'rename it', violatingResources });
      }
    }
    context.report.submit(status);
  }
};`;

let project: Project;
afterEach(() => project.remove());

function projectWith(validations: object[] | string, files: { [path: string]: string } = ONE): Project {
  project = copyingProject(files);
  project.write('cdk8s.yaml', JSON.stringify({ app: 'node app.js', validations }));
  project.write('plugin/index.js', FINDING);
  return project;
}

const finding = (name: string, extra: object = {}) => ({
  package: './plugin',
  version: '1.0.0',
  class: 'NoSuchName',
  properties: { name },
  ...extra,
});

test('a violation is told with its place, and keeps dist as it was', async () => {
  await projectWith([finding('two')]).synth();
  expect(project.filesIn()).toEqual(ONE);
  appWrites(project, { 'prod/two.k8s.yaml': configMap('two') });
  expect(await project.synth()).toEqual({
    status: 1,
    stdout: '',
    stderr: 'error: prod: [two.k8s.yaml: metadata/name] rename it (NO-NAME)\n1 error: dist is left as it was\n',
  });
  expect(project.filesIn()).toEqual(ONE);
  expect(JSON.parse((await project.synth(['--json'])).stdout).violations).toEqual([
    { rule: 'NO-NAME', file: 'prod/two.k8s.yaml', object: 'metadata/name', message: 'rename it' },
  ]);
  expect(await project.synth(['--no-validate'])).toMatchObject({ status: 0 });
  expect(Object.keys(project.filesIn() ?? {})).toEqual(['prod/two.k8s.yaml']);
});

test('what somebody else put into dist is validated too', async () => {
  await projectWith([finding('two')]).synth();
  project.write('dist/prod/mine.yaml', configMap('two'));
  expect(await project.synth()).toMatchObject({ status: 1 });
});

describe('a plugin is found', () => {
  const files = { 'index.js': FINDING, 'package.json': JSON.stringify({ name: 'picky', version: '2.0.0' }) };
  test.each([
    ['in node_modules', 'node_modules/picky'],
    ['where cdk8s-cli installs it', 'plugins/picky/2.0.0/node_modules/picky'],
  ])('%s', async (_, folder) => {
    projectWith([]);
    const validations = [finding('one', { package: 'picky', version: '2.0.0' })];
    project.write(
      'cdk8s.yaml',
      JSON.stringify({ app: 'node app.js', validations, pluginsDirectory: project.path('plugins') }),
    );
    for (const [name, text] of Object.entries(files)) project.write(join(folder, name), text);
    expect(await project.synth()).toMatchObject({ status: 1 });
  });

  test('in a list of its own', async () => {
    projectWith('validations.yaml').write('validations.yaml', JSON.stringify([finding('one')]));
    expect(await project.synth()).toMatchObject({ status: 1 });
  });
});

describe('what cannot be run is told, with what to do:', () => {
  test.each<[string, object[] | string, string]>([
    [
      'a plugin that is not installed',
      [finding('one', { package: 'picky', version: '2.0.0' })],
      'cdk8s.yaml: the package "picky" 2.0.0 is not installed: run npm install --save-dev --save-exact picky@2.0.0\n',
    ],
    [
      'a version that is none',
      [finding('one', { package: 'picky', version: '^2' })],
      'cdk8s.yaml: the version "^2" of the package "picky" is not exact: write for example "1.0.0"\n',
    ],
    [
      'a class that is not there',
      [finding('one', { class: 'Piky' })],
      'cdk8s.yaml: the package "./plugin" 1.0.0 has no class "Piky"\n',
    ],
    [
      'another version of ours',
      [finding('one', { package: 'cdk8s-infisical', version: '99.0.0' })],
      `cdk8s.yaml: cdk8s-infisical is installed in version ${version}: write that in place of "99.0.0"\n`,
    ],
    [
      'half an entry',
      [{ package: './plugin', version: 1 }],
      'cdk8s.yaml:\n  validations[0].version is missing or no text\n  validations[0].class is missing or no text\n',
    ],
    [
      'a list in the network',
      'https://example.com/list.yaml',
      'cdk8s.yaml: validations is the URL "https://example.com/list.yaml": a synth loads nothing from the network, write the list or a file\n',
    ],
  ])('%s', async (_, validations, stderr) => {
    expect(await projectWith(validations).synth()).toEqual({ status: 2, stdout: '', stderr });
    expect(project.filesIn()).toBeUndefined();
  });
});

describe('our own plugin', () => {
  const APP = `
const { ApiObject, App, Chart } = require('cdk8s');
const app = new App();
const chart = new Chart(app, 'shop', { namespace: 'shop' });
const spec = { hostAPI: 'https://app.infisical.com/api', managedKubeSecretReferences: [] };
new ApiObject(chart, 'sync', { apiVersion: 'secrets.infisical.com/v1alpha1', kind: 'InfisicalSecret', metadata: { name: 'sync' }, spec });
app.synth();
`;

  const BY_HAND = `apiVersion: v1
kind: ConfigMap
metadata:
  name: By-Hand
---
apiVersion: secrets.infisical.com/v1alpha1
kind: InfisicalSecret
metadata: { name: by-hand, namespace: shop }
spec:
  authentication:
    universalAuth:
      credentialsRef: { secretName: login, secretNamespace: shop }
      secretsScope: { projectSlug: change-me, envSlug: prod, secretsPath: / }
  managedKubeSecretReferences: [{ secretName: by-hand, secretNamespace: shop, creationPolicy: Owner }]
`;

  test('needs no installation, and names the construct; nothing of that stays in dist', async () => {
    project = new Project({ 'app.js': APP });
    const plugin = { package: 'cdk8s-infisical', version, class: 'InfisicalValidation' };
    project.write('cdk8s.yaml', JSON.stringify({ app: 'node app.js', validations: [plugin] }));
    expect(await project.synth()).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('[shop.k8s.yaml: InfisicalSecret/shop/sync: of shop/sync]'),
    });
    await project.synth(['--no-validate']);
    const rules = new Set(
      JSON.parse((await project.synth(['--json'])).stdout).violations.map(({ rule }: { rule: string }) => rule),
    );
    const suppress = Object.fromEntries([...rules].map((rule) => [rule, 'a test']));
    project.write(
      'cdk8s.yaml',
      JSON.stringify({ app: 'node app.js', validations: [{ ...plugin, properties: { suppress } }] }),
    );
    const fine = { status: 0, stdout: 'dist is up to date: 1 manifest\n' };
    expect(await project.synth()).toEqual({ ...fine, stderr: '' });
    expect(await project.synth(['--show-suppressed'])).toEqual({
      ...fine,
      stderr: expect.stringMatching(
        /^suppressed: \[shop\.k8s\.yaml: InfisicalSecret sync\] .* \(A1\), because: a test$/m,
      ),
    });
    expect(Object.keys(project.filesIn() ?? {})).toEqual(['shop.k8s.yaml']);
  });

  test('tells where in the object, and where in the file if that is one of somebody else', async () => {
    project = new Project({ 'app.js': APP });
    const plugin = { package: 'cdk8s-infisical', version, class: 'InfisicalValidation' };
    project.write('cdk8s.yaml', JSON.stringify({ app: 'node app.js', validations: [plugin] }));
    project.write('dist/prod/by-hand.yaml', BY_HAND);
    const { violations, findings } = JSON.parse((await project.synth(['--json'])).stdout);
    const places = [...violations, ...findings].map(({ rule, file, line, column, at }) => [
      rule,
      file,
      line,
      column,
      at,
    ]);
    expect(places).toEqual([
      ['N1', 'prod/by-hand.yaml', 4, 9, 'metadata.name'],
      ['A1', 'shop.k8s.yaml', undefined, undefined, 'spec.authentication'],
      ['M1', 'shop.k8s.yaml', undefined, undefined, 'spec.managedKubeSecretReferences'],
      ['S9', 'prod/by-hand.yaml', 13, 36, 'spec.authentication.universalAuth.secretsScope.projectSlug'],
    ]);
    expect((await project.synth()).stderr).toMatch(
      /^error: prod: \[by-hand\.yaml:4:9: ConfigMap\/By-Hand\] the name .*$/m,
    );
  });

  test.each([
    ['0640', 0],
    ['0400', 1],
  ])('reads YAML as kubectl does: the mode %s is octal', async (mode, status) => {
    const pod = `
    spec:
      securityContext: { runAsUser: 1000 }
      volumes: [{ name: v, secret: { secretName: s, defaultMode: ${mode} } }]
      containers: [{ name: c, image: x, volumeMounts: [{ name: v, mountPath: /v }] }]`;
    const text = `apiVersion: apps/v1
kind: Deployment
metadata: { name: d, namespace: shop }
spec:
  selector: { matchLabels: { app: d } }
  template:
    metadata: { labels: { app: d } }${pod}
`;
    const plugin = { package: 'cdk8s-infisical', version, class: 'InfisicalValidation' };
    expect((await projectWith([plugin], { 'd.yaml': text }).synth()).status).toBe(status);
  });
});
