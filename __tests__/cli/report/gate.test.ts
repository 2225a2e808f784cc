import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { ReportOptions } from '../../../cli/report/command';
import type { Role } from '../../../cli/report/role/role';
import { runReport } from '../../../cli/report/run';
import { composeText } from '../access/compose-text';
import { type Files, inFolder, writeFiles } from './online-shop';
import { syncFrom, workload } from './reported';

const yaml = (...manifests: object[]) => manifests.map((manifest) => stringify(manifest)).join('---\n');
const SHOP: Files = { 'dist/prod/shop.k8s.yaml': yaml(syncFrom({}), workload('web', { A: 'A' })) };
const EVIL = yaml(workload('evil', { STRIPE_KEY: 'STRIPE_KEY' }));
const GAIN = 'evil (new) gains STRIPE_KEY in prod';
const BROKEN = 'a: [\n';
const EXCEPTION = 'unread:\n- files: dist/vendor/**\n  reason: made by a program\n';

function git(cwd: string, ...args: string[]) {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd });
}

/** What the gate says of a change: `report --diff HEAD --exit-code`, in this process. */
function gate(
  before: Files,
  change: (cwd: string) => void,
  prepare: (cwd: string) => void = () => undefined,
  options?: ReportOptions,
) {
  return inFolder(before, async (cwd) => {
    prepare(cwd);
    git(cwd, 'init', '--quiet');
    git(cwd, 'add', '.');
    git(cwd, 'commit', '--quiet', '--message', 'before');
    change(cwd);
    return reported(cwd, options);
  });
}

async function reported(cwd: string, options: ReportOptions = { diff: 'HEAD', exitCode: true }) {
  const here = process.cwd();
  const { exitCode } = process;
  const told = { status: 0, stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((text) => {
      told[stream] += String(text);
      return true;
    }),
  );
  process.chdir(cwd);
  process.exitCode = 0;
  try {
    await runReport(['dist'], options);
    told.status = Number(process.exitCode);
  } catch (error) {
    Object.assign(told, { status: 2, stderr: `${told.stderr}${(error as Error).message}` });
  } finally {
    process.exitCode = exitCode;
    process.chdir(here);
    for (const spy of spies) spy.mockRestore();
  }
  return told;
}

const written = (files: Files) => (cwd: string) => writeFiles(cwd, files);

