import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What a cluster with the Infisical operator says about itself. It has no objects: all else is "not found". */
const DISCOVERY: { [path: string]: object } = {
  '/api': { kind: 'APIVersions', versions: ['v1'] },
  '/apis': {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: [group('apps', 'v1'), group('secrets.infisical.com', 'v1alpha1')],
  },
  '/api/v1': resource('v1', 'Service', 'services'),
  '/apis/apps/v1': resource('apps/v1', 'Deployment', 'deployments'),
  '/apis/secrets.infisical.com/v1alpha1': resource(
    'secrets.infisical.com/v1alpha1',
    'InfisicalSecret',
    'infisicalsecrets',
  ),
};
const NOT_FOUND = { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'NotFound', code: 404 };

let home: string;
let server: Server;
let methods: (string | undefined)[];

beforeAll(async () => {
  if (spawnSync('kubectl', ['version', '--client']).status !== 0) {
    throw new Error('kubectl does not run: call ".ci/install-system-programs FOLDER" and put FOLDER on PATH');
  }
  home = mkdtempSync(join(tmpdir(), 'kubectl-'));
  server = createServer(({ method, url = '' }, response) => {
    methods.push(method);
    const [path = ''] = url.split('?');
    response.writeHead(path in DISCOVERY ? 200 : 404, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(DISCOVERY[path] ?? NOT_FOUND));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

beforeEach(() => {
  methods = [];
});

afterAll(() => {
  server?.close();
  server?.closeAllConnections();
  if (home) rmSync(home, { recursive: true });
});

test.each(['dist/staging', 'dist/prod'])('kubectl would apply one object of each kind from %s', async (folder) => {
  expect((await dryRun(folder)).sort()).toEqual([
    'deployment.apps/project-api',
    'infisicalsecret.secrets.infisical.com/infisicalsecret',
    'service/project-api',
  ]);
});

test('kubectl only reads from the cluster', async () => {
  await dryRun('dist/prod');
  expect(new Set(methods)).toEqual(new Set(['GET']));
});

/** The names of the objects in a folder, as kubectl finds them. Client mode still asks the cluster for its kinds. */
async function dryRun(folder: string): Promise<string[]> {
  const { port } = server.address() as AddressInfo;
  const { stdout } = await promisify(execFile)(
    'kubectl',
    [`--server=http://127.0.0.1:${port}`, 'apply', '--dry-run=client', '--validate=false', '-f', folder, '-o', 'name'],
    { cwd: join(__dirname, '../..'), env: { PATH: process.env.PATH, HOME: home, KUBECONFIG: '/dev/null' } },
  );
  return stdout.trim().split('\n');
}

function group(name: string, version: string) {
  const served = { groupVersion: `${name}/${version}`, version };
  return { name, versions: [served], preferredVersion: served };
}

function resource(groupVersion: string, kind: string, name: string) {
  const verbs = ['create', 'get', 'list', 'patch'];
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion,
    resources: [{ name, singularName: kind.toLowerCase(), namespaced: true, kind, verbs }],
  };
}
