import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { EVIL, GAIN, gate, git, reported, SHOP } from './gate';
import { inFolder, writeFiles } from './online-shop';

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

test('what a clone has left out is told, and no program that its settings name fetches it', async () => {
  await inFolder(SHOP, async (cwd) => {
    git(cwd, 'init', '--quiet');
    git(cwd, 'add', '.');
    git(cwd, 'commit', '--quiet', '--message', 'before');
    const revision = ['rev-parse', 'HEAD:dist/prod/shop.k8s.yaml'];
    const blob = execFileSync('git', revision, { cwd, encoding: 'utf8' }).trim();
    rmSync(join(cwd, '.git/objects', blob.slice(0, 2), blob.slice(2)));
    writeFiles(cwd, { '.git/program': '#!/bin/sh\n: > started\n' });
    chmodSync(join(cwd, '.git/program'), 0o755);
    git(cwd, 'config', 'core.repositoryFormatVersion', '1');
    git(cwd, 'config', 'extensions.partialClone', 'origin');
    git(cwd, 'config', 'remote.origin.promisor', 'true');
    git(cwd, 'config', 'remote.origin.url', cwd);
    git(cwd, 'config', 'remote.origin.uploadpack', join(cwd, '.git/program'));
    const { status, stderr } = await reported(cwd);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining('git fetch --no-filter --refetch'),
    });
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

test('what npm keeps in a folder is read neither here nor at the ref, though it was committed', async () => {
  const before = { ...SHOP, 'dist/prod/node_modules/x/b.yaml': EVIL };
  expect(await gate(before, () => undefined)).toMatchObject({ status: 0, stderr: '' });
  const removed = (cwd: string) => rmSync(join(cwd, 'dist/prod/node_modules'), { recursive: true });
  const { stdout } = await gate(before, removed);
  expect(stdout).toBe('No workload gains or loses a key.\n');
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