describe('the gate', () => {
  test('says yes to what changes nothing', async () => {
    expect(await gate(SHOP, () => undefined)).toEqual({
      status: 0,
      stdout: 'No workload gains or loses a key.\n',
      stderr: '',
    });
  });

  test.each<[string, string]>([
    ['kustomization.yaml', EVIL],
    ['b.YAML', EVIL],
    [
      'b.Json',
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [workload('evil', { STRIPE_KEY: 'STRIPE_KEY' })] }),
    ],
    ['x.yaml/b.yml', EVIL],
    ['b.yaml', `apiVersion: apps/v1\nkind: DeploymentList\nitems:\n- ${EVIL.trim().replaceAll('\n', '\n  ')}\n`],
    ['b.yaml', EVIL.replace('apps/v1', 'example.com/v1').replace('kind: Deployment', 'kind: Shop')],
    ['b.yaml', EVIL.replace('apps/v1', 'v1').replace('kind: Deployment', 'kind: ReplicationController')],
  ])('sees who gains a key in %s', async (file, text) => {
    const { status, stdout } = await gate(SHOP, written({ [`dist/prod/${file}`]: text }));
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining(GAIN) });
  });

  test('sees who gains a key in a folder below that with the sync', async () => {
    const before = { 'dist/shop.k8s.yaml': SHOP['dist/prod/shop.k8s.yaml'] };
    const { status, stdout } = await gate(before, written({ 'dist/.sub/deep/b.yaml': EVIL }));
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining('evil (new) gains STRIPE_KEY') });
  });

  test.each<[string, Files]>([
    ['a file that is broken', { 'dist/prod/b.yaml': BROKEN }],
    ['a key that stands twice', { 'dist/prod/b.yaml': `${EVIL}metadata: { name: evil }\n` }],
    ['conflict markers', { 'dist/prod/b.yaml': `<<<<<<< HEAD\n${EVIL}` }],
    ['a List with null', { 'dist/prod/b.yaml': 'apiVersion: v1\nkind: List\nitems: [null]\n' }],
    ['an exception that comes with it', { 'cdk8s-infisical.yaml': EXCEPTION, 'dist/vendor/b.yaml': BROKEN }],
  ])('does not say yes to %s', async (_, files) => {
    const { status, stderr } = await gate(SHOP, written(files));
    expect(status).toBe(2);
    expect(stderr).toMatch(/^dist\/(prod|vendor)\/b\.yaml:\d+:\d+: unread: /m);
  });

  test('says of nothing that it is gone where its file cannot be read any more', async () => {
    const file = 'dist/prod/shop.k8s.yaml';
    const { status, stdout } = await gate(SHOP, written({ [file]: `<<<<<<< HEAD\n${SHOP[file]}` }));
    expect(status).toBe(2);
    expect(stdout).toBe(
      `? ${file}:1:1 is unread: nobody knows what it changes\nNo workload gains or loses a key in what could be read.\n`,
    );
  });

  describe('ends with 2, without --exit-code too,', () => {
    const CONFLICT = '<<<<<<< HEAD\n=======\n>>>>>>> main\n';
    const information = (change: (cwd: string) => void, options: ReportOptions = { diff: 'HEAD' }) =>
      gate(SHOP, change, undefined, options);

    test('for conflict markers, and says what to do', async () => {
      const file = 'dist/prod/shop.k8s.yaml';
      expect(await information(written({ [file]: SHOP[file].replace('spec:', `${CONFLICT}spec:`) }))).toEqual({
        status: 2,
        stdout: expect.stringMatching(/^\? .*\nNo workload gains or loses a key in what could be read\.\n$/),
        stderr: expect.stringMatching(
          /^dist\/prod\/shop\.k8s\.yaml:\d+:1: unread: it has conflict markers of git: resolve the merge, run `npx cdk8s-infisical synth` if that makes the file, and commit what it writes\n$/,
        ),
      });
    });

    test('and says of nothing that it is gone that may stand in another file by now', async () => {
      const { status, stdout } = await information((cwd) => {
        rmSync(join(cwd, 'dist/prod/shop.k8s.yaml'));
        writeFiles(cwd, { 'dist/prod/orders/orders.k8s.yaml': `${SHOP['dist/prod/shop.k8s.yaml']}---\n${CONFLICT}` });
      });
      expect(status).toBe(2);
      expect(stdout).not.toContain('web');
    });

    test('but says so of what is gone from another environment', async () => {
      const before = { ...SHOP, 'dist/dev/shop.k8s.yaml': SHOP['dist/prod/shop.k8s.yaml'].replaceAll('prod', 'dev') };
      const change = (cwd: string) => {
        rmSync(join(cwd, 'dist/dev/shop.k8s.yaml'));
        writeFiles(cwd, { 'dist/prod/b.yaml': CONFLICT });
      };
      const { status, stdout } = await gate(before, change, undefined, { diff: 'HEAD' });
      expect({ status, stdout }).toEqual({
        status: 2,
        stdout: expect.stringContaining('web (removed) loses A in dev'),
      });
    });

    test('for what cannot be read at the ref', async () => {
      const before = { ...SHOP, 'dist/prod/b.yaml': BROKEN };
      const change = (cwd: string) => rmSync(join(cwd, 'dist/prod/b.yaml'));
      expect(await gate(before, change, undefined, { diff: 'HEAD' })).toMatchObject({ status: 2 });
    });

    test('for a role, which would be too small', async () => {
      expect(await information(written({ 'dist/prod/b.yaml': CONFLICT }), { role: 'json' })).toMatchObject({
        status: 2,
      });
    });
  });

  test('tells an exception that does not count yet', async () => {
    const { stderr } = await gate(SHOP, written({ 'cdk8s-infisical.yaml': EXCEPTION }));
    expect(stderr).toBe(
      'cdk8s-infisical.yaml: the exception for dist/vendor/** is not in HEAD yet: it counts after the merge\n',
    );
  });

  test('sees a move to another project, also where the change says that it is the same one', async () => {
    const id = '2f1c7f3a-0000-4000-8000-000000000001';
    const moved = yaml(syncFrom({ projectSlug: undefined, projectId: id }), workload('web', { A: 'A' }));
    const pair = { 'cdk8s-infisical.yaml': `projects: [{ slug: shop, id: ${id} }]\n` };
    const change = { 'dist/prod/shop.k8s.yaml': moved, ...pair };
    const { status, stderr } = await gate(SHOP, written(change));
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'cdk8s-infisical.yaml: the id of the project shop is not in HEAD yet: it counts after the merge\n',
    });
    expect(await gate({ ...SHOP, ...pair }, written(change))).toMatchObject({ status: 0, stderr: '' });
  });

  test('says yes to an exception that was there before, and tells each use', async () => {
    const before = { ...SHOP, 'cdk8s-infisical.yaml': EXCEPTION, 'dist/vendor/a.yaml': BROKEN };
    const { status, stderr } = await gate(before, written({ 'dist/vendor/b.yaml': BROKEN }));
    expect(status).toBe(0);
    expect(stderr).toBe(
      [
        'HEAD:dist/vendor/**: 1 file unread, and cdk8s-infisical.yaml allows it: made by a program',
        'dist/vendor/**: 2 files unread, and cdk8s-infisical.yaml allows it: made by a program',
        '',
      ].join('\n'),
    );
  });

  test('lets a change through that mends the file, of which nothing counts until then', async () => {
    const before = { ...SHOP, 'cdk8s-infisical.yaml': 'unred: []\n' };
    expect(await gate(before, written({ 'cdk8s-infisical.yaml': 'unread: []\n' }))).toEqual({
      status: 0,
      stdout: 'No workload gains or loses a key.\n',
      stderr:
        'HEAD:cdk8s-infisical.yaml:1:1: the field "unred" is unknown: did you mean "unread"?\n' +
        'HEAD:cdk8s-infisical.yaml: it has mistakes, and nothing of it counts\n',
    });
    const change = { 'cdk8s-infisical.yaml': EXCEPTION, 'dist/vendor/a.yaml': BROKEN };
    expect(await gate(before, written(change))).toMatchObject({ status: 2 });
  });

  test('warns of an exception that is for nothing', async () => {
    const { status, stderr } = await gate({ ...SHOP, 'cdk8s-infisical.yaml': EXCEPTION }, () => undefined);
    expect(status).toBe(0);
    expect(stderr).toBe('cdk8s-infisical.yaml: warning: nothing at dist/vendor/** is unread, delete the exception\n');
  });

  test.each([
    ['unread: [{ files: dist/a.yaml }]\n', 'unread[0].reason: say why nobody has to read them'],
    ['unread: [{ files: "../**", reason: a }]\n', 'unread[0].files: found "../**", write a path from here on'],
    ['unred: []\n', 'the field "unred" is unknown: did you mean "unread"?'],
    ['unread: [\n', 'cdk8s-infisical.yaml:2:1: this is no YAML: '],
  ])('does not take the exceptions %j', async (text, message) => {
    const { status, stderr } = await gate(SHOP, written({ 'cdk8s-infisical.yaml': text }));
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) });
  });
});

