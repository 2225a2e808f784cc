import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { double, folderWith, sync, tidyUp, UNIVERSAL, user, yaml } from '../check/workplace';
import { commandLine } from '../command-line';
import { selfSigned } from '../infisical-double/certificate';
import { shop } from '../infisical-double/world';

afterAll(tidyUp);

type Files = { [file: string]: string };

const WORLD = shop({ prod: { '/api': ['PORT'] } });
const INSIDE = 'http://infisical.infisical.svc.cluster.local:8080';
const FILE = 'cdk8s-infisical.yaml';

const naming = (...hosts: object[]) => JSON.stringify({ hosts });
const dist = (host: string): Files => ({ 'dist/prod/shop.yaml': yaml([sync(host), user(['PORT'])]) });

async function checkIn(cwd: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  const all = ['check', '--retries', '0', '--timeout', '30', ...args];
  return commandLine(all, { cwd, env: { ...UNIVERSAL, ...env } });
}

function git(cwd: string, ...args: string[]): void {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd, stdio: 'pipe' });
}

/** The checkout of a pull request: what `main` has, and what the change makes of it. */
function pullRequest(main: Files, change: Files): string {
  const cwd = folderWith(main);
  git(cwd, 'init', '--quiet', '--initial-branch', 'change');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '--quiet', '--allow-empty', '--message', 'main');
  git(cwd, 'remote', 'add', 'origin', 'https://git.example.com/shop.git');
  git(cwd, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
  for (const file of Object.keys(main)) rmSync(join(cwd, file));
  for (const [file, text] of Object.entries(change)) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), text);
  }
  git(cwd, 'add', '--all', '.');
  git(cwd, 'commit', '--quiet', '--allow-empty', '--message', 'change');
  return cwd;
}

function withoutGit(cwd: string): string {
  rmSync(join(cwd, '.git'), { recursive: true });
  return cwd;
}

