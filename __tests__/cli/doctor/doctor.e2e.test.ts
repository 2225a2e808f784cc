import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClusterDouble, type Served } from '../../e2e/cluster-double';
import { infisicalSecret, kubernetesAuth, universalAuth } from '../../validation/manifests';
import { double, folderWith, sync, textsIn, tidyUp, UNIVERSAL, user, yaml } from '../check/workplace';
import { commandLine } from '../command-line';
import { traceOfCanary } from '../infisical-double/canaries';
import { shop } from '../infisical-double/world';

const WORLD = shop({ dev: { '/': [] }, prod: { '/api': ['PORT'] } });
const clusters: ClusterDouble[] = [];

afterAll(async () => {
  for (const cluster of clusters) cluster.stop();
  await tidyUp();
});

interface Told {
  readonly area: string;
  readonly what: string;
  readonly state: string;
  readonly detail: string;
  readonly next?: string;
}

async function doctor(files: { [file: string]: string }, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  const cwd = folderWith(files);
  const ran = await commandLine(['doctor', '--json', '--retries', '0', ...args], {
    cwd,
    env: { KUBECONFIG: '/dev/null', ...env },
  });
  const lines: Told[] = ran.stdout === '' ? [] : JSON.parse(ran.stdout).lines;
  return { ...ran, cwd, lines, of: (area: string) => lines.filter((line) => line.area === area) };
}

const PROJECT = {
  'cdk8s.yaml': 'language: typescript\napp: node --import tsx main.ts\n',
  'main.ts': 'throw new Error();\n',
};
const inDist = (host: string, scope = {}) => ({
  ...PROJECT,
  'dist/prod/shop.yaml': yaml([sync(host, scope), user(['PORT'])]),
});

describe('a folder', () => {
  test('that is empty', async () => {
    const { status, of, stderr } = await doctor({});
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(of('folder')).toMatchObject([{ what: 'cdk8s.yaml', state: 'wrong', next: 'npx cdk8s-infisical init' }]);
  });

  test('with mistakes in each file goes on to the end', async () => {
    const { status, of } = await doctor({
      'cdk8s.yaml': 'app: 1\n',
      'cdk8s-infisical.yaml': 'host: []\nkubernetes: { version: 1.30 }\n',
      'package.json': '{ canary',
      'dist/shop.yaml': 'a: [',
    });
    expect(status).toBe(1);
    const wrong = [...of('packages'), ...of('folder')].filter(({ state }) => state === 'wrong').map(({ what }) => what);
    expect(wrong).toEqual(['package.json', 'cdk8s.yaml', 'cdk8s-infisical.yaml', 'cdk8s-infisical.yaml', 'dist']);
    expect(of('infisical')).toMatchObject([{ state: 'not-known', detail: expect.stringContaining('has mistakes') }]);
  });

  test('is not changed, and no program of it is run', async () => {
    const own = await double({ world: WORLD });
    const trap = (name: string) => ({ [`node_modules/.bin/${name}`]: '#!/bin/sh\ntouch "$PWD/sprung"\n' });
    const files = {
      ...inDist(own.url),
      ...trap('kubectl'),
      ...trap('infisical'),
      ...trap('docker'),
      ...trap('git'),
      'compose.yaml': '# Made by cdk8s-infisical from your cdk8s program: change that instead.\nservices: {}\n',
    };
    const cwd = folderWith(files);
    const bin = join(cwd, 'node_modules/.bin');
    for (const name of ['kubectl', 'infisical', 'docker']) chmodSync(join(bin, name), 0o755);
    const env = { PATH: `${bin}:${process.env.PATH}`, KUBECONFIG: '/dev/null', ...UNIVERSAL };
    await commandLine(['doctor', '--host', own.url], { cwd, env });
    expect(existsSync(join(cwd, 'sprung'))).toBe(false);
    expect(textsIn(cwd)).toEqual(Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))));
  });
});

describe('a laptop without the Infisical CLI', () => {
  test.each([{}, { INFISICAL_TOKEN: 'x' }])('has it among the lines, with the login %j', async (login) => {
    const compose = '# Made by cdk8s-infisical from your cdk8s program: change that instead.\nservices: {}\n';
    const PATH = '/nowhere';
    const { status, of, stderr } = await doctor({ ...PROJECT, 'compose.yaml': compose }, [], { PATH, ...login });
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(of('laptop')).toContainEqual(
      expect.objectContaining({ what: 'the Infisical CLI', state: 'wrong', next: expect.anything() }),
    );
    expect(of('folder')).not.toEqual([]);
  });
});

