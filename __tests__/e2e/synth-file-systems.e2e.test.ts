import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appWrites, configMap, copyingProject, type Project } from '../cli/synth/project';
import { requireRoot, start } from './synth-process';

const OLD = { 'one.k8s.yaml': configMap('one'), 'prod/two.k8s.yaml': configMap('two') };
const NEW = { 'one.k8s.yaml': configMap('one', { a: 'b' }) };

let project: Project;
const mounted: string[] = [];
beforeEach(async () => {
  project = copyingProject(OLD);
  expect((await synth()).status).toBe(0);
  appWrites(project, NEW);
});
afterEach(() => {
  for (const folder of mounted.splice(0).reverse()) execFileSync('umount', [folder]);
  project.remove();
});

const synth = () => start(project, []).ended;

function mount(folder: string, ...options: readonly string[]): void {
  requireRoot('file systems of their own', 'mount', ...options, folder);
  mounted.push(folder);
}

/** The message, without where the project lies. */
async function refusal(): Promise<string> {
  const { status, stdout, stderr } = await synth();
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(project.names().filter((name) => name.startsWith('.'))).toEqual([]);
  return stderr.replaceAll(project.folder, '');
}

test('an output folder that is a mount point is left as it was, with a line that says what to do', async () => {
  mount(project.path('dist'), '--bind', project.path('dist'));
  expect(await refusal()).toBe(
    'dist is left as it was: it is a mount point: mount the folder above it (EBUSY at dist)\n',
  );
  expect(project.filesIn()).toEqual(OLD);
  // Nothing to replace is nothing to complain of.
  appWrites(project, OLD);
  expect((await synth()).status).toBe(0);
});

test('so is one of an image: a folder of a lower layer cannot be renamed; a copy in its place can', async () => {
  const disk = mkdtempSync(join(tmpdir(), 'layers-'));
  mount(disk, '-t', 'tmpfs', 'tmpfs');
  for (const name of ['lower', 'upper', 'work']) mkdirSync(join(disk, name));
  execFileSync('cp', ['-a', project.path('dist'), join(disk, 'lower/dist')]);
  const layers = ['lower', 'upper', 'work'].map((name) => `${name}dir=${join(disk, name)}`).join();
  mkdirSync(project.path('layered'));
  mount(project.path('layered'), '-t', 'overlay', '-o', layers, 'overlay');
  project.write('cdk8s.yaml', 'app: node app.js\noutput: layered/dist\n');
  expect(await refusal()).toMatch(
    /^layered\/dist is left as it was: it is of a lower layer of an overlay file system \(of a Docker image\), .* \(EXDEV at layered/,
  );
  expect(project.filesIn('layered/dist')).toEqual(OLD);
  execFileSync('cp', ['-a', project.path('layered/dist'), project.path('layered/copy')]);
  rmSync(project.path('layered/dist'), { recursive: true });
  renameSync(project.path('layered/copy'), project.path('layered/dist'));
  expect((await synth()).status).toBe(0);
  expect(project.filesIn('layered/dist')).toEqual(NEW);
});

test('an output folder may lie on another file system, behind a link', async () => {
  mkdirSync(project.path('disk'));
  mount(project.path('disk'), '-t', 'tmpfs', 'tmpfs');
  rmSync(project.path('dist'), { recursive: true });
  symlinkSync('disk/dist', project.path('dist'));
  expect((await synth()).status).toBe(0);
  appWrites(project, OLD);
  expect((await synth()).status).toBe(0);
  expect(project.filesIn('disk/dist')).toEqual(OLD);
});

test('what root replaces stays the property of whom it belonged', async () => {
  project.write('files.json', JSON.stringify({ files: OLD, beside: { Makefile: 'old' } }));
  await synth();
  execFileSync('chown', ['-R', '12345:54321', project.path('dist'), project.path('Makefile')]);
  project.write(
    'files.json',
    JSON.stringify({ files: { ...NEW, 'prod/two.k8s.yaml': 'kind: B\n' }, beside: { Makefile: 'new' } }),
  );
  expect((await synth()).status).toBe(0);
  for (const path of ['dist', 'dist/one.k8s.yaml', 'dist/prod', 'dist/prod/two.k8s.yaml', 'Makefile']) {
    const { uid, gid } = statSync(project.path(path));
    expect([path, uid, gid]).toEqual([path, 12_345, 54_321]);
  }
});
