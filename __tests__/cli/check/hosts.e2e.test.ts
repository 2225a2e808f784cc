import { join } from 'node:path';
import { infisicalAuth, source, staticSecret, target } from '../../validation/manifests';
import { commandLine } from '../command-line';
import { selfSigned } from '../infisical-double/certificate';
import { shop } from '../infisical-double/world';
import { check, double, folderWith, sync, tidyUp, UNIVERSAL, user, yaml } from './workplace';

afterAll(tidyUp);

const WORLD = shop({ prod: { '/api': ['PORT'] } });

/** Without `--host`. */
async function checkUntold(host: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  const cwd = folderWith({ 'dist/prod/shop.yaml': yaml([sync(host), user(['PORT'])]) });
  return commandLine(['check', '--retries', '0', ...args], { cwd, env: { ...UNIVERSAL, ...env } });
}

describe('credentials', () => {
  test('are not sent to a host that only the manifests name', async () => {
    const attacker = await double({ world: WORLD });
    const { status, stdout } = await checkUntold(attacker.url);
    expect(status).toBe(2);
    expect(stdout).toContain(
      `the manifests name the host ${attacker.url}, which you did not: no credential was sent to it. If it is yours, add --host ${attacker.url}`,
    );
    expect(attacker.requests).toEqual([]);
  });

  test('are not sent to Infisical Cloud either once another host is named', async () => {
    const own = await double({ world: WORLD });
    const { status, stdout } = await checkUntold('https://app.infisical.com', ['--host', own.url]);
    expect(status).toBe(2);
    expect(stdout).toContain('the manifests name the host https://app.infisical.com, which you did not');
  });

  test.each([
    ['--host', (url: string) => ({ args: ['--host', url] })],
    ['--host with /api', (url: string) => ({ args: ['--host', `${url}/api/`] })],
    ['INFISICAL_DOMAIN', (url: string) => ({ env: { INFISICAL_DOMAIN: url } })],
    ['INFISICAL_API_URL', (url: string) => ({ env: { INFISICAL_API_URL: `${url}/api` } })],
  ])('are sent to a host that %s names', async (_, told) => {
    const own = await double({ world: WORLD });
    const { args, env }: { args?: string[]; env?: NodeJS.ProcessEnv } = told(own.url);
    expect(await checkUntold(own.url, args, env)).toMatchObject({ status: 0 });
  });

  test('are sent to the address from here, where the manifests have one from inside the cluster', async () => {
    const own = await double({ world: WORLD });
    const inside = 'http://infisical.infisical.svc.cluster.local:8080';
    expect(await checkUntold(inside, ['--host-map', `${inside}=${own.url}`])).toMatchObject({ status: 0 });
  });

  test('are sent to the only host that is named, where the manifests leave it to the operator', async () => {
    const own = await double({ world: WORLD });
    const resource = sync(own.url, {}, { hostAPI: undefined });
    expect(await check(own, [resource, user(['PORT'])])).toMatchObject({ status: 0 });
  });

  test.each(['http://secrets.example.com', 'http://127.0.0.1.example.com'])('never travel over %s', async (host) => {
    const { status, stdout } = await checkUntold(host, ['--host', host]);
    expect(status).toBe(2);
    expect(stdout).toContain(`${host} is plain http, over which everybody on the way reads the credential: use https`);
  });

  test.each([
    ['in a login', '/api/v1/auth/universal-auth/login'],
    ['in a listing', '/api/v4/secrets'],
  ])('do not follow a redirection %s', async (_, path) => {
    const other = await double({ world: WORLD });
    const elsewhere = other.url.replace('127.0.0.1', 'localhost');
    const own = await double({
      world: WORLD,
      faults: (asked) =>
        asked.path === path ? { fault: 'redirect', to: `${elsewhere}${path}?canary=7fz3` } : undefined,
    });
    const { status, stdout } = await check(own, [sync(own.url), user(['PORT'])]);
    expect(status).toBe(2);
    expect(stdout).toContain(
      `${own.url} redirects to another host, where no credential is sent: write the address that answers itself`,
    );
    expect(stdout).not.toContain('canary');
    expect(other.requests).toEqual([]);
  });

  test('do not even follow one to https on the same host, but that is told', async () => {
    const own = await double({ world: WORLD, faults: () => ({ fault: 'redirect', to: 'https://127.0.0.1/api' }) });
    const { stdout } = await check(own, [sync(own.url), user(['PORT'])]);
    expect(stdout).toContain(`${own.url} redirects to https://127.0.0.1, where no credential is sent`);
  });

  test('in a URL of a manifest are not repeated', async () => {
    const { status, stdout } = await checkUntold('https://user:canary@secrets.example.com');
    expect(status).toBe(2);
    expect(stdout).toContain('carries credentials, which must never stand in a manifest');
    expect(stdout).not.toContain('canary');
  });
});

