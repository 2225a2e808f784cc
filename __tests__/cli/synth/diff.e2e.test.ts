import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../../project/main-program';
import { judgedDiff, writeChanged } from './diff-judge';
import { appWrites, configMap, copyingProject, Project } from './project';

/** Writes what stands in `next`. */
const FOLDER_APP = `require('node:fs').cpSync('next', process.env.CDK8S_OUTDIR, { recursive: true });`;
const FIXTURES = join(PROJECT, '__tests__/fixtures/adopt/valid');

let project: Project;
afterEach(() => project.remove());

test.each([[1], [2], [3]])(
  'PyYAML finds the same fields changed in objects of many kinds, changed by chance (%d)',
  async (seed) => {
    project = new Project({ 'cdk8s.yaml': 'app: node app.js\n', 'app.js': FOLDER_APP });
    for (const environment of ['prod', 'staging']) {
      cpSync(join(PROJECT, 'examples/shop/dist', environment), project.path(`dist/${environment}`), {
        recursive: true,
      });
      rmSync(project.path(`dist/${environment}/.manifests`));
    }
    const files = readdirSync(FIXTURES).filter((file) => /\.yaml$/.test(file) && !/hundred|many|base-60/.test(file));
    for (const file of files.filter((_, index) => index % 3 === seed - 1)) {
      mkdirSync(project.path(`dist/${file}`));
      cpSync(join(FIXTURES, file), project.path(`dist/${file}/a.yaml`));
    }
    writeChanged(project.path('dist'), project.path('next'), seed);
    const { stdout, stderr } = await project.synth(['--check', '--diff', '--json']);
    expect(stderr).not.toContain('bug');
    const judged = judgedDiff(project.path('dist'), project.path('next'), JSON.parse(stdout).diff);
    expect(judged.problems).toEqual([]);
    expect(judged.objects).toBeGreaterThan(40);
  },
);

const config = (level: string) => configMap('config', { LEVEL: level }, 'shop');

test('with --check it tells what would change, and a synth what has', async () => {
  project = copyingProject({ 'prod/a.k8s.yaml': config('info'), 'staging/a.k8s.yaml': config('info') });
  expect(await project.synth(['--diff'])).toMatchObject({ status: 0, stderr: '' });
  expect(await project.synth(['--diff'])).toMatchObject({ status: 0, stdout: 'dist is up to date: 2 manifests\n' });
  appWrites(project, { 'prod/a.k8s.yaml': config('debug'), 'staging/a.k8s.yaml': config('debug') });
  const told = `~ ConfigMap shop/config  (staging, prod)
    ~ data.LEVEL  info -> debug

Who gets which key:
    No workload gains or loses a key.

0 added, 2 changed, 0 removed in 2 files
`;
  const stale = 'dist is not up to date: run npx cdk8s-infisical synth, and commit what it writes\n';
  expect(await project.synth(['--check', '--diff'])).toEqual({ status: 1, stdout: told + stale, stderr: '' });
  expect(await project.synth(['--diff'])).toEqual({ status: 0, stdout: told, stderr: '' });
  expect(project.read('dist/prod/a.k8s.yaml')).toBe(config('debug'));
});

test('what is read neither before nor now is no reason to say that nobody gains a key', async () => {
  project = copyingProject({ 'prod/a.k8s.yaml': 'a: [\n', 'prod/b.k8s.yaml': config('info') });
  await project.synth();
  appWrites(project, { 'prod/a.k8s.yaml': 'a: {\n', 'prod/b.k8s.yaml': config('info') });
  const { status, stdout } = await project.synth(['--check', '--diff']);
  expect(status).toBe(1);
  expect(stdout).toContain('? dist/prod/a.k8s.yaml:2:1 is unread: nobody knows what it changes\n');
  expect(stdout).toContain('No workload gains or loses a key in what could be read.\n');
});

test('a hostile dist is told and not obeyed', async () => {
  const bomb = [
    'a: &a [x, x]',
    ...[...'bcdefghijklmnopqrstuvwxyz'].map(
      (one, i) => `${one}: &${one} [*${'abcdefghijklmnopqrstuvwxyz'[i]}, *${'abcdefghijklmnopqrstuvwxyz'[i]}]`,
    ),
  ];
  const hostile = (level: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: "c\\e[2J::error::x"\ndata:\n  "\\e]0;x\\a": "${level}\\e[31m"\n  LONG: ${'x'.repeat(2_000_000)}${level}\n`;
  project = copyingProject({ 'prod/a.k8s.yaml': hostile('1'), 'prod/b.k8s.yaml': `${bomb.join('\n')}\n` });
  await project.synth();
  appWrites(project, { 'prod/a.k8s.yaml': hostile('2'), 'prod/b.k8s.yaml': `${bomb.join('\n')}\nz9: 1\n` });
  const { status, stdout, stderr } = await project.synth(['--check', '--diff']);
  expect([status, stderr]).toEqual([1, '']);
  expect(stdout).not.toMatch(/[^\x20-\x7e\n…]|^\s*::/m);
  expect(stdout).toContain('LONG');
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThan(120);
});
