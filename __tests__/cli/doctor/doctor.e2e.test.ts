import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from '../command-line';
import { ClusterDouble, type Served } from '../../e2e/cluster-double';
import { infisicalSecret, secretsScope, universalAuth } from '../../validation/manifests';
import { check as _check, double, folderWith, sync, textsIn, tidyUp, UNIVERSAL, user, yaml } from '../check/workplace';
import { CANARIES, traceOfCanary } from '../infisical-double/canaries';
import { shop } from '../infisical-double/world';

// Each case starts processes.
jest.setTimeout(60_000);

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

async function doctor(
  files: { [file: string]: string },
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
) {
  const cwd = folderWith(files);
  const ran = await commandLine(['doctor', '--json', '--retries', '0', ...args], { cwd, env: { KUBECONFIG: '/dev/null', ...env } });
  const lines: Told[] = ran.stdout === '' ? [] : JSON.parse(ran.stdout).lines;
  return { ...ran, cwd, lines, of: (area: string) => lines.filter((line) => line.area === area) };
}

const PROJECT = { 'cdk8s.yaml': 'language: typescript\napp: node --import tsx main.ts\n', 'main.ts': 'throw new Error();\n' };
const inDist = (host: string, scope = {}) => ({ ...PROJECT, 'dist/prod/shop.yaml': yaml([sync(host, scope), user(['PORT'])]) });

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
    expect(status).toBe(1);
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
    expect(own.requests.map(({ path, headers }) => [path, headers.authorization])).toEqual([['/api/status', undefined]]);
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

  test('does not answer', async () => {
    const { of } = await doctor(inDist('http://127.0.0.1:9'), ['--host', 'http://127.0.0.1:9'], UNIVERSAL);
    expect(of('infisical')[0]).toMatchObject({ state: 'wrong', detail: 'cannot be reached: nothing listens there' });
  });

  test('that sends a value ends it with 2, and nothing of it is printed', async () => {
    const own = await double({ world: WORLD, valuesFor: () => CANARIES[0] } as never);
    const { status, stdout, stderr } = await doctor(inDist(own.url), ['--host', own.url], UNIVERSAL);
    expect([0, 1, 2]).toContain(status);
    expect(traceOfCanary(stdout + stderr)).toBeUndefined();
  });
});