describe('Infisical', () => {
  test('has all that the manifests name', async () => {
    const own = await double({ world: WORLD });
    const { of } = await doctor(inDist(own.url), ['--host', own.url], UNIVERSAL);
    expect(of('infisical')).toMatchObject([
      { what: own.url, state: 'ok' },
      { what: 'the login', state: 'ok', detail: 'by universal auth' },
      { what: 'project "shop", prod', state: 'ok', detail: 'the folder /api' },
    ]);
  });

  test('has no environment of that name, and one that is nearly so', async () => {
    const own = await double({ world: WORLD });
    const { of, status } = await doctor(inDist(own.url, { envSlug: 'prdo' }), ['--host', own.url], UNIVERSAL);
    expect(status).toBe(1);
    expect(of('infisical')[2]).toMatchObject({
      state: 'wrong',
      detail: 'there is no environment "prdo": did you mean "prod"?',
    });
  });

  test('has no folder of that name', async () => {
    const own = await double({ world: WORLD });
    const { of } = await doctor(inDist(own.url, { secretsPath: '/apii' }), ['--host', own.url], UNIVERSAL);
    expect(of('infisical')[2]).toMatchObject({ state: 'wrong', detail: 'there is no folder "/apii"' });
  });

  test('that only the manifests name is sent nothing at all', async () => {
    const attacker = await double({ world: WORLD });
    const { of, status } = await doctor(inDist(attacker.url), [], UNIVERSAL);
    expect(attacker.requests).toEqual([]);
    expect(status).toBe(0);
    expect(of('infisical')[0]).toMatchObject({ what: attacker.url, state: 'not-known' });
  });

  test('that a pull request adds to the configuration is sent nothing at all', async () => {
    const attacker = await double({ world: WORLD });
    const files = { ...inDist(attacker.url), 'cdk8s-infisical.yaml': `hosts:\n  - url: ${attacker.url}\n` };
    const env = { ...UNIVERSAL, GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main' };
    const { of } = await doctor(files, [], env);
    expect(attacker.requests).toEqual([]);
    expect(of('infisical')[0]).toMatchObject({ what: attacker.url, state: 'not-known' });
  });

  test('is only asked whether it is there, where there is nothing to log in with', async () => {
    const own = await double({ world: WORLD });
    const { of } = await doctor(inDist(own.url), ['--host', own.url]);
    expect(own.requests.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ['/api/status', undefined],
    ]);
    expect(of('infisical')[1]).toMatchObject({ what: 'the login', state: 'not-known' });
  });

  test('is not asked offline', async () => {
    const own = await double({ world: WORLD });
    const { of } = await doctor(inDist(own.url), ['--host', own.url, '--offline'], UNIVERSAL);
    expect(own.requests).toEqual([]);
    expect([...of('infisical'), ...of('cluster')]).toEqual([]);
  });

  test('refuses the login', async () => {
    const own = await double({ world: WORLD });
    const env = { ...UNIVERSAL, INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET: 'canary-wrong-7fz3' };
    const { of, stdout } = await doctor(inDist(own.url), ['--host', own.url], env);
    expect(of('infisical')[1]).toMatchObject({ what: 'the login', state: 'wrong' });
    expect(own.to('/api/v1/auth')).toHaveLength(1);
    expect(traceOfCanary(stdout)).toBeUndefined();
  });

  test('has an authority that is not there: who gets credentials is not known, and the rest is told', async () => {
    const files = {
      ...PROJECT,
      'cdk8s-infisical.yaml': 'hosts:\n  - url: https://secrets.example.com\n    caFile: gone.pem\n',
    };
    const { of, status } = await doctor(files, [], UNIVERSAL);
    expect(status).toBe(1);
    expect(of('infisical')).toMatchObject([
      { what: 'cdk8s-infisical.yaml', state: 'wrong', detail: expect.stringContaining('gone.pem') },
    ]);
  });

  test('does not answer', async () => {
    const { of } = await doctor(inDist('http://127.0.0.1:9'), ['--host', 'http://127.0.0.1:9'], UNIVERSAL);
    expect(of('infisical')[0]).toMatchObject({
      state: 'not-known',
      detail: 'cannot be reached: nothing listens there',
    });
  });

  test('that sends a value ends it with 2, and nothing of it is printed', async () => {
    const own = await double({ world: WORLD, sendsValues: 'all' });
    const { status, stdout, stderr } = await doctor(inDist(own.url), ['--host', own.url], UNIVERSAL);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('sent the value of a secret');
    expect(traceOfCanary(stdout + stderr)).toBeUndefined();
  });
});

