import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { commitAt, manifestsAt } from '../../../cli/git/manifests-at';
import { readManifests } from '../../../cli/manifests/read-files';
import { manifestsIn, type ReadManifests } from '../../../cli/manifests/read-manifests';

type Files = Readonly<Record<string, string>>;

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: b }\ndata: { a: b }\n';
const OPERATIONS = '- { op: replace, path: /spec/replicas, value: 3 }\n';
const patching = (...paths: string[]) => `patches: [${paths.map((path) => `{ path: ${path} }`).join(', ')}]\n`;

let folder: string;
const here = process.cwd();

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'patches-')));
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(here);
  rmSync(folder, { recursive: true, force: true });
});

function write(files: Files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

function git(...args: string[]) {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder });
}

const briefly = ({ manifests, problems }: ReadManifests) => ({
  read: manifests.map(({ file }) => file),
  unread: problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`),
});
const told = (...paths: readonly string[]) => briefly(readManifests(paths));
const patchOf = (file: string, kustomization: string, remedy = `the folder ${dirname(kustomization)}`) =>
  `${file}:1:1: it is a patch of ${kustomization}, and no object: name ${remedy} with --render`;

describe('a file is a patch, and no object, where a kustomization that was not asked for names it as one', () => {
  test.each<[string, Files, string, string]>([
    [
      'in its folder',
      { 'prod/kustomization.yaml': patching('x.yaml'), 'prod/x.yaml': CONFIG },
      'prod/x.yaml',
      'prod/kustomization.yaml',
    ],
    [
      'in a folder above',
      { 'a/prod/kustomization.yml': patching('p/q/x.yaml'), 'a/prod/p/q/x.yaml': CONFIG },
      'a/prod/p',
      'a/prod/kustomization.yml',
    ],
    [
      'as patchesStrategicMerge',
      { 'prod/Kustomization': 'patchesStrategicMerge: [p/x.yaml]\n', 'prod/p/x.yaml': CONFIG },
      'prod/p',
      'prod/Kustomization',
    ],
    [
      'as patchesJson6902',
      { 'prod/kustomization.yaml': 'patchesJson6902: [{ path: p/x.json }]\n', 'prod/p/x.json': '[]' },
      'prod/p',
      'prod/kustomization.yaml',
    ],
    [
      'as a list of operations',
      { 'prod/kustomization.yaml': patching('p/x.yaml'), 'prod/p/x.yaml': OPERATIONS },
      'prod/p',
      'prod/kustomization.yaml',
    ],
  ])('%s', (_, files, asked, kustomization) => {
    write(files);
    const [file] = Object.keys(files).filter((name) => name !== kustomization);
    expect(told(asked)).toEqual({ read: [], unread: [patchOf(file, kustomization)] });
  });

  test('in the working folder', () => {
    write({ 'kustomization.yaml': patching('x.yaml'), 'x.yaml': CONFIG });
    expect(told('x.yaml')).toEqual({
      read: [],
      unread: [patchOf('x.yaml', 'kustomization.yaml', 'this folder')],
    });
  });

  test('elsewhere in the work tree, as kustomize takes it where it is told to', () => {
    write({ 'overlays/prod/kustomization.yaml': patching('../../parts/x.yaml'), 'parts/x.yaml': CONFIG });
    expect(told('parts')).toEqual({ read: ['parts/x.yaml'], unread: [] });
    git('init', '--quiet');
    const unread = [patchOf('parts/x.yaml', 'overlays/prod/kustomization.yaml')];
    expect(told('parts')).toEqual({ read: [], unread });
    symlinkSync('parts', 'linked');
    expect(told('linked/x.yaml').unread).toEqual([patchOf('linked/x.yaml', 'overlays/prod/kustomization.yaml')]);
    git('add', '.');
    git('commit', '--quiet', '--message', 'x');
    expect(briefly(manifestsAt(commitAt('HEAD'), ['parts']))).toEqual({ read: [], unread });
  });

  test('once, whatever it has', () => {
    write({ 'kustomization.yaml': patching('x/x.yaml'), 'x/x.yaml': `${CONFIG}---\n${CONFIG}$patch: delete\n` });
    expect(told('x')).toEqual({ read: [], unread: [patchOf('x/x.yaml', 'kustomization.yaml', 'this folder')] });
  });
});

describe('a file is of objects', () => {
  test.each<[string, string]>([
    ['that a kustomization takes as resources', 'resources: [x/x.yaml]\nnamespace: shop\n'],
    ['that it takes as both', `resources: [x/x.yaml]\n${patching('x/x.yaml')}`],
    ['of which it does not tell', patching('y/x.yaml', 'x.yaml')],
    ['that it does not name, as its patch stands in it', `patches: [{ patch: "${OPERATIONS.trim()}" }]\n`],
    ['where it is no YAML', 'patches: [\n'],
  ])('%s', (_, kustomization) => {
    write({ 'kustomization.yaml': kustomization, 'x/x.yaml': CONFIG });
    expect(told('x')).toEqual({ read: ['x/x.yaml'], unread: [] });
  });
});

test('a list of operations is a patch, whoever takes it; another list is none', () => {
  write({ 'a.yaml': OPERATIONS, 'b.yaml': '- { op: sum, path: /a }\n', 'c.yaml': '[]\n', 'd.yaml': '- { op: add }\n' });
  expect(told('.')).toEqual({
    read: [],
    unread: ['a.yaml:1:1: it is a patch of kustomize, and no object: read what kustomize build writes'],
  });
});

const METADATA = 'metadata: { name: a, namespace: shop }\n';
const workload = (kind: string, spec: string) =>
  `apiVersion: ${/Job$/.test(kind) ? 'batch' : 'apps'}/v1\nkind: ${kind}\n${METADATA}spec: ${spec}\n`;
const sync = (spec: string) =>
  `apiVersion: secrets.infisical.com/v1alpha1\nkind: InfisicalSecret\n${METADATA}spec: ${spec}\n`;
const external = (kind: string, spec: string) =>
  `apiVersion: external-secrets.io/v1\nkind: ${kind}\n${METADATA}spec: ${spec}\n`;
const SELECTOR = 'selector: { matchLabels: { app: a } }';
const pod = (container: string) => `template: { spec: { containers: [${container}] } }`;

describe('what lacks what the API server asks for is a part of an object', () => {
  test.each<[string, string, string]>([
    ['a Deployment without selector', workload('Deployment', `{ ${pod('{ name: a, image: a }')} }`), 'spec.selector'],
    ['a Deployment of labels', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\n', 'spec.selector'],
    [
      'a StatefulSet of a container without image',
      workload('StatefulSet', `{ ${SELECTOR}, ${pod('{ name: a, env: [] }')} }`),
      'spec.template.spec.containers[0].image',
    ],
    ['a Job without containers', workload('Job', '{ template: { spec: {} } }'), 'spec.template.spec.containers'],
    [
      'a CronJob of a schedule',
      workload('CronJob', '{ schedule: "1 * * * *" }'),
      'spec.jobTemplate.spec.template.spec.containers',
    ],
    ['an InfisicalSecret of an interval', sync('{ resyncInterval: 60 }'), 'spec.managedKubeSecretReferences'],
    [
      'an InfisicalSecret of an environment',
      sync('{ authentication: { universalAuth: { secretsScope: { envSlug: prod } } } }'),
      'spec.managedKubeSecretReferences',
    ],
    ['an ExternalSecret of an interval', external('ExternalSecret', '{ refreshInterval: 1h }'), 'spec.data'],
    ['a SecretStore without provider', external('SecretStore', '{ refreshInterval: 1 }'), 'spec.provider'],
    [
      'a ClusterSecretStore of an environment',
      external('ClusterSecretStore', '{ provider: { infisical: { secretsScope: { environmentSlug: a } } } }'),
      'spec.provider.infisical.auth',
    ],
    [
      'a SecretProviderClass of a parameter',
      `apiVersion: secrets-store.csi.x-k8s.io/v1\nkind: SecretProviderClass\n${METADATA}spec: { parameters: { envSlug: a } }\n`,
      'spec.provider',
    ],
  ])('%s', (_, text, lack) => {
    write({ 'x.yaml': text });
    const [, kind] = /kind: (\w+)/.exec(text) ?? [];
    expect(told('x.yaml')).toEqual({
      read: [],
      unread: [
        expect.stringContaining(
          `: ${lack} is missing, so that it is no whole ${kind} but looks like a patch of kustomize`,
        ),
      ],
    });
  });

  test('with its line, and what to do', () => {
    write({ 'x.yaml': `${CONFIG}---\n${workload('Deployment', `{ ${pod('{ name: a }')} }`)}` });
    expect(told('x.yaml')).toEqual({
      read: ['x.yaml'],
      unread: [
        'x.yaml:9:1: spec.selector is missing, so that it is no whole Deployment but looks like a patch of kustomize: name the folder of its kustomization with --render, or write what is missing',
      ],
    });
  });
});

describe('whole is', () => {
  test.each<[string, string]>([
    ['a Deployment', workload('Deployment', `{ ${SELECTOR}, ${pod('{ name: a, image: a }')} }`)],
    [
      'a Deployment whose image was forgotten, with its selector and labels',
      workload(
        'Deployment',
        `{ ${SELECTOR}, ${pod('{ name: a }').replace('{ spec', '{ metadata: { labels: { app: a } }, spec')} }`,
      ),
    ],
    ['a Job, which has no selector', workload('Job', `{ ${pod('{ name: a, image: a }')} }`)],
    ['an image that is nothing, of which the rules tell', workload('Job', `{ ${pod('{ name: a, image: }')} }`)],
    ['a spec that is no map, of which the rules tell', workload('Deployment', 'none')],
    [
      'a Deployment of an old API, which the API server completed',
      workload('Deployment', `{ ${pod('{ name: a, image: a }')} }`).replace('apps/v1', 'extensions/v1beta1'),
    ],
    [
      'a Rollout that refers to a Deployment',
      `apiVersion: argoproj.io/v1alpha1\nkind: Rollout\n${METADATA}spec: { workloadRef: { kind: Deployment, name: a } }\n`,
    ],
    ['an InfisicalSecret whose login was forgotten', sync('{ managedKubeSecretReferences: [{ secretName: a }] }')],
    [
      'an InfisicalSecret whose target was forgotten',
      sync(
        '{ authentication: { universalAuth: { credentialsRef: {}, secretsScope: { envSlug: a, secretsPath: / } } } }',
      ),
    ],
    ['a store of another provider', external('SecretStore', '{ provider: { vault: {} } }')],
    ['an ExternalSecret without store', external('ExternalSecret', '{ data: [{ secretKey: a }] }')],
  ])('%s', (_, text) => {
    write({ 'x.yaml': text });
    expect(told('x.yaml')).toEqual({ read: ['x.yaml'], unread: [] });
  });

  test('what a kustomization takes as a resource: it may complete it', () => {
    write({
      'kustomization.yaml': `resources: [x/x.yaml]\nimages: [{ name: a, newTag: b }]\n`,
      'x/x.yaml': workload('Job', `{ ${pod('{ name: a }')} }`),
    });
    expect(told('.')).toEqual({ read: ['x/x.yaml'], unread: [] });
    expect(told('x')).toEqual({ read: ['x/x.yaml'], unread: [] });
  });

  test('what a program writes', () => {
    expect(manifestsIn(workload('Deployment', '{}'), 'dist/x.yaml').manifests).toHaveLength(1);
  });
});
