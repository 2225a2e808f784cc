import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { thisProcess } from '../../../cli/synth/output/process-identity';
import { commandLine } from '../command-line';
import { configMap, copyingProject, type Project } from './project';

const OLD = { 'one.k8s.yaml': configMap('one') };
const NEW = { 'one.k8s.yaml': configMap('one', { a: 'b' }) };

let project: Project;
beforeEach(() => {
  project = copyingProject(OLD);
});
afterEach(() => project.remove());

/** What the app writes into its output folder, and beside it as a local stack does. */
function appWrites(files: object, beside: { [path: string]: string }): void {
  project.write('files.json', JSON.stringify({ files, beside }));
}

/** All files of the project but those of the test itself. */
function written(): { [path: string]: string } {
  const all = Object.entries(project.filesIn('.') ?? {});
  return Object.fromEntries(all.filter(([path]) => !/^(app\.js|cdk8s\.yaml|files\.json|node_modules)/.test(path)));
}

describe('where one of the files cannot be written neither they nor dist are changed, and that is said:', () => {
  test.each<[string, string, () => void, string]>([
    ['a folder in its place', 'z', () => mkdirSync(project.path('z')), 'z is a folder: move it\n'],
    ['a file in the place of its folder', 'z/a', () => project.write('z', 'mine'), 'z is no folder: move it\n'],
    [
      'a link that leads out of the project',
      'z/a',
      () => symlinkSync('..', project.path('z')),
      'z/a is behind a link that leads out of',
    ],
    ['a link to itself', 'z/a', () => symlinkSync('z', project.path('z')), 'z/a is behind a link that leads nowhere'],
    ['a path that leads up', '../z', () => undefined, 'the app writes "../z", which is outside of the project'],
    ['a path elsewhere', '/z', () => undefined, 'the app writes "/z", which is outside of the project'],
    ['the project itself', '.', () => undefined, 'the app writes ".", which is outside of the project'],
    [
      'a name that is too long',
      'z'.repeat(300),
      () => undefined,
      'a name is longer than the file system allows (ENAMETOOLONG at zzz',
    ],
  ])('%s', async (_, path, arrange, message) => {
    project.write('dist/one.k8s.yaml', OLD['one.k8s.yaml']);
    project.write('Makefile', 'old');
    arrange();
    const before = written();
    appWrites(NEW, { Makefile: 'new', 'dev/compose.yaml': 'new', [path]: 'new' });
    const { status, stdout, stderr } = await project.synth();
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(written()).toEqual(before);
    expect(project.names()).not.toContain('dev');
  });

  test('dist that cannot be swapped', async () => {
    project.write('dist/one.k8s.yaml', OLD['one.k8s.yaml']);
    project.write('Makefile', 'old');
    // An app that puts a file in the place of its output folder.
    project.write(
      'app.js',
      `${project.read('app.js')}const fs = require('node:fs'); fs.renameSync('dist', 'aside'); fs.writeFileSync('dist', 'x');`,
    );
    appWrites(NEW, { Makefile: 'new', compose: 'new' });
    const { status, stderr } = await project.synth();
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/dist\b.*folder/) });
    expect(project.read('Makefile')).toBe('old');
    expect(project.names()).toEqual(
      ['Makefile', 'aside', 'app.js', 'cdk8s.yaml', 'dist', 'files.json', 'node_modules'].sort(),
    );
  });
});

test('a synth that has lost its lock puts back what it has replaced, and leaves new files to whoever has it now', async () => {
  project.write('dist/one.k8s.yaml', OLD['one.k8s.yaml']);
  project.write('Makefile', 'old');
  appWrites(NEW, { Makefile: 'new', compose: 'new' });
  // The first step of a swap: another one comes, finds the file that it wants to write, and is done.
  project.write('node_modules/other', JSON.stringify({ ...thisProcess(), pid: 7 }));
  project.write(
    'node_modules/other.js',
    `const fs = require('node:fs'); const make = fs.mkdirSync;
     fs.mkdirSync = (path, ...rest) => {
       if (path.includes('swap-')) fs.copyFileSync('node_modules/other', '.dist.synth/lock');
       return make(path, ...rest);
     };`,
  );
  const env = { NODE_OPTIONS: `--require ${project.path('node_modules/other.js')}` };
  const { status, stderr } = await project.synth([], { env });
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/has lost its lock .* process 7 /) });
  rmSync(project.path('.dist.synth'), { recursive: true });
  expect(written()).toEqual({ Makefile: 'old', compose: 'new', 'dist/one.k8s.yaml': OLD['one.k8s.yaml'] });
});

