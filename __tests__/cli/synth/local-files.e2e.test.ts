import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../../project/main-program';
import { Project } from './project';

const PACKAGES = ['cdk8s', 'cdk8s-plus-28', 'constructs', 'esbuild', 'tsx'];
const LOCAL = ['.infisical.json', 'Makefile', 'compose.yaml'];

/** A project with a local stack. */
const main = (key: string, end = '') => `
import { Chart } from 'cdk8s';
import { GitOpsApp, InfisicalAuth, LocalStack, SecretSyncedApp } from './lib';

const app = new GitOpsApp();
new SecretSyncedApp(new Chart(app, 'shop', { namespace: 'shop' }), 'api', {
  image: 'api:1.0',
  sync: {
    auth: InfisicalAuth.universal({ credentials: { name: 'login' } }),
    source: { projectId: '6f1c2d7e-0000-4000-8000-000000000002', environment: 'prod' },
  },
  secretKeys: ['${key}'],
  local: { buildContext: '.' },
});
app.synth();
new LocalStack([app]).synth();
${end}`;

let project: Project;
beforeEach(() => {
  project = new Project({ 'cdk8s.yaml': 'app: node --import tsx main.ts\n', 'main.ts': main('A') }, PACKAGES);
  for (const folder of ['lib', 'imports']) symlinkSync(join(PROJECT, folder), project.path(folder));
});
afterEach(() => project.remove());

const shown = () => project.names().filter((name) => LOCAL.includes(name));

test('the files of a local stack are written with the output folder, and told of', async () => {
  const { status, stdout } = await project.synth();
  expect(status).toBe(0);
  for (const file of LOCAL) expect(stdout).toContain(`+ ${file}\n`);
  expect(shown()).toEqual(LOCAL);
  expect((await project.synth()).stdout).toBe('dist is up to date: 1 manifest\n');
});

test('--check writes none of them, and finds one that is stale', async () => {
  expect(await project.synth(['--check'])).toMatchObject({ status: 1 });
  expect(shown()).toEqual([]);
  await project.synth();
  const old = project.read('Makefile');
  project.write('Makefile', `${old}# by hand\n`);
  const { status, stdout } = await project.synth(['--check']);
  expect(status).toBe(1);
  expect(stdout).toBe(
    '~ Makefile\nMakefile is not up to date: run npx cdk8s-infisical synth, and commit what it writes\n',
  );
  expect(project.read('Makefile')).toContain('# by hand');
});

test('they are written where a program that runs in another folder would write them', async () => {
  project.write('sub/cdk8s.yaml', '');
  project.write('cdk8s.yaml', 'app: cd sub && node --import tsx ../main.ts\n');
  expect(await project.synth()).toMatchObject({ status: 0, stdout: expect.stringContaining('+ sub/Makefile\n') });
  expect(shown()).toEqual([]);
  expect(Object.keys(project.filesIn('sub') ?? {})).toEqual([...LOCAL, 'cdk8s.yaml'].sort());
});

test('a program that fails after its local stack changes nothing', async () => {
  await project.synth();
  const before = LOCAL.map((file) => project.read(file));
  project.write('main.ts', main('B', "throw new Error('too bad');"));
  expect(await project.synth()).toMatchObject({ status: 2 });
  expect(LOCAL.map((file) => project.read(file))).toEqual(before);
  expect(project.filesIn()?.['shop.k8s.yaml']).toContain('name: A');
});

describe('a project for the laptop only', () => {
  const laptopOnly = (more: string, options = '{ deployed: false }') => `
import { Chart } from 'cdk8s';
import { InfisicalAuth, InfisicalProject, LocalStack, SecretSyncedApp } from './lib';

const shop = new InfisicalProject({
  projectSlug: 'shop',
  projectId: '6f1c2d7e-0000-4000-8000-000000000002',
  auth: InfisicalAuth.universal({ credentials: { name: 'login' } }),
});
const dev = shop.addEnvironment('dev', ${options});
new SecretSyncedApp(new Chart(dev, 'shop', { namespace: 'shop' }), 'api', {
  image: 'api:1.0',
  secretPath: '/',
  secretKeys: ['A'],
  local: { buildContext: '.' },
});
${more}
shop.synth();
`;

  test.each([
    ['alone', '', ''],
    [
      'beside an environment without a chart',
      "shop.addEnvironment('prod');",
      'warning: prod: it has no chart, so that its folder is empty: add one to it, or write `deployed: false`\n1 warning\n',
    ],
  ])('%s gets the files of its stack', async (_, more, told) => {
    project.write('main.ts', laptopOnly(`${more}\nnew LocalStack([dev]);`));
    const { status, stdout, stderr } = await project.synth();
    expect([status, stderr]).toEqual([0, told]);
    for (const file of LOCAL) expect(stdout).toContain(`+ ${file}\n`);
    expect(shown()).toEqual(LOCAL);
    expect(await project.synth(['--check'])).toMatchObject({ status: 0, stdout: 'dist is up to date: 0 manifests\n' });
  });

  test('loses no manifest that there is', async () => {
    project.write('main.ts', laptopOnly('new LocalStack([dev]);', '{}'));
    expect(await project.synth()).toMatchObject({ status: 0 });
    project.write('main.ts', laptopOnly('new LocalStack([dev]);'));
    expect(await project.synth()).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(
        'has written no manifest but the files of a local stack, and dist has "dev/shop.k8s.yaml": declare a chart in an environment that is deployed, or remove the manifests if nothing is to be deployed any more',
      ),
    });
    expect(project.read('dist/dev/shop.k8s.yaml')).toContain('kind: Deployment');
  });

  test('without a stack is told that nothing is written', async () => {
    project.write('main.ts', laptopOnly(''));
    expect(await project.synth()).toMatchObject({ status: 2, stderr: expect.stringContaining('has written nothing') });
  });
});