const V1ALPHA1 = 'secrets.infisical.com/v1alpha1';
const CANARY = 'canary-in-the-cluster-7fz3';

function served(fields: Partial<Served> & Pick<Served, 'kind' | 'plural'>): Served {
  return { groupVersion: 'v1', objects: [], ...fields };
}

function operatorAt(version: string): object {
  return {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
    metadata: {
      ...{ name: 'infisical-controller-manager', namespace: 'infisical-operator' },
      labels: { 'control-plane': 'controller-manager', 'app.kubernetes.io/instance': 'infisical' },
    },
    spec: { template: { spec: { containers: [{ image: `infisical/kubernetes-operator:${version}` }] } } },
    status: { readyReplicas: 1 },
  };
}

const namespace = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

const NAMESPACES = served({
  ...{ kind: 'Namespace', plural: 'namespaces', isClusterScoped: true },
  objects: ['shop', 'infisical-operator'].map(namespace),
});
const LOGIN = served({
  ...{ kind: 'Secret', plural: 'secrets' },
  objects: [
    {
      ...{ apiVersion: 'v1', kind: 'Secret', metadata: { namespace: 'shop', name: 'infisical-login' } },
      data: { clientId: btoa(CANARY), clientsecret: btoa(CANARY), 'key-beside': CANARY },
    },
  ],
});
const DEPLOYMENTS = served({
  ...{ groupVersion: 'apps/v1', kind: 'Deployment', plural: 'deployments' },
  objects: [operatorAt('v0.11.7')],
});
const SYNCS = served({ groupVersion: V1ALPHA1, kind: 'InfisicalSecret', plural: 'infisicalsecrets' });
const ACCOUNTS = served({ kind: 'ServiceAccount', plural: 'serviceaccounts' });
const ALL = [NAMESPACES, LOGIN, DEPLOYMENTS, SYNCS, ACCOUNTS];

const CREDENTIALS = { credentialsRef: { secretName: 'infisical-login', secretNamespace: 'shop' } };

function manifests(authentication: object = { universalAuth: universalAuth(CREDENTIALS) }, version = 'v0.11.7') {
  const sync = infisicalSecret({ authentication }, { namespace: 'shop' });
  return {
    ...PROJECT,
    'cdk8s-infisical.yaml': `operator: { version: ${version} }\n`,
    'dist/prod/shop.yaml': yaml([sync]),
  };
}

async function clusterOf(kinds: readonly Served[]): Promise<ClusterDouble> {
  const cluster = await ClusterDouble.start(kinds);
  clusters.push(cluster);
  return cluster;
}

/** The lines about a cluster, without those about Infisical, which is not there. */
async function inCluster(kinds: readonly Served[], files: { [file: string]: string } = manifests()) {
  const cluster = await clusterOf(kinds);
  const ran = await doctor(files, ['--kubeconfig', cluster.kubeconfig, '--host', 'http://127.0.0.1:9']);
  return { ...ran, cluster, lines: ran.of('cluster').map(({ what, state, detail }) => `${state} ${what}: ${detail}`) };
}

