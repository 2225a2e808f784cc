import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readRendered } from '../../../cli/render/read-rendered';
import { commandLine } from '../command-line';
import { OVERLAYS, SHOP } from './charts-and-overlays';
import { WrittenFiles } from './written-files';

let files: WrittenFiles;

beforeEach(() => {
  files = new WrittenFiles();
});

afterEach(() => files.remove());

const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) => commandLine(args, { cwd: files.folder, env });

describe('the programs', () => {
  const evil = (folder: string) => {
    files.write({
      [`${folder}/helm`]: `#!/bin/sh\ntouch "${join(files.folder, 'was-run')}"\n`,
      [`${folder}/kubectl`]: `#!/bin/sh\ntouch "${join(files.folder, 'was-run')}"\n`,
    });
    for (const name of ['helm', 'kubectl']) chmodSync(join(files.folder, folder, name), 0o755);
    return join(files.folder, folder);
  };

  test('of the checkout are never run', async () => {
    files.write({ ...SHOP, ...OVERLAYS });
    const folders = [evil('bin'), evil('node_modules/.bin'), evil('.'), 'bin', '.', ''];
    const only = await run(['report', '--render', '.'], { PATH: folders.join(delimiter) });
    expect(only.stderr).toContain(
      'there is no helm in the absolute folders of PATH outside of the checkout: install Helm 3.11.1 or newer',
    );
    expect(only.stderr).toContain('there is no kubectl, or kustomize, in the absolute folders of PATH');
    const before = await run(['check', '--offline', '--render', '.'], {
      PATH: [...folders, process.env.PATH].join(delimiter),
    });
    expect(before.stderr).not.toContain('unread');
    expect(existsSync(join(files.folder, 'was-run'))).toBe(false);
  });

  test('that are too old, that never end and that print without end are given up, with what they started', async () => {
    const own = new WrittenFiles();
    const cwd = files.write(SHOP);
    const withHelm = async (script: string) => {
      own.write({ helm: `#!/bin/sh\n[ "$1" = version ] && echo v3.16.0 && exit\n${script}\n` });
      chmodSync(join(own.folder, 'helm'), 0o755);
      const path = process.env.PATH;
      process.env.PATH = own.folder;
      try {
        const request = { render: true, limits: { seconds: 1, bytes: 1024 * 1024 } };
        const { problems } = await readRendered([join(cwd, 'charts')], request);
        return problems.map(({ message }) => message);
      } finally {
        process.env.PATH = path;
      }
    };
    expect(await withHelm('/bin/sleep 77.25 &\n/bin/sleep 77.25')).toEqual([
      'it has Helm render its templates: it was not rendered after 1 s',
    ]);
    expect(spawnSync('pgrep', ['-f', 'sleep 77.25']).status).toBe(1);
    expect(await withHelm('exec /usr/bin/yes "a: b"')).toEqual([
      'it has Helm render its templates: it renders more than 1 MiB',
    ]);
    expect(await withHelm('echo "$PATH $HOME $KUBECONFIG" >&2; exit 1')).toEqual([
      'it has Helm render its templates: helm template fails: run it to see why',
    ]);
    own.write({ helm: '#!/bin/sh\necho v3.11.0\n' });
    const old = await run(['report', '--render', 'charts'], { PATH: `${own.folder}${delimiter}${process.env.PATH}` });
    expect(old.stderr).toContain('helm is v3.11.0: install 3.11.1 or newer');
    own.remove();
  });

  test('end with the command, and leave no folder behind', async () => {
    const own = new WrittenFiles();
    const cwd = files.write(SHOP);
    own.write({ helm: '#!/bin/sh\n[ "$1" = version ] && echo v3.16.0 && exit\n/bin/sleep 78.5\n' });
    chmodSync(join(own.folder, 'helm'), 0o755);
    mkdirSync(join(own.folder, 'tmp'));
    const command = [join(__dirname, '../../../build/cli/main.js'), 'report', '--render', 'charts'];
    const env = { PATH: own.folder, TMPDIR: join(own.folder, 'tmp') };
    const child = spawn(process.execPath, command, { cwd, env, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)));
    while (spawnSync('pgrep', ['-f', 'sleep 78.5']).status !== 0) await sleep(50);
    child.kill('SIGINT');
    expect(await ended).toBe('SIGINT');
    await sleep(100);
    expect(spawnSync('pgrep', ['-f', 'sleep 78.5']).status).toBe(1);
    expect(readdirSync(join(own.folder, 'tmp')).filter((name) => name.startsWith('cdk8s-infisical-'))).toEqual([]);
    own.remove();
  });
});

test('a git ref is rendered as it was, with the paths of today, and links in it lead nowhere', async () => {
  const cwd = files.write({ ...SHOP, ...OVERLAYS });
  symlinkSync('/etc', join(cwd, 'app/etc'));
  const git = (...args: string[]) => spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd });
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
    ['commit', '-qm', 'a'],
  ])
    git(...args);
  const same = await run(['report', '--diff', 'HEAD', '--render', 'charts', 'app/base', 'app/prod', 'app/test']);
  expect(same).toEqual({ status: 0, stdout: 'No workload gains or loses a key.\n', stderr: '' });
  files.write({ 'charts/shop/values.yaml': 'key: NEW_KEY\nenvironment: dev\n' });
  rmSync(join(cwd, 'app/test'), { recursive: true });
  const changed = await run(['report', '--diff', 'HEAD', '--render', '--exit-code', 'charts', 'app/prod', 'app/test']);
  expect(changed.status).toBe(1);
  expect(changed.stdout).toContain('NEW_KEY');
  expect(changed.stdout).toMatch(/(?:loses|instead of) FROM_CHART/);
  const unread = await run(['report', '--diff', 'HEAD', 'charts']);
  expect(unread.stderr).toBe(
    ['HEAD:', '']
      .map((at) => `${at}charts/shop/Chart.yaml:1:1: unread: it has Helm render its templates: give --render\n`)
      .join(''),
  );
});

test('values without --render, and files that are not there, are no silent mistakes', async () => {
  files.write(SHOP);
  expect((await run(['report', '--values', 'a.yaml', 'charts'])).stderr).toBe(
    '--values are for Helm: they need --render\n',
  );
  for (const file of ['a.yaml', 'https://example.com/a.yaml'])
    expect((await run(['report', '--render', '--values', file, 'charts'])).stderr).toBe(
      `--values ${file}: there is no such file\n`,
    );
});
