import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { InfisicalAuth, InfisicalHost, LocalRunner, SecretSyncedApp } from '../../lib';
import { makefile } from '../../lib/local/make/makefile';
import { calls, folder, make, PROJECT_ID, secrets, writeStack } from './made-stack';

const HOST = 'https://app.infisical.com';
const SHELLS = ['sh', 'bash'];

/** What Infisical has, and what fails there; and the version of the CLI. */
function infisical(more: object = {}): void {
  secrets({ projects: { [PROJECT_ID]: { dev: { '/a': { A_KEY: 'value-a' }, '/b': { B_KEY: 'value-b' } } } }, ...more });
}

const fails = (kind: string, path = '/a') => infisical({ failures: [{ kind, path }] });
const composeCalls = () => calls().filter(({ program: name }) => name !== 'infisical');

/** The first words of make up that are not those of make. */
function refusal(env: NodeJS.ProcessEnv = {}): string[] {
  const both = SHELLS.map((shell) => {
    const { status, stdout, stderr } = make(['up', `SHELL=/bin/${shell}`], env);
    expect(status).not.toBe(0);
    expect(stdout).toBe('');
    return stderr.split('\n').filter((line) => line !== '' && !line.startsWith('make: '));
  });
  expect(both[1]).toEqual(both[0]);
  expect(composeCalls()).toEqual([]);
  return both[0] ?? [];
}

function shop(): Chart {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  for (const name of ['a', 'b']) {
    const source = { projectId: PROJECT_ID, environment: 'prod', path: `/${name}` };
    const sync = { auth: InfisicalAuth.universal({ credentials: { name: 'login' } }), source };
    new SecretSyncedApp(chart, name, { image: name, sync, secretKeys: [`${name.toUpperCase()}_KEY`], local: {} });
  }
  return chart;
}

beforeEach(() => {
  writeStack(shop(), { runner: LocalRunner.INFISICAL_CLI });
  infisical();
});

test('one infisical run a folder, and none before', () => {
  expect(make(['up'])).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(
    calls().map(({ args }) => args.filter((arg) => !arg.startsWith('--') || arg.startsWith('--path')).slice(0, 2)),
  ).toEqual(
    [[], ['login', 'status'], ['run', '--path=/a'], ['run', '--path=/b'], ['up']].map((words) =>
      expect.arrayContaining(words),
    ),
  );
});

describe('each refusal has its own sentence:', () => {
  test.each([
    ['no-read-value', 'the login may not read the values there: give it a role in Infisical that may'],
    ['no-folder', `${HOST} has no such project, environment or folder`],
    ['no-project', `${HOST} has no such project, environment or folder`],
    ['rate-limited', `${HOST} was asked too often: wait a minute`],
    [
      'unknown-ca',
      `the certificate of ${HOST} is not trusted: name the file of its authority as "caFile" in the local stack`,
    ],
    ['unreachable', `${HOST} cannot be reached`],
    ['expired', `${HOST} does not take your login any more: run "make login", or set INFISICAL_TOKEN (make -s token)`],
  ])('%s', (kind, sentence) => {
    fails(kind, '/b');
    expect(refusal()).toEqual(['no keys came from dev:/b:', sentence]);
  });

  test('a value that no program can be given', () => {
    infisical({
      projects: { [PROJECT_ID]: { dev: { '/a': { A_KEY: 'a', BIG: 'x'.repeat(140_000) }, '/b': { B_KEY: 'b' } } } },
    });
    expect(refusal()[1]).toMatch(/^a value there has more than 128 KiB, which "infisical run" cannot hand on: cdk8s-/);
  });

  test.each(['INFISICAL_TOKEN', 'INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN'])('a token in %s', (name) => {
    infisical({ tokens: { expired: 'expired' } });
    for (const token of ['expired', 'unknown']) {
      expect(refusal({ [name]: token })).toEqual([
        'no keys came from dev:/a:',
        `${HOST} does not take the token in ${name}: it has expired, or is of another Infisical`,
      ]);
    }
  });

  test.each([
    ['none', `nobody is logged in to ${HOST}: run "make login", or set INFISICAL_TOKEN (make -s token)`],
    ['expired', 'your login has expired: run "make login", or set INFISICAL_TOKEN (make -s token)'],
  ])('a login that is %s, before anything is asked', (session, sentence) => {
    infisical({ session });
    expect(refusal()).toEqual([sentence]);
    expect(calls().map(({ args }) => args[0])).not.toContain('run');
  });

  test('no login, of a CLI that cannot tell: without its menu', () => {
    infisical({ session: 'none', version: '0.43.85' });
    expect(refusal()).toEqual([
      'no keys came from dev:/a:',
      `nobody is logged in to ${HOST}: run "make login", or set INFISICAL_TOKEN (make -s token)`,
    ]);
    expect(calls().map(({ args }) => args[1])).not.toContain('status');
  });
});