describe('the cluster', () => {
  test('is named first, and no value of it gets anywhere', async () => {
    const { lines, cluster, stdout, stderr } = await inCluster(ALL);
    expect(lines).toEqual([
      'ok context: production: all below is about this cluster',
      'ok Kubernetes: v1.33.4',
      'ok the operator in infisical-operator: v0.11.7',
      `ok ${V1ALPHA1}: the cluster has InfisicalSecret`,
      expect.stringMatching(/^(?:ok|wrong) namespaces of dist\/prod: /),
      'wrong Secret shop/infisical-login: the login of the operator: lacks "clientSecret": did you mean "clientsecret"?',
    ]);
    expect(cluster.asked.every((one) => one.startsWith('GET '))).toBe(true);
    for (const text of [stdout, stderr]) {
      expect(traceOfCanary(text)).toBeUndefined();
      expect(text).not.toContain(btoa(CANARY));
    }
  });

  test.each([
    ['as real ones are', LOGIN],
    ['that are no data', { ...LOGIN, objects: [{ ...LOGIN.objects[0], data: CANARY }] }],
  ])('gives no value to this command, of Secrets %s', async (_, secrets) => {
    const cluster = await clusterOf([...ALL.filter((kind) => kind !== LOGIN), secrets]);
    const real = spawnSync('sh', ['-c', 'command -v kubectl'], { encoding: 'utf8' }).stdout.trim();
    const tools = folderWith({
      kubectl: `#!/bin/bash\nset -o pipefail\n${real} "$@" 2>&1 | tee -a "${cluster.kubeconfig}.seen"\n`,
    });
    chmodSync(join(tools, 'kubectl'), 0o755);
    const args = ['--kubeconfig', cluster.kubeconfig, '--host', 'http://127.0.0.1:9'];
    await doctor(manifests(), args, { PATH: `${tools}:${process.env.PATH}` });
    const seen = readFileSync(`${cluster.kubeconfig}.seen`, 'utf8');
    expect(seen).toContain('shop infisical-login');
    expect(traceOfCanary(seen)).toBeUndefined();
    expect(seen).not.toContain(btoa(CANARY));
  });

  test('that lets nothing be read is not known', async () => {
    const { lines, status } = await inCluster(ALL.map((kind) => ({ ...kind, isForbidden: true })));
    expect(lines.slice(2)).toEqual([
      'not-known the operator: the cluster does not let you read that (RBAC)',
      `ok ${V1ALPHA1}: the cluster has InfisicalSecret`,
      'not-known namespaces: the cluster does not let you read that (RBAC)',
      'not-known Secret shop/infisical-login: the cluster does not let you read that (RBAC)',
    ]);
    expect(status).toBe(0);
  });

  test('has nothing of all that', async () => {
    const others = [NAMESPACES, served({ groupVersion: 'apps/v1', kind: 'Deployment', plural: 'deployments' })];
    const { lines } = await inCluster(others);
    expect(lines.slice(2, 4)).toEqual([
      'wrong the operator: it is not installed',
      `wrong ${V1ALPHA1}: the cluster does not have InfisicalSecret: the operator is missing, or too old`,
    ]);
  });

  test('has an operator that is older than the configuration says, and lacks what the manifests use', async () => {
    const old = [...ALL.filter((kind) => kind !== DEPLOYMENTS), { ...DEPLOYMENTS, objects: [operatorAt('v0.10.20')] }];
    const syncConfig = infisicalSecret(
      { authentication: { universalAuth: universalAuth(CREDENTIALS) }, syncConfig: { resyncInterval: '5m' } },
      { namespace: 'shop' },
    );
    const { lines } = await inCluster(old, { ...manifests(), 'dist/prod/shop.yaml': yaml([syncConfig]) });
    expect(lines[2]).toContain('wrong the operator in infisical-operator: ');
    expect(lines[2]).toContain('needs the operator v0.10.23, and the cluster has "v0.10.20"');
  });

  test('lacks the service account', async () => {
    const serviceAccountRef = { name: 'infisical-auth', namespace: 'shop' };
    const { lines } = await inCluster(ALL, manifests({ kubernetesAuth: kubernetesAuth({ serviceAccountRef }) }));
    expect(lines).toContain(
      'wrong service account shop/infisical-auth: it is not there, and the operator logs in with its token',
    );
  });

  test('is not there', async () => {
    const cluster = await clusterOf(ALL);
    cluster.close();
    const { of } = await doctor(manifests(), ['--kubeconfig', cluster.kubeconfig, '--host', 'http://127.0.0.1:9']);
    expect(of('cluster')).toMatchObject([
      { what: 'context', state: 'ok' },
      { what: 'Kubernetes', state: 'not-known' },
    ]);
  });

  test('is not asked with --no-cluster', async () => {
    const cluster = await clusterOf(ALL);
    const args = ['--kubeconfig', cluster.kubeconfig, '--no-cluster', '--host', 'http://127.0.0.1:9'];
    expect((await doctor(manifests(), args)).of('cluster')).toEqual([]);
    expect(cluster.asked).toEqual([]);
  });
});

describe('what is not known', () => {
  const files = { ...PROJECT, 'dist/shop.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: shop }\n' };

  test('alone ends with 0 unless it is to fail', async () => {
    const { status, lines } = await doctor(files, ['--offline']);
    const isPackage = ({ area }: Told) => area === 'packages';
    expect(lines.filter((line) => !isPackage(line)).map(({ state }) => state)).toEqual([
      'ok',
      'ok',
      'ok',
      'ok',
      'not-known',
    ]);
    expect(status).toBe(0);
    expect((await doctor(files, ['--offline', '--fail-on', 'wrong,not-known'])).status).toBe(1);
  });

  test('of an option that does not exist ends with 2', async () => {
    expect((await doctor(files, ['--offline', '--fail-on', 'right'])).status).toBe(2);
  });
});