test('a synth that goes elsewhere writes nothing into the project, and says what it leaves out', async () => {
  appWrites(OLD, { Makefile: 'new' });
  const before = written();
  const elsewhere = realpathSync(mkdtempSync(join(tmpdir(), 'elsewhere-')));
  expect(await project.synth(['-o', join(elsewhere, 'out')])).toMatchObject({
    status: 0,
    stderr: 'the files of the local stack are not written: they belong to the output folder of cdk8s.yaml\n',
  });
  expect(written()).toEqual(before);
  expect(project.names()).not.toContain('.dist.synth');
  expect(project.filesIn(relative(project.folder, elsewhere))).toEqual({ 'out/one.k8s.yaml': OLD['one.k8s.yaml'] });
  rmSync(elsewhere, { recursive: true });
});

test('a link inside of the project stays a link, and a changed file keeps its mode', async () => {
  appWrites(OLD, { Makefile: 'old', compose: 'old' });
  await project.synth();
  project.write('dev/compose', 'old');
  rmSync(project.path('compose'));
  symlinkSync('dev/compose', project.path('compose'));
  chmodSync(project.path('Makefile'), 0o640);
  chmodSync(project.path('dist/one.k8s.yaml'), 0o600);
  appWrites(NEW, { Makefile: 'new', compose: 'new' });
  expect(await project.synth()).toMatchObject({ status: 0, stderr: '' });
  expect(written()).toEqual({ Makefile: 'new', 'dev/compose': 'new', 'dist/one.k8s.yaml': NEW['one.k8s.yaml'] });
  const modes = ['Makefile', 'dist/one.k8s.yaml'].map((file) => statSync(project.path(file)).mode & 0o777);
  expect(modes).toEqual([0o640, 0o600]);
});

describe('an output folder is refused in one line:', () => {
  test.each<[string, string, string | undefined, string]>([
    ['a file', 'app.js', undefined, 'is a file, not a folder'],
    ['a link to a file', 'out', 'app.js', 'is a file, not a folder'],
    ['the project', '.', undefined, 'holds the project itself'],
    ['a folder above it', '..', undefined, 'holds the project itself'],
    ['the whole disk', '/', undefined, 'holds the project itself'],
    ['a link to the project', 'out', '.', 'holds the project itself'],
    ['a link to what is above it', 'out', '..', 'holds the project itself'],
  ])('%s', async (_, output, target, message) => {
    if (target !== undefined) symlinkSync(target, project.path(output));
    const before = project.filesIn('.');
    const { status, stderr } = await project.synth(['-o', output]);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) });
    expect(stderr.trimEnd().split('\n').length).toBeLessThan(3);
    expect(project.filesIn('.')).toEqual(before);
  });

  test('a link that leads out of the project, but not one that stays in its repository', async () => {
    const inner = copyingProject(OLD);
    mkdirSync(project.path('shared'));
    project.write('shared/theirs.k8s.yaml', 'theirs');
    symlinkSync(project.path('shared'), inner.path('dist'));
    try {
      const { status, stderr } = await inner.synth();
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: `the output folder "dist" is behind a link that leads out of the project: name the folder itself, for example with --output ${realpathSync(project.path('shared'))}\n`,
      });
      expect(project.filesIn('shared')).toEqual({ 'theirs.k8s.yaml': 'theirs' });
      mkdirSync(inner.path('.git'));
      mkdirSync(inner.path('service/node_modules'), { recursive: true });
      for (const file of ['app.js', 'cdk8s.yaml', 'files.json']) inner.write(`service/${file}`, inner.read(file));
      symlinkSync('../out', inner.path('service/dist'));
      mkdirSync(inner.path('out'));
      expect(await commandLine(['synth'], { cwd: inner.path('service') })).toMatchObject({ status: 0 });
      expect(inner.filesIn('out')).toEqual(OLD);
    } finally {
      inner.remove();
    }
  });

  test('the home folder', async () => {
    mkdirSync(project.path('home/me'), { recursive: true });
    const { status, stderr } = await project.synth(['-o', 'home'], { env: { HOME: project.path('home/me') } });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'the output folder "home" holds your home folder: name one of its own\n',
    });
  });
});
