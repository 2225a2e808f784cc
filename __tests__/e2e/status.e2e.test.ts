import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Manifest } from '../../lib/model/manifest';
import { commandLine, runProgram } from '../cli/command-line';
import {
  CANARY,
  declaredSecret,
  deployment,
  exportedSecret,
  recorded,
  syncedSecret,
  waitingPod,
} from '../cli/status/cluster';
import { ClusterDouble, type Served } from './cluster-double';

const ALPHA = 'secrets.infisical.com/v1alpha1';
const BETA = 'secrets.infisical.com/v1beta1';
const served = (groupVersion: string, kind: string, plural: string, objects: readonly Manifest[] = []): Served => ({
  ...{ groupVersion, kind, plural, objects },
});
const FAILED = recorded('infisical-secret/template-quotes-a-value', 'orders');
const KINDS: readonly Served[] = [
  served(ALPHA, 'InfisicalSecret', 'infisicalsecrets', [syncedSecret('mail'), syncedSecret('gone'), FAILED]),
  served(ALPHA, 'InfisicalPushSecret', 'infisicalpushsecrets'),
  served(ALPHA, 'InfisicalDynamicSecret', 'infisicaldynamicsecrets'),
  served(BETA, 'InfisicalStaticSecret', 'infisicalstaticsecrets', [
    recorded('infisical-static-secret/login-missing', 'search'),
  ]),
  served(BETA, 'InfisicalAuth', 'infisicalauths'),
  served(BETA, 'InfisicalConnection', 'infisicalconnections'),
  served('v1', 'Pod', 'pods', [waitingPod('orders', "couldn't find key STRIPE_KEY in Secret shop/orders")]),
  served('v1', 'Secret', 'secrets', [exportedSecret('orders'), exportedSecret('mail')]),
  served('apps/v1', 'Deployment', 'deployments', [deployment('orders', { replicas: 3 })]),
];

let folder: string;
let cluster: ClusterDouble;

beforeAll(() => {
  if (spawnSync('kubectl', ['version', '--client']).status !== 0)
    throw new Error('kubectl does not run: call ".ci/install-system-programs FOLDER" and put FOLDER on PATH');
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'status-'));
  mkdirSync(join(folder, 'dist/prod'), { recursive: true });
  const objects = [declaredSecret('mail'), deployment('orders'), service()];
  const yaml = objects.map((one) => `---\n${stringify(one)}`).join('');
  writeFileSync(join(folder, 'dist/prod/shop.k8s.yaml'), yaml);
});

afterEach(() => {
  cluster?.stop();
  rmSync(folder, { recursive: true });
});

const unwrapped = (text: string) => text.replaceAll(/\s+/g, ' ');

function service(): Manifest {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'orders', namespace: 'shop' } };
}

async function status(kinds: readonly Served[], args: readonly string[] = []) {
  cluster = await ClusterDouble.start(kinds);
  return commandLine(['status', ...args], { cwd: folder, env: { KUBECONFIG: cluster.kubeconfig } });
}

test('asks the cluster of the current context, and only reads', async () => {
  const { stdout, stderr, status: code } = await status(KINDS);
  expect(stderr).toBe('');
  expect(stdout.split('\n').filter((line) => /^\S/.test(line))).toEqual([
    'prod: 1 ok, 3 failed, 1 workload waiting, 2 objects not as in dist/prod',
    'failed InfisicalSecret shop/gone',
    'failed InfisicalSecret shop/orders',
    'failed InfisicalStaticSecret shop/search',
    'waiting Deployment shop/orders',
    'missing Service shop/orders',
    'differs Deployment shop/orders',
    'not in dist InfisicalSecret shop/gone, shop/orders',
    'not in dist InfisicalStaticSecret shop/search',
    'ok InfisicalSecret shop/mail',
    'An InfisicalSecret does not say when it last ran: ok is what its last run said.',
  ]);
  expect(unwrapped(stdout)).toContain('The managed Secret shop/gone does not exist, although the last sync succeeded.');
  expect(code).toBe(1);
  expect(cluster.asked.filter((line) => !line.startsWith('GET '))).toEqual([]);
});

test.each([[], ['--json']])('no value of a Secret comes out, of a cluster or of an export (%j)', async (...args) => {
  const { stdout, stderr } = await status(KINDS, args);
  const kubectl = ['get', 'infisicalsecrets,infisicalstaticsecrets,secrets,deployments,pods', '-A', '-o', 'json'];
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, KUBECONFIG: cluster.kubeconfig };
  // Not in this process's way: the cluster lives in it.
  const exported = await runProgram('kubectl', kubectl, { env });
  expect(exported.stdout).toContain(CANARY);
  const piped = await commandLine(['status', '-', ...args], { cwd: folder, stdin: exported.stdout });
  expect(piped.stdout).toContain('search');
  expect([piped.status, `${stdout}${stderr}${piped.stdout}${piped.stderr}`.includes(CANARY)]).toEqual([1, false]);
});

test('what the role does not let it read is not known', async () => {
  const kinds = KINDS.map((one) => (one.kind === 'InfisicalStaticSecret' ? { ...one, isForbidden: true } : one));
  const { stdout, status: code } = await status(kinds);
  expect(unwrapped(stdout)).toContain(
    '? not known: InfisicalStaticSecret in shop: the cluster does not let you read that (RBAC)',
  );
  expect(code).toBe(2);
});

test('that Secrets may not be listed is said, and changes nothing else', async () => {
  const kinds = KINDS.filter(({ kind }) => ['InfisicalSecret', 'Deployment', 'Pod', 'Secret'].includes(kind)).map(
    (one) => {
      if (one.kind === 'Secret') return { ...one, isForbidden: true };
      return one.kind === 'InfisicalSecret' ? { ...one, objects: [syncedSecret('mail')] } : { ...one, objects: [] };
    },
  );
  const { stdout, status: code } = await status(kinds, ['--no-dist']);
  expect(stdout).toMatch(/^namespace shop: 1 ok\n/);
  expect(stdout).toContain('Whether managed Secrets are there is not known');
  expect(code).toBe(0);
});

test('a cluster without the operator is no good one', async () => {
  const { stdout, status: code } = await status(KINDS.slice(6), ['--no-dist']);
  expect(stdout).toContain('the cluster has no kind of the Infisical operator');
  expect(code).toBe(2);
});

test('no kubectl, no context and no answer are said in a line', async () => {
  const without = await commandLine(['status'], { cwd: folder, env: { PATH: '' } });
  expect(without).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(/^there is no kubectl .*status -\n$/),
  });
  const nowhere = await commandLine(['status', '--context', 'elsewhere'], {
    cwd: folder,
    env: { KUBECONFIG: join(folder, 'x') },
  });
  expect(nowhere).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('no such context') });
  const { stderr, status: code } = await status(KINDS, ['--kubeconfig', 'nothing']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('--kubeconfig nothing: there is no such file')]);
});