describe('a login that leaves the connection to the operator', () => {
  const shared = () => [
    infisicalAuth({ infisicalConnectionRef: undefined }),
    staticSecret({
      sources: [source({ projectId: undefined, projectSlug: 'shop', secretPath: '/api' })],
      targets: [target({ name: 'api-secrets' })],
    }),
    user(['PORT']),
  ];
  const run = (files: { [file: string]: string }, args: readonly string[]) => {
    const cwd = folderWith({ 'dist/prod/shop.yaml': yaml(shared()), ...files });
    return commandLine(['check', '--retries', '0', ...args], { cwd, env: UNIVERSAL });
  };

  test('is asked where the configuration says', async () => {
    const own = await double({ world: WORLD });
    const told = { 'cdk8s-infisical.yaml': `operator: { defaultConnection: "${own.url}" }\n` };
    expect(await run(told, ['--host', own.url])).toMatchObject({ status: 0, stderr: '' });
    // That it is told makes nobody trust it.
    const { status, stdout } = await run(told, []);
    expect([status, stdout]).toEqual([
      2,
      expect.stringContaining(`the manifests name the host ${own.url}, which you did not`),
    ]);
  });

  test('is unchecked where nobody says it, also with one host only: that may be another', async () => {
    const own = await double({ world: WORLD });
    const { status, stdout } = await run({}, ['--host', own.url]);
    expect(status).toBe(2);
    expect(stdout).toContain('nobody here knows where that leads: write its address into cdk8s-infisical.yaml');
    expect(own.requests).toEqual([]);
  });
});

describe('a private certificate authority', () => {
  const authority = selfSigned();
  const folder = () => folderWith({ 'ca.pem': authority.cert, 'other.pem': selfSigned().cert });

  test('is an error that says what to do', async () => {
    const own = await double({ world: WORLD, tls: authority });
    const { status, stdout } = await check(own, [sync(own.url), user(['PORT'])]);
    expect(status).toBe(2);
    expect(stdout).toContain('its certificate is signed by itself: give the certificate with --ca-file');
  });

  test('is trusted by --ca-file, or by NODE_EXTRA_CA_CERTS, or by both', async () => {
    const own = await double({ world: WORLD, tls: authority });
    const manifests = [sync(own.url), user(['PORT'])];
    const pem = folder();
    const [ca, other] = [join(pem, 'ca.pem'), join(pem, 'other.pem')];
    const ways: [string[], NodeJS.ProcessEnv][] = [
      [['--ca-file', ca], {}],
      [[], { NODE_EXTRA_CA_CERTS: ca }],
      [['--ca-file', other], { NODE_EXTRA_CA_CERTS: ca }],
    ];
    for (const [args, env] of ways) {
      expect(await check(own, manifests, args, { ...UNIVERSAL, ...env })).toMatchObject({ status: 0, stderr: '' });
    }
    expect(await check(own, manifests, ['--ca-file', other])).toMatchObject({ status: 2 });
  });
});
