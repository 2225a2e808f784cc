import { chmodSync, lstatSync, mkdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { appWrites, configMap, copyingProject, type Project } from './project';

const ONE = { 'one.k8s.yaml': configMap('one'), 'two.k8s.yaml': configMap('two') };
const CHANGED = { 'one.k8s.yaml': configMap('one', { a: 'b' }), 'two.k8s.yaml': configMap('two') };

let project: Project;
beforeEach(() => {
  project = copyingProject(ONE);
});
afterEach(() => project.remove());

const names = ['app.js', 'cdk8s.yaml', 'dist', 'files.json', 'node_modules'];

test('synth writes what the app writes, and leaves nothing else behind', async () => {
  expect(await project.synth()).toMatchObject({ status: 0, stderr: '' });
  expect(project.filesIn()).toEqual(ONE);
  expect(project.names()).toEqual(names);
});

test('a file that stays the same is the same file, and so is a folder in which nothing changes', async () => {
  await project.synth();
  const inode = (path: string) => statSync(project.path(path)).ino;
  const [dist, two] = [inode('dist'), inode('dist/two.k8s.yaml')];
  await project.synth();
  expect(inode('dist')).toBe(dist);
  appWrites(project, CHANGED);
  await project.synth();
  expect(project.filesIn()).toEqual(CHANGED);
  expect(inode('dist/two.k8s.yaml')).toBe(two);
});

test('names may be as long as the file system takes, and like those that programs give for a moment', async () => {
  const files = { ...ONE, [`${'a'.repeat(246)}.k8s.yaml`]: configMap('long'), 'one.k8s.yaml.half': 'kind: Half' };
  appWrites(project, files);
  for (const [index, changed] of [files, files, { ...files, ...CHANGED }].entries()) {
    appWrites(project, changed);
    expect([index, await project.synth()]).toEqual([index, expect.objectContaining({ status: 0, stderr: '' })]);
    expect(project.filesIn()).toEqual(changed);
  }
});

test('a folder without cdk8s.yaml is told to be none of a project', async () => {
  rmSync(project.path('cdk8s.yaml'));
  expect(await project.synth()).toEqual({
    status: 2,
    stdout: '',
    stderr:
      'there is no cdk8s.yaml in this folder: go to that of the project, name the app with --app, or make a project with npx cdk8s-infisical init\n',
  });
});

test('a setting that no program can be given is told', async () => {
  project.write('cdk8s.yaml', 'app: "node\\0 app.js"\noutput: "a\\0b"\n');
  expect(await project.synth()).toMatchObject({
    status: 2,
    stderr:
      'cdk8s.yaml:\n  app is "node\\u0000 app.js": write a text without U+0000\n  output is "a\\u0000b": write a text without U+0000\n',
  });
});

describe('dist stays as it was', () => {
  beforeEach(() => project.synth());

  test.each<[string, () => void, string]>([
    [
      'when the app fails after it has written',
      () => appWrites(project, CHANGED, 'not today'),
      'the app "node app.js" failed with exit code 1\n',
    ],
    [
      'when the app writes nothing',
      () => appWrites(project, {}),
      'the app "node app.js" has written nothing into the folder that CDK8S_OUTDIR names: end it with app.synth(), or with synth() of its project; where an App of it has an "outdir", leave that away',
    ],
    [
      'when the app writes manifests with nothing in them',
      () => appWrites(project, { 'one.k8s.yaml': '\n' }),
      'the app "node app.js" has written no manifest: does it have a chart, and call app.synth()?',
    ],
    [
      'when the app makes a link of its output folder',
      () => project.write('app.js', "require('node:fs').symlinkSync('/usr', process.env.CDK8S_OUTDIR)"),
      'the app "node app.js" has put something else in the place of the folder that CDK8S_OUTDIR names',
    ],
    [
      'when the app replaces the folder of its run',
      () =>
        project.write(
          'app.js',
          `require('node:fs').rmSync(require('node:path').dirname(process.env.CDK8S_OUTDIR), { recursive: true });${project.read('app.js')}`,
        ),
      'in which the app has written, was removed or replaced while it was at work',
    ],
    [
      'when the app removes the lock',
      () => project.write('app.js', `${project.read('app.js')}require('node:fs').rmSync('.dist.synth/lock');`),
      'this synth has lost its lock .dist.synth/lock while it was at work (it was removed), and has replaced nothing',
    ],
    [
      'when the app is not there',
      () => project.write('cdk8s.yaml', 'app: node no.js\n'),
      'the app "node no.js" cannot start: there is no file "no.js" in the folder of the project\n',
    ],
    [
      'when cdk8s.yaml is a folder',
      () => {
        rmSync(project.path('cdk8s.yaml'));
        project.write('cdk8s.yaml/a', '');
      },
      'it cannot be read (EISDIR)',
    ],
    ['when cdk8s.yaml names no app', () => project.write('cdk8s.yaml', 'language: typescript\n'), 'it names no app'],
    [
      'when the app writes in the place of a file of somebody else',
      () => {
        project.write('dist/sub', 'mine');
        appWrites(project, { ...ONE, 'sub/a.yaml': configMap('a') });
      },
      '"sub" is not one of the app\'s files',
    ],
  ])('%s', async (_, arrange, message) => {
    arrange();
    const before = project.filesIn();
    const { status, stdout, stderr } = await project.synth();
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(project.filesIn()).toEqual(before);
    expect(project.names()).toEqual(names);
  });
});

test('what the app says is shown, of both its outputs, and never in the result', async () => {
  project.write('app.js', 'console.log("out"); console.error("err"); process.exit(3)');
  const { status, stdout, stderr } = await project.synth();
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  const [last, ...said] = stderr.trimEnd().split('\n').reverse();
  expect(last).toBe('the app "node app.js" failed with exit code 3');
  // They come by different ways.
  expect(said.sort()).toEqual(['err', 'out']);
});

describe('what no synth wrote survives:', () => {
  const kept = { 'README.md': 'read me', 'kustomization.yaml': 'resources: []\n', 'prod/notes/today': 'x' };

  test('files beside those of a plain App, with links, empty folders and modes', async () => {
    await project.synth();
    for (const [path, text] of Object.entries(kept)) project.write(join('dist', path), text);
    symlinkSync('README.md', project.path('dist/link'));
    mkdirSync(project.path('dist/empty'));
    chmodSync(project.path('dist/README.md'), 0o600);
    chmodSync(project.path('dist'), 0o750);
    appWrites(project, { 'one.k8s.yaml': configMap('other') });
    await project.synth();
    expect(project.filesIn()).toEqual({ 'one.k8s.yaml': configMap('other'), ...kept });
    expect(statSync(project.path('dist/link')).ino).toBe(statSync(project.path('dist/README.md')).ino);
    expect(statSync(project.path('dist/empty')).isDirectory()).toBe(true);
    expect(statSync(project.path('dist/README.md')).mode & 0o777).toBe(0o600);
    expect(statSync(project.path('dist')).mode & 0o777).toBe(0o750);
  });

  test('and the modes of all files and folders, also of those that change', async () => {
    const modes: { readonly [path: string]: number } = {
      '.': 0o2770,
      prod: 0o555,
      'prod/one.k8s.yaml': 0o600,
      'prod/same.k8s.yaml': 0o444,
      'prod/mine.sh': 0o755,
      'prod/empty': 0o700,
      'two.k8s.yaml': 0o400,
    };
    const files = { 'prod/same.k8s.yaml': configMap('same'), 'two.k8s.yaml': configMap('two') };
    appWrites(project, { ...files, 'prod/one.k8s.yaml': configMap('one') });
    await project.synth();
    project.write('dist/prod/mine.sh', 'mine');
    mkdirSync(project.path('dist/prod/empty'));
    for (const [path, mode] of Object.entries(modes).reverse()) chmodSync(project.path(join('dist', path)), mode);
    const changed = { 'prod/one.k8s.yaml': configMap('one', { a: 'b' }), 'two.k8s.yaml': configMap('two', { a: 'b' }) };
    appWrites(project, { ...files, ...changed });
    expect(await project.synth()).toMatchObject({ status: 0, stderr: '' });
    expect(project.filesIn()).toMatchObject(changed);
    const kept = Object.keys(modes).map((path) => [path, statSync(project.path(join('dist', path))).mode & 0o7777]);
    expect(Object.fromEntries(kept)).toEqual(modes);
    expect(project.names()).toEqual(names);
    chmodSync(project.path('dist/prod'), 0o755);
  });

  describe('while a validation is at work,', () => {
    const NAME = 'README.md';
    const synthWith = async (change: string) => {
      await project.synth();
      project.write(`dist/${NAME}`, 'mine');
      project.write('cdk8s.yaml', 'app: node app.js\nvalidations: [{ package: ./a.js, version: a, class: Slow }]\n');
      project.write(
        'a.js',
        `const fs = require('node:fs');
         exports.Slow = class { async validate(context) { ${change}; context.report.submit('success'); } };`,
      );
      appWrites(project, CHANGED);
      return project.synth();
    };

    test.each([
      ['made', "fs.writeFileSync('dist/new', 'new')", 'new'],
      ['replaced', "fs.writeFileSync('half', 'new'); fs.renameSync('half', 'dist/README.md')", NAME],
      ['removed', "fs.rmSync('dist/README.md')", NAME],
      ['made a link', "fs.rmSync('dist/README.md'); fs.symlinkSync('new', 'dist/README.md')", NAME],
    ])('a file that is %s there ends the synth in a line', async (_, change, name) => {
      expect(await synthWith(change)).toMatchObject({
        status: 2,
        stderr: `somebody has changed "${name}" in dist while this synth was at work, which has replaced nothing: run it again\n`,
      });
      expect(project.filesIn()).toMatchObject(ONE);
    });

    test('one that is written over is the same file, before and after', async () => {
      expect(await synthWith("fs.appendFileSync('dist/README.md', ', and more')")).toMatchObject({ status: 0 });
      expect(project.filesIn()).toEqual({ ...CHANGED, [NAME]: 'mine, and more' });
    });
  });

  test('files that are not in the list of a GitOpsApp, whatever they are called', async () => {
    appWrites(project, { 'prod/.manifests': 'a.k8s.yaml\n', 'prod/a.k8s.yaml': configMap('a') });
    await project.synth();
    project.write('dist/prod/mine.k8s.yaml', configMap('mine'));
    appWrites(project, { 'prod/.manifests': 'b.k8s.yaml\n', 'prod/b.k8s.yaml': configMap('b') });
    await project.synth();
    expect(Object.keys(project.filesIn() ?? {})).toEqual(['prod/.manifests', 'prod/b.k8s.yaml', 'prod/mine.k8s.yaml']);
  });

  test('a list of manifests that is a link, wherever it leads, and a manifest that is one', async () => {
    await project.synth();
    project.write('mine', 'one.k8s.yaml\n');
    symlinkSync('../mine', project.path('dist/.manifests'));
    rmSync(project.path('dist/two.k8s.yaml'));
    symlinkSync('/dev/zero', project.path('dist/two.k8s.yaml'));
    expect(await project.synth()).toMatchObject({ status: 0, stdout: expect.stringContaining('~ two.k8s.yaml') });
    expect(lstatSync(project.path('dist/.manifests')).isSymbolicLink()).toBe(true);
    expect(project.filesIn()).toEqual(ONE);
    expect(project.read('mine')).toBe('one.k8s.yaml\n');
  });

  test('and a folder of which nothing else is left goes', async () => {
    appWrites(project, { 'prod/a.k8s.yaml': configMap('a'), 'staging/a.k8s.yaml': configMap('a') });
    await project.synth();
    appWrites(project, { 'prod/a.k8s.yaml': configMap('a') });
    await project.synth();
    expect(statSync(project.path('dist/staging'), { throwIfNoEntry: false })).toBeUndefined();
  });
});

test('the output folder may be a link, and elsewhere', async () => {
  mkdirSync(project.path('real/folder'), { recursive: true });
  symlinkSync('real/folder', project.path('out'));
  project.write('cdk8s.yaml', 'app: node app.js\noutput: out\n');
  await project.synth();
  await project.synth(['--output', 'deep/er']);
  expect(project.filesIn('real/folder')).toEqual(ONE);
  expect(project.filesIn('deep/er')).toEqual(ONE);
});

test('the output folder is never the project', async () => {
  expect(await project.synth(['--output', '.'])).toMatchObject({
    status: 2,
    stderr: 'cdk8s.yaml: the output folder "." holds the project itself: name one of its own\n',
  });
  rmSync(project.path('cdk8s.yaml'));
  expect(await project.synth()).toMatchObject({ status: 2 });
});
