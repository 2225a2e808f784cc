import { spawnSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kubectl } from '../../cli/kubectl/kubectl';
import { ClusterDouble, type Served } from './cluster-double';

const CANARY = 'canary-s3cr3t-value';
const NAMED = (namespace: string, name: string) => ({ metadata: { namespace, name } });
const GROUP = 'secrets.infisical.com/v1alpha1';
const DEPLOYMENTS: Served = {
  ...{ groupVersion: 'apps/v1', kind: 'Deployment', plural: 'deployments' },
  objects: ['shop', 'other'].map((namespace) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    ...NAMED(namespace, 'orders'),
  })),
};
const KINDS: readonly Served[] = [
  DEPLOYMENTS,
  { groupVersion: GROUP, kind: 'InfisicalPushSecret', plural: 'infisicalpushsecrets', objects: [], isForbidden: true },
  {
    ...{ groupVersion: 'v1', kind: 'Secret', plural: 'secrets' },
    objects: [
      {
        apiVersion: 'v1',
        kind: 'Secret',
        ...NAMED('shop', 'orders'),
        data: { A_KEY: btoa(CANARY), 'tls.crt': CANARY },
      },
      { apiVersion: 'v1', kind: 'Secret', ...NAMED('shop', 'empty') },
    ],
  },
];

let cluster: ClusterDouble;

beforeAll(async () => {
  if (spawnSync('kubectl', ['version', '--client']).status !== 0)
    throw new Error('kubectl does not run: call ".ci/install-system-programs FOLDER" and put FOLDER on PATH');
  cluster = await ClusterDouble.start(KINDS);
});

afterAll(() => cluster?.stop());

const asking = (options: object = {}, env: NodeJS.ProcessEnv = process.env): Kubectl => {
  const found = Kubectl.find({ kubeconfig: cluster.kubeconfig, ...options }, { seconds: 10, bytes: 1e7 }, env);
  if ('notKnown' in found) throw new Error(found.notKnown.text);
  return found.value;
};

const DEPLOYED = 'deployments.apps';

test('names the context and its namespace', async () => {
  expect(await asking().context()).toEqual({ value: { name: 'production', namespace: 'shop' } });
});

test('lists objects of all namespaces, or of one', async () => {
  const namesIn = async (namespace?: string) => {
    const answer = await asking().objects({ resource: DEPLOYED, namespace });
    return 'value' in answer ? answer.value.map(({ metadata }) => metadata) : answer;
  };
  expect(await namesIn()).toMatchObject([{ namespace: 'shop' }, { namespace: 'other' }]);
  expect(await namesIn('other')).toMatchObject([{ namespace: 'other' }]);
});

test('gets one object', async () => {
  const asked = { resource: DEPLOYED, namespace: 'shop' };
  expect(await asking().object(asked, 'orders')).toMatchObject({ value: { kind: 'Deployment' } });
  expect(await asking().object(asked, 'nothing')).toMatchObject({ notKnown: { reason: 'not found' } });
});

test('tells names of keys, never a value', async () => {
  const orders = { namespace: 'shop', name: 'orders', keys: ['A_KEY', 'tls.crt'] };
  expect(await asking().secretKeys()).toEqual({ value: [orders, { namespace: 'shop', name: 'empty', keys: [] }] });
  expect(await asking().keysOfSecret('shop', 'orders')).toEqual({ value: orders });
  await expect(asking().objects({ resource: 'secrets' })).rejects.toThrow('names of their keys');
});

test.each([
  ['forbidden', 'infisicalpushsecrets.secrets.infisical.com'],
  ['not served', 'infisicalstaticsecrets.secrets.infisical.com'],
])('says that a kind is %s', async (reason, resource) => {
  expect(await asking().objects({ resource })).toMatchObject({ notKnown: { reason } });
});

test('says that there is no such context', async () => {
  const kubectl = asking({ context: 'elsewhere' });
  expect(await kubectl.context()).toMatchObject({ notKnown: { reason: 'no context' } });
  expect(await kubectl.objects({ resource: DEPLOYED })).toMatchObject({ notKnown: { reason: 'no context' } });
});

test('says that nobody answers', async () => {
  const gone = await ClusterDouble.start([]);
  const kubeconfig = join(tmpdir(), `nobody-${process.pid}`);
  copyFileSync(gone.kubeconfig, kubeconfig);
  gone.stop();
  const answer = await asking({ kubeconfig }).objects({ resource: DEPLOYED });
  rmSync(kubeconfig);
  expect(answer).toMatchObject({ notKnown: { reason: 'unreachable' } });
});

test('only reads', () => {
  expect(cluster.asked.filter((line) => !line.startsWith('GET '))).toEqual([]);
});