describe('the services of a laptop', () => {
  const OWN = { 'compose.yaml': composeText() };
  const both = (before: Files, after: Files, options: ReportOptions = { diff: 'HEAD', exitCode: true }) =>
    gate({ ...SHOP, ...before }, written(after), undefined, options);

  test('are compared as workloads are', async () => {
    const more = composeText({ keys: '\n    app:\n      - PORT\n    cache:\n      - TOKEN' });
    expect(await both(OWN, { 'compose.yaml': more })).toEqual({
      status: 1,
      stdout: [
        '+ cache gains TOKEN in dev (env, from shop dev:/api)',
        '- app loses DATABASE_URL in dev (variable DATABASE_URL, from shop dev:/api)',
        '- postgres loses POSTGRES_PASSWORD in dev (variable PGPASSWORD, from shop dev:/api)',
        '',
      ].join('\n'),
      stderr: '',
    });
  });

  test('are new where there was no compose file', async () => {
    const { status, stdout } = await both({}, OWN);
    expect(status).toBe(1);
    expect(stdout).toContain('+ postgres (new) gains POSTGRES_PASSWORD in dev');
  });

  test('are not compared with a file that did not tell of its keys yet', async () => {
    const older = { 'compose.yaml': composeText().split('x-infisical:')[0] };
    expect(await both(older, OWN)).toEqual({
      status: 0,
      stdout: 'No workload gains or loses a key.\n',
      stderr: 'compose.yaml: at HEAD it does not tell which keys its services use, so that it is not compared\n',
    });
  });

  test.each<[string, Files, Files]>([
    ['with conflict markers', OWN, { 'compose.yaml': `<<<<<<< HEAD\n${OWN['compose.yaml']}` }],
    ['that no longer tells of its keys', OWN, { 'compose.yaml': 'services: {}\n' }],
    ['that was not readable', { 'compose.yaml': `${OWN['compose.yaml']}  values: {}\n` }, OWN],
  ])('are neither gained nor gone in a file %s: that ends with 2', async (_, before, after) => {
    const { status, stdout, stderr } = await both(before, after);
    expect({ status, stdout }).toEqual({
      status: 2,
      stdout: expect.stringMatching(
        /^\? .*compose\.yaml:\d+:\d+ is unread: .*\nNo workload gains or loses a key in what/,
      ),
    });
    expect(stderr).toMatch(/compose\.yaml:\d+:\d+: unread: /);
  });

  test('stay out with --no-compose', async () => {
    expect(await both({}, OWN, { diff: 'HEAD', compose: false })).toMatchObject({
      status: 0,
      stdout: 'No workload gains or loses a key.\n',
    });
  });

  test('stand in the report with the line of each key, and the places in the role of check', async () => {
    const report = await both(OWN, {}, { json: true });
    expect(JSON.parse(report.stdout).rows).toContainEqual(
      expect.objectContaining({
        environment: 'dev',
        cluster: 'compose.yaml',
        holder: { kind: 'compose service', name: 'postgres', file: 'compose.yaml' },
        key: 'POSTGRES_PASSWORD',
        variable: 'PGPASSWORD',
      }),
    );
    const role = await both(OWN, {}, { role: 'json', for: 'check' });
    const places = JSON.parse(role.stdout).roles.flatMap(({ permissions }: Role) =>
      permissions.map(({ conditions }) => `${conditions.environment.$eq}:${Object.values(conditions.secretPath)}`),
    );
    expect(places).toEqual(['dev:/api', 'prod:/api']);
    expect((await both(OWN, {}, { role: 'json' })).stdout).not.toContain('"dev"');
  });
});

