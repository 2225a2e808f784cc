import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportOptions } from '../../../cli/report/options';
import { BROKEN, EVIL, EXCEPTION, GAIN, gate, git, SHOP, written, yaml } from './gate';
import { type Files, writeFiles } from './online-shop';
import { syncFrom, workload } from './reported';

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

test('what has another program make manifests is unread, here and in git', async () => {
  const program = { 'dist/prod/Kustomization': 'patches: [{ path: evil.txt }]\n' };
  const chart = { 'dist/prod/Chart.yaml': 'name: a\n', 'dist/prod/templates/a.txt': '{{ a }}: b\n' };
  expect(await gate(SHOP, written(program))).toMatchObject({ status: 2 });
  expect(await gate({ ...SHOP, ...chart }, () => undefined)).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(
      /^HEAD:dist\/prod\/Chart\.yaml:1:1: unread: it has Helm [^\n]*: give --render\ndist\/prod\/Chart\.yaml:1:1: unread: [^\n]*\n$/,
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