/** The repository in place of a folder of another one. The branch that is built there is its `origin/main`. */
function asSubmodule(cwd: string): string {
  git(cwd, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
  const above = folderWith({});
  git(above, 'init', '--quiet');
  renameSync(cwd, join(above, 'shop'));
  mkdirSync(cwd); // is tidied up
  git(above, 'add', 'shop');
  git(above, 'commit', '--quiet', '--message', 'change');
  return join(above, 'shop');
}

const ON_GITHUB = { CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main' };

describe('a host in the configuration', () => {
  test('gets the credentials, with no flag', async () => {
    const own = await double({ world: WORLD });
    const cwd = folderWith({ ...dist(own.url), [FILE]: naming({ url: `${own.url}/api/` }) });
    expect(await checkIn(cwd)).toMatchObject({ status: 0, stderr: '' });
  });

  test('is meant where manifests use an alias of it, or leave it to the operator', async () => {
    const own = await double({ world: WORLD });
    const resource = sync(own.url, {}, { hostAPI: undefined });
    for (const shown of [dist(INSIDE), { 'dist/prod/shop.yaml': yaml([resource, user(['PORT'])]) }]) {
      const cwd = folderWith({ ...shown, [FILE]: naming({ url: own.url, aliases: [INSIDE] }) });
      expect(await checkIn(cwd)).toMatchObject({ status: 0, stderr: '' });
    }
  });

  test('leaves no other host, not even Infisical Cloud', async () => {
    const own = await double({ world: WORLD });
    const cwd = folderWith({ ...dist('https://app.infisical.com'), [FILE]: naming({ url: own.url }) });
    const { status, stdout } = await checkIn(cwd);
    expect(status).toBe(2);
    expect(stdout).toContain('the manifests name the host https://app.infisical.com, which you did not');
  });

  test('is trusted by its own authority, which vouches for no other host', async () => {
    const [authority, other] = [selfSigned(), selfSigned()];
    const [own, second] = [await double({ world: WORLD, tls: authority }), await double({ world: WORLD, tls: other })];
    const files = { 'certs/ca.pem': authority.cert, 'certs/other.pem': other.cert };
    const both = naming({ url: own.url, caFile: 'certs/ca.pem' }, { url: second.url, caFile: 'certs/ca.pem' });
    expect(await checkIn(folderWith({ ...files, ...dist(own.url), [FILE]: both }))).toMatchObject({ status: 0 });
    const { status, stdout } = await checkIn(folderWith({ ...files, ...dist(second.url), [FILE]: both }));
    expect(status).toBe(2);
    expect(stdout).toContain('its certificate is signed by itself');
    const apart = naming({ url: own.url, caFile: 'certs/ca.pem' }, { url: second.url, caFile: 'certs/other.pem' });
    const cwd = folderWith({ ...files, ...dist(second.url), [FILE]: apart });
    expect(await checkIn(cwd)).toMatchObject({ status: 0 });
    expect(await checkIn(cwd, ['--ca-file', 'certs/ca.pem'])).toMatchObject({ status: 2 });
  });

  test('is asked by import too', async () => {
    const own = await double({ world: WORLD });
    const cwd = folderWith({ [FILE]: naming({ url: own.url }) });
    const args = ['import', '--project', 'shop', '--environment', 'prod', '--path', '/api'];
    expect(await commandLine(args, { cwd, env: UNIVERSAL })).toMatchObject({ status: 0 });
  });
});

test('the file that init writes names the host: its `npm run keys` and its step of the CI need no flag', async () => {
  const authority = selfSigned();
  const own = await double({ world: WORLD, tls: authority });
  const cwd = folderWith({ 'authority.pem': authority.cert });
  const answers = ['--project', 'shop', '--host', own.url, '--ca-file', 'authority.pem', '--keys', 'PORT'];
  expect(await commandLine(['init', 'shop', '--yes', ...answers], { cwd })).toMatchObject({ status: 0 });
  const project = join(cwd, 'shop');
  mkdirSync(join(project, 'dist/prod'), { recursive: true });
  writeFileSync(join(project, 'dist/prod/shop.yaml'), dist(own.url)['dist/prod/shop.yaml']);
  expect(await checkIn(project)).toMatchObject({ status: 0 });
  expect(await checkIn(project, ['--format', 'github'], { ...ON_GITHUB, GITHUB_EVENT_NAME: 'push' })).toMatchObject({
    status: 0,
  });
});

describe('a flag or a variable', () => {
  test.each([
    ['--host', (url: string) => ({ args: ['--host', url] })],
    ['--host-map', (url: string) => ({ args: ['--host-map', `${INSIDE}=${url}`] })],
    ['INFISICAL_DOMAIN', (url: string) => ({ env: { INFISICAL_DOMAIN: url } })],
  ])('%s takes the place of the hosts of the configuration', async (_, told) => {
    const [own, other] = [await double({ world: WORLD }), await double({ world: WORLD })];
    const { args, env }: { args?: string[]; env?: NodeJS.ProcessEnv } = told(own.url);
    const cwd = folderWith({ ...dist(other.url), [FILE]: naming({ url: other.url, aliases: [INSIDE] }) });
    expect(await checkIn(cwd, args, env)).toMatchObject({ status: 2 });
    expect(other.requests).toEqual([]);
  });

  test('that names the same host leaves it its aliases', async () => {
    const own = await double({ world: WORLD });
    const cwd = folderWith({ ...dist(INSIDE), [FILE]: naming({ url: own.url, aliases: [INSIDE] }) });
    expect(await checkIn(cwd, [], { INFISICAL_DOMAIN: own.url })).toMatchObject({ status: 0 });
  });
});

describe('on the CI of a pull request', () => {
  test('a host that only its own file names gets nothing', async () => {
    const [own, attacker] = [await double({ world: WORLD }), await double({ world: WORLD })];
    const main = { ...dist(own.url), [FILE]: naming({ url: own.url }) };
    for (const hosts of [[{ url: attacker.url }], [{ url: own.url, aliases: [INSIDE] }, { url: attacker.url }]]) {
      const cwd = pullRequest(main, { ...dist(attacker.url), [FILE]: naming(...hosts) });
      const { status, stdout } = await checkIn(cwd, [], ON_GITHUB);
      expect(status).toBe(2);
      expect(stdout).toContain(
        `the host ${attacker.url} stands in cdk8s-infisical.yaml, but it is not in that of origin/main yet, and counts from the merge on. No credential was sent to it; if it is yours, add --host ${attacker.url}`,
      );
    }
    expect(attacker.requests).toEqual([]);
  });

  test('an alias that it turns to another host leads to the old one', async () => {
    const [own, attacker] = [await double({ world: WORLD }), await double({ world: WORLD })];
    const main = { ...dist(INSIDE), [FILE]: naming({ url: own.url, aliases: [INSIDE] }) };
    const cwd = pullRequest(main, { ...dist(INSIDE), [FILE]: naming({ url: attacker.url, aliases: [INSIDE] }) });
    expect(await checkIn(cwd, [], ON_GITHUB)).toMatchObject({ status: 0 });
    expect(attacker.requests).toEqual([]);
    expect(own.requests).not.toEqual([]);
  });

  test('an authority that it exchanges vouches for nobody', async () => {
    const [authority, attackers] = [selfSigned(), selfSigned()];
    const own = await double({ world: WORLD, tls: attackers });
    const file = { ...dist(own.url), [FILE]: naming({ url: own.url, caFile: 'ca.pem' }) };
    const cwd = pullRequest({ ...file, 'ca.pem': authority.cert }, { ...file, 'ca.pem': attackers.cert });
    expect(await checkIn(cwd, [], ON_GITHUB)).toMatchObject({ status: 2 });
    expect(own.requests).toEqual([]);
  });

  test('the hosts of the target count, also where the file is gone', async () => {
    const own = await double({ world: WORLD });
    const cwd = pullRequest({ ...dist(own.url), [FILE]: naming({ url: own.url }) }, dist(own.url));
    expect(await checkIn(cwd, [], ON_GITHUB)).toMatchObject({ status: 0 });
  });

  test.each<[string, NodeJS.ProcessEnv, string]>([
    [
      'whose target is not here',
      { ...ON_GITHUB, GITHUB_BASE_REF: 'release' },
      'for origin/release git has no such commit here: fetch it first',
    ],
    [
      'in a CI that does not tell',
      { CI: 'true' },
      'name the branch that decides with --hosts-from, for example origin/main',
    ],
  ])('nothing is sent %s, but to a host that is named there', async (_, env, why) => {
    const own = await double({ world: WORLD });
    const files = { ...dist(own.url), [FILE]: naming({ url: own.url }) };
    const cwd = pullRequest({}, files);
    const { status, stdout } = await checkIn(cwd, [], env);
    expect({ status, stdout }).toEqual({ status: 2, stdout: expect.stringContaining(why) });
    expect(own.requests).toEqual([]);
    expect(await checkIn(cwd, ['--host', own.url], env)).toMatchObject({ status: 0 });
  });

  describe('nothing is sent to a host of the change', () => {
    const cases: [string, (cwd: string) => string, NodeJS.ProcessEnv, string][] = [
      [
        'by a tag that is called like the target',
        (cwd) => {
          git(cwd, 'tag', 'origin/main', 'HEAD');
          return cwd;
        },
        ON_GITHUB,
        'it is not in that of origin/main yet',
      ],
      [
        'where git does not read the repository, as it is that of another user',
        (cwd) => cwd,
        { CI: 'true', GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' },
        'this CI does not tell whether it builds a pull request',
      ],
      ['in a CI without a repository', (cwd) => withoutGit(cwd), { CI: 'true' }, 'this CI does not tell'],
      ['by a submodule in place of the folder', (cwd) => asSubmodule(cwd), ON_GITHUB, 'this is a submodule'],
    ];
    test.each(cases)('%s', async (_, made, env, why) => {
      const [own, attacker] = [await double({ world: WORLD }), await double({ world: WORLD })];
      const main = { ...dist(own.url), [FILE]: naming({ url: own.url }) };
      const cwd = made(pullRequest(main, { ...dist(attacker.url), [FILE]: naming({ url: attacker.url }) }));
      const { status, stdout } = await checkIn(cwd, [], env);
      expect({ status, stdout }).toEqual({ status: 2, stdout: expect.stringContaining(why) });
      expect(attacker.requests).toEqual([]);
    });
  });

  test.each([
    ['whose target is not here', {}, 'release'],
    ['to a branch whose file has mistakes', { [FILE]: 'hosts: nothing\n' }, 'main'],
  ])('nothing is sent to Infisical Cloud %s, as the target may name another host', async (_, main: Files, base) => {
    const cloud = dist('https://app.infisical.com');
    const cwd = pullRequest(main, { ...cloud, [FILE]: naming({ url: 'https://secrets.example.com' }) });
    const { status, stdout } = await checkIn(cwd, [], { ...ON_GITHUB, GITHUB_BASE_REF: base });
    expect({ status, stdout }).toEqual({
      status: 2,
      stdout: expect.stringContaining('the hosts of cdk8s-infisical.yaml do not count: '),
    });
  });

  test('--hosts-from takes no tag that is called like a branch', async () => {
    const own = await double({ world: WORLD });
    const files = { ...dist(own.url), [FILE]: naming({ url: own.url }) };
    const cwd = pullRequest(files, files);
    git(cwd, 'tag', 'origin/main', 'HEAD');
    const { status, stderr } = await checkIn(cwd, ['--hosts-from', 'origin/main'], { CI: 'true' });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        '--hosts-from origin/main: git knows refs/tags/origin/main and refs/remotes/origin/main: write the one that is meant\n',
    });
    const whole = await checkIn(cwd, ['--hosts-from', 'refs/remotes/origin/main'], { CI: 'true' });
    expect(whole).toMatchObject({ status: 0 });
    expect(await commandLine(['report', '--diff', 'origin/main'], { cwd })).toMatchObject({ status: 2 });
    git(cwd, 'update-ref', '-d', 'refs/remotes/origin/main');
    git(cwd, 'tag', 'refs/remotes/origin/main', 'HEAD');
    for (const ref of ['origin/main', 'refs/remotes/origin/main']) {
      const { stderr } = await checkIn(cwd, ['--hosts-from', ref], { CI: 'true' });
      expect(stderr).toContain(`git knows only the tag refs/tags/${ref} of that name: fetch the branch first`);
    }
    expect(await checkIn(cwd, [], ON_GITHUB)).toMatchObject({ status: 2 });
  });

  test('a CI that does not tell is trusted with a repository that comes from nowhere, and not with what it fetched', async () => {
    const own = await double({ world: WORLD });
    const files = { ...dist(own.url), [FILE]: naming({ url: own.url }) };
    const cwd = folderWith(files);
    git(cwd, 'init', '--quiet');
    expect(await checkIn(cwd, [], { CI: 'true' })).toMatchObject({ status: 0 });
    git(cwd, 'fetch', '--quiet', pullRequest({}, files), 'change');
    expect(await checkIn(cwd, [], { CI: 'true' })).toMatchObject({ status: 2 });
  });

  test('--hosts-from names what decides, wherever that is', async () => {
    const own = await double({ world: WORLD });
    const files = { ...dist(own.url), [FILE]: naming({ url: own.url }) };
    const cwd = pullRequest(files, files);
    expect(await checkIn(cwd, ['--hosts-from', 'origin/main'], { CI: 'true' })).toMatchObject({ status: 0 });
    const { status, stderr } = await checkIn(cwd, ['--hosts-from', 'nowhere']);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        '--hosts-from nowhere: git has no such commit here: fetch it first (in GitHub Actions with fetch-depth: 0)\n',
    });
  });
});