test('what has another program make manifests is unread, here and in git', async () => {
  const program = { 'dist/prod/Kustomization': 'patches: [{ path: evil.txt }]\n' };
  const chart = { 'dist/prod/Chart.yaml': 'name: a\n', 'dist/prod/templates/a.txt': '{{ a }}: b\n' };
  expect(await gate(SHOP, written(program))).toMatchObject({ status: 2 });
  expect(await gate({ ...SHOP, ...chart }, () => undefined)).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(
      /^HEAD:dist\/prod\/templates\/a\.txt:1:\d+: unread: [\s\S]*\ndist\/prod\/templates\/a\.txt:/,
    ),
  });
});

test('a submodule that comes and is not checked out is unread', async () => {
  const { status, stderr } = await gate(SHOP, (cwd) => {
    mkdirSync(join(cwd, 'dist/prod/sub'));
    git(cwd, 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},dist/prod/sub`);
  });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'dist/prod/sub:1:1: unread: it is a submodule that is not checked out\n',
  });
});

test('a program that the settings of the repository name is not started', async () => {
  await inFolder(SHOP, async (cwd) => {
    git(cwd, 'init', '--quiet');
    git(cwd, 'add', '.');
    git(cwd, 'commit', '--quiet', '--message', 'before');
    writeFiles(cwd, { '.git/program': '#!/bin/sh\n: > started\n' });
    chmodSync(join(cwd, '.git/program'), 0o755);
    git(cwd, 'config', 'core.fsmonitor', '.git/program');
    expect(await reported(cwd)).toMatchObject({ status: 0 });
    expect(existsSync(join(cwd, 'started'))).toBe(false);
  });
});

test('a folder of the checkout that looks like a repository is none', async () => {
  await inFolder({}, async (cwd) => {
    const project = join(cwd, 'project');
    const files = Object.fromEntries(Object.entries(SHOP).map(([file, text]) => [`project/${file}`, text]));
    writeFiles(cwd, files);
    git(cwd, 'init', '--quiet');
    git(cwd, 'add', '.');
    git(cwd, 'commit', '--quiet', '--message', 'before');
    writeFiles(project, { 'dist/prod/b.yaml': EVIL });
    const inside = ['--git-dir', project, '--work-tree', cwd];
    git(cwd, 'init', '--quiet', '--bare', project);
    git(cwd, ...inside, 'add', 'project/dist');
    git(cwd, ...inside, 'commit', '--quiet', '--message', 'nothing will change');
    git(cwd, '--git-dir', project, 'config', 'core.bare', 'false');
    git(cwd, '--git-dir', project, 'config', 'core.worktree', cwd);
    const { status, stderr } = await reported(project);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('git may read') });
  });
});

describe('links', () => {
  const linked = (target: string, path: string) => (cwd: string) => symlinkSync(target, join(cwd, path));

  test('to a folder are followed on the disk', async () => {
    const { status, stdout } = await gate({ ...SHOP, 'evil/b.yaml': EVIL }, linked('../../evil', 'dist/prod/sub'));
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining(GAIN) });
  });

  test('to a folder and a file are followed in git, and change nothing', async () => {
    const before = { ...SHOP, 'evil/b.yaml': EVIL };
    const prepare = (cwd: string) => {
      linked('../../evil', 'dist/prod/sub')(cwd);
      linked('sub/b.yaml', 'dist/prod/c.yaml')(cwd);
      linked('..', 'dist/prod/up')(cwd);
    };
    expect(await gate(before, () => undefined, prepare)).toMatchObject({ status: 0, stderr: '' });
  });

  test('that lead elsewhere than before are seen', async () => {
    const before = {
      'one/prod/a.yaml': SHOP['dist/prod/shop.k8s.yaml'],
      'two/prod/a.yaml': `${SHOP['dist/prod/shop.k8s.yaml']}---\n${EVIL}`,
    };
    const change = (cwd: string) => {
      rmSync(join(cwd, 'dist'));
      linked('two', 'dist')(cwd);
    };
    const { status, stdout } = await gate(before, change, linked('one', 'dist'));
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining(GAIN) });
  });

  test.each([
    ['out of the project', '../../..'],
    ['to nothing', 'nowhere.yaml'],
    ['to themselves', 'sub.yaml'],
  ])('%s are unread', async (_, target) => {
    const { status, stderr } = await gate(SHOP, linked(target, 'dist/prod/sub.yaml'));
    expect(status).toBe(2);
    expect(stderr).toMatch(/^dist\/prod\/sub\.yaml:1:1: unread: its? /m);
  });

  test('out of the project are unread in git too', async () => {
    const change = (cwd: string) => rmSync(join(cwd, 'dist/prod/sub'));
    const { status, stderr } = await gate(SHOP, change, linked('/usr', 'dist/prod/sub'));
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'HEAD:dist/prod/sub:1:1: unread: it is a link that leads out of the project\n',
    });
  });

  test('named pipes are unread and waited for by nobody', async () => {
    const { status, stderr } = await gate(SHOP, (cwd) => {
      mkdirSync(join(cwd, 'dist/pipes'));
      execFileSync('mkfifo', [join(cwd, 'dist/pipes/a.yaml')]);
    });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'dist/pipes/a.yaml:1:1: unread: it is no file but a named pipe\n',
    });
  });
});
