import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../../project/main-program';
import { Project } from './project';

/** Two apps of one folder, one after the other: with prune, Argo CD would delete what the first one has written. */
const main = (names: string) => `
import { ApiObject, Chart } from 'cdk8s';
import { GitOpsApp } from './lib/gitops';
for (const name of ${names}) {
  const app = new GitOpsApp({ environment: 'prod' });
  new ApiObject(new Chart(app, name), 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
  app.synth();
}`;
const BOTH =
  'two apps write the folder "dist/prod" in one run, and one of them would lose its files: the app of the environment "prod" with the chart "a", and the app of the environment "prod" with the chart "b"';

let project: Project;
beforeEach(() => {
  project = new Project({ 'main.ts': main("['a', 'b']"), 'a.ts': main("['a']"), 'b.ts': main("['b']") });
  symlinkSync(join(PROJECT, 'lib'), project.path('lib'));
});
afterEach(() => project.remove());

const node = (file: string) =>
  spawnSync(process.execPath, ['--import', 'tsx', file], { cwd: project.folder, encoding: 'utf8' });

test('in a program that is run by itself they are an error, in the next run they are none', () => {
  const { status, stderr } = node('main.ts');
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(`error: [main.ts:7:7] ${BOTH}`) });
  expect(Object.keys(project.filesIn() ?? {})).toEqual(['prod/.manifests', 'prod/a.k8s.yaml']);
  expect(node('b.ts').status).toBe(0);
  expect(Object.keys(project.filesIn() ?? {})).toEqual(['prod/.manifests', 'prod/b.k8s.yaml']);
});

test('a program that watches files plays run after run', () => {
  project.write(
    'watch.ts',
    `import { watch } from 'node:fs';\nconst watcher = watch('.');${main("['a', 'a']")}\nwatcher.close();\n`,
  );
  const { status, stderr } = node('watch.ts');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test.each([
  ['one process', 'node --import tsx main.ts'],
  ['several processes', 'node --import tsx a.ts && node --import tsx b.ts'],
])('in a synth with %s they are an error, and dist stays as it was', async (_, app) => {
  project.write('dist/prod/before.k8s.yaml', 'kind: Before\n');
  project.write('cdk8s.yaml', `app: ${app}\n`);
  const { status, stdout, stderr } = await project.synth();
  expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: expect.stringContaining(BOTH) });
  expect(project.filesIn()).toEqual({ 'prod/before.k8s.yaml': 'kind: Before\n' });
});