test('a CLI that reads one of several folders is refused where a service has several, and only there', () => {
  infisical({ version: '0.43.81' });
  expect(make(['up'])).toMatchObject({ status: 0, stderr: '' });
  writeStack(shop(), { runner: LocalRunner.INFISICAL_CLI, paths: ['/a', '/b'] });
  expect(make(['up']).stderr).toMatch(/^the Infisical CLI is older than 0\.43\.82, and reads one folder of several: /);
  infisical({ version: '0.43.82' });
  expect(make(['up'])).toMatchObject({ status: 0, stderr: '' });
});

test('a login at another Infisical is none for this one', () => {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  const source = { projectId: PROJECT_ID, environment: 'prod', path: '/a' };
  const auth = InfisicalAuth.universal({ credentials: { name: 'login' } });
  const host = InfisicalHost.selfHosted('https://secrets.example.com');
  new SecretSyncedApp(chart, 'a', { image: 'a', sync: { host, auth, source }, secretKeys: ['A_KEY'], local: {} });
  writeStack(chart, { runner: LocalRunner.INFISICAL_CLI });
  infisical({ sessionHost: HOST });
  expect(refusal()).toEqual([
    'your login is for another Infisical than https://secrets.example.com: run "make login", or set INFISICAL_TOKEN (make -s token)',
  ]);
});

test("a key that the cluster may lack is not missed, and is nobody else's", () => {
  const from = [{ project: { id: PROJECT_ID }, environment: 'dev', path: '/a', recursive: false }];
  const names = new Map(['A_KEY', 'FREE_KEY'].map((key) => [key, key]));
  const files = { composeFile: 'compose.yaml', makefile: 'Makefile', runs: [], hasFiles: false };
  const reads = [{ from, names, optional: ['FREE_KEY'] }];
  const text = makefile({ ...files, domain: HOST, runner: LocalRunner.INFISICAL_CLI, reads });
  writeFileSync(join(folder, 'Makefile'), text);
  expect(make(['up'], { FREE_KEY: 'canary' })).toMatchObject({ status: 0, stderr: '' });
  expect(composeCalls()[0]?.env).toMatchObject({ A_KEY: 'value-a' });
  expect(composeCalls()[0]?.env).not.toHaveProperty('FREE_KEY');
  for (const line of [
    'FREE_KEY=1',
    ' FREE_KEY=1',
    '\tFREE_KEY=1',
    'FREE_KEY = 1',
    'export  FREE_KEY=1',
    'FREE_KEY: 1',
  ]) {
    writeFileSync(join(folder, '.env'), `OTHER=1\n${line}\n`);
    const { status, stderr } = make(['up']);
    expect([status === 0, stderr]).toEqual([
      false,
      expect.stringMatching(/^\.env has FREE_KEY, which Infisical does not have: take it out, or add the key there\n/),
    ]);
  }
  writeFileSync(join(folder, '.env'), 'A_KEY=canary\nMY_FREE_KEY=1\n#FREE_KEY=1\n');
  expect(make(['up'])).toMatchObject({ status: 0, stderr: '' });
  expect(composeCalls().at(-1)?.env).toMatchObject({ A_KEY: 'value-a' });
});
