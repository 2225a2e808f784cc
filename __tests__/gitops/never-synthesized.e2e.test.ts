import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { PROJECT } from '../project/main-program';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'forgotten-'));
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  const outfile = join(folder, 'lib/library.js');
  const entryPoints = [join(PROJECT, 'lib/index.ts')];
  await build({
    entryPoints,
    outfile,
    bundle: true,
    platform: 'node',
    external: ['cdk8s', 'cdk8s-plus-28', 'constructs'],
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

const DECLARED = `
const { ApiObject, App, Chart } = require('cdk8s');
const { GitOpsApp, InfisicalProject, LocalService, LocalStack } = require('./lib/library.js');
const withChart = (app, id) => {
  new ApiObject(new Chart(app, id), 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
  return app;
};
const shop = new InfisicalProject({ projectSlug: 'shop' });
const environment = (name) => withChart(shop.addEnvironment(name), 'shop');
const app = (name) => withChart(new GitOpsApp({ environment: name }), 'web');
`;

interface Ended {
  readonly status: number;
  readonly stderr: string;
  readonly wrote: boolean;
}

/** What becomes of a program, where `CDK8S_OUTDIR` is set unless it is set to nothing. */
function run(program: string, env: NodeJS.ProcessEnv = {}, files: { [name: string]: string } = {}): Promise<Ended> {
  const own = mkdtempSync(join(folder, 'run-'));
  symlinkSync(join(folder, 'lib'), join(own, 'lib'));
  for (const [name, text] of Object.entries({ ...files, 'main.js': `${DECLARED}${program}` })) {
    writeFileSync(join(own, name), text);
  }
  const { NODE_TEST_CONTEXT: _, ...outside } = process.env;
  const options = { cwd: own, env: { ...outside, CDK8S_OUTDIR: 'out', ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, ['main.js'], options, (error, _stdout, stderr) => {
      const wrote = existsSync(join(own, 'out')) || existsSync(join(own, 'dist'));
      resolve({ status: error === null ? 0 : Number(error.code), stderr, wrote });
    });
  });
}

test('a project that was never synthesized says so at the end, and that is a failure', async () => {
  expect(await run(`environment('staging'); environment('prod');`)).toEqual({
    status: 1,
    stderr:
      'error: [main.js:8:14] the project "shop" was never synthesized: end the program with project.synth()\n1 error\n',
    wrote: false,
  });
});

test('so does what was added to it after that', async () => {
  const { status, stderr } = await run(`environment('prod'); shop.synth(); new LocalStack([environment('dev')]);`);
  expect(stderr).toContain(
    'error: [main.js:11:36] what was added to the project "shop" after its synth() was never synthesized: end the program with project.synth()\n',
  );
  expect(status).toBe(1);
});

test('one that was imported for something in its file is named with that file, and says what to do', async () => {
  const mail = `const { InfisicalProject } = require('./lib/library.js');
exports.TAG = '1.4.2';
exports.mail = new InfisicalProject({ folder: 'mail' });
exports.mail.addEnvironment('prod', { namespace: exports.TAG && 'mail' });
new (require('cdk8s').Chart)(exports.mail.environments[0], 'mail');
`;
  const { stderr } = await run(
    `const { TAG } = require('./mail.js'); environment('prod'); shop.synth();`,
    {},
    { 'mail.js': mail },
  );
  expect(stderr).toBe(
    'error: [mail.js:3:16] the project with prod was never synthesized: end the program with project.synth(); if this program only takes something from the file that declares it, put what it takes into a file of its own\n1 error\n',
  );
});

test('so does a GitOpsApp, and all that are forgotten are told in one report', async () => {
  const { status, stderr } = await run(`environment('prod'); app('qa'); app('web').synth();`);
  expect(stderr).toBe(
    'error: [main.js:8:14] the project "shop" was never synthesized: end the program with project.synth(); if this program only takes something from the file that declares it, put what it takes into a file of its own\n' +
      'error: [main.js:10:33] the app of the environment "qa" with the chart "web" was never synthesized: end the program with app.synth()\n' +
      '2 errors\n',
  );
  expect(status).toBe(1);
});

test.each<[string, string, NodeJS.ProcessEnv]>([
  ['one that was synthesized', `environment('prod'); shop.synth(); app('qa').synth();`, {}],
  ['one of which an environment was synthesized', `environment('prod'); environment('qa').synth();`, {}],
  ['one that was asked for its text', `console.log(app('qa').synthYaml());`, {}],
  ['one without environments, which others name', `void shop;`, {}],
  ['one that tells others the slug of an environment', `shop.addEnvironment('prod', { slug: 'live' });`, {}],
  [
    'nor of the folder that it would have',
    `shop.addEnvironment('prod'); const other = new InfisicalProject(); withChart(other.addEnvironment('prod'), 'shop'); other.synth();`,
    {},
  ],
  [
    'a stack that was synthesized',
    `new LocalStack([], { services: { db: LocalService.of({ image: 'db' }) } }).files();`,
    {},
  ],
  ['one that nobody asked to write', `environment('prod');`, { CDK8S_OUTDIR: '' }],
  ['one in a test', `environment('prod'); app('qa'); require('node:test');`, { NODE_TEST_CONTEXT: 'child-v8' }],
])('nothing is said of %s', async (_, program, env) => {
  expect(await run(program, env)).toMatchObject({ status: 0, stderr: '' });
});

test.each([
  ['an error that nobody catches', `environment('prod'); throw new TypeError('no tag');`, 1],
  ['an exit of its own', `environment('prod'); process.exit(3);`, 3],
  [
    'a mistake elsewhere',
    `app('qa'); environment('prod').node.addValidation({ validate: () => ['no'] }); shop.synth();`,
    1,
  ],
])('nor where something else has failed: %s', async (_, program, status) => {
  const ended = await run(program);
  expect(ended.status).toBe(status);
  expect(ended.stderr).not.toContain('never synthesized');
});

test('where a value cannot be rendered, the verbose report has the stack of what was thrown', async () => {
  const program = `const noTag = () => { throw new Error('no tag'); };
environment('prod').charts[0].toJson = noTag; shop.synth();`;
  expect((await run(program)).stderr).toBe('error: prod: no tag\n1 error: nothing is written\n');
  expect((await run(program, { CDK8S_INFISICAL_VERBOSE: 'true' })).stderr).toMatch(/\n {4}at .*noTag .*main\.js:\d/);
});

test.each([
  ['of an app', `app('dev').synth(); new LocalStack([app('qa')]);`, 'the local stack'],
  ['of no environment', `new LocalStack([]);`, 'the local stack (it is given no environment and no app)'],
  [
    'of one that is not there',
    `new LocalStack([shop.environments.find(({ name }) => name === 'dve')]);`,
    'the local stack (scopes[0] must be an app or a chart, found undefined)',
  ],
])('so does a stack %s', async (_, program, title) => {
  const { status, stderr } = await run(program);
  expect(stderr).toMatch(/^error: \[main\.js:11:\d+\] the local stack/m);
  expect(stderr).toContain(`] ${title} was never synthesized: end the program with stack.synth()\n`);
  expect(status).toBe(1);
});

test.each(['EnvSchema', 'LocalRun'])('of %s with an empty list, that is the mistake', async (name) => {
  const { status, stderr } = await run(`const { ${name} } = require('./lib/library.js'); new ${name}([]);`);
  expect(stderr).toMatch(/is given no environment and no app: write new \w+\(\[…\]\) with those that it is for/);
  expect(stderr).not.toContain('never synthesized');
  expect(status).toBe(1);
});

test('two that are declared for one folder are an error before anything is written', async () => {
  const { status, stderr, wrote } = await run(
    `environment('staging'); environment('prod'); app('prod'); shop.synth();`,
  );
  expect({ status, wrote }).toEqual({ status: 1, wrote: false });
  expect(stderr).toContain(
    'two apps write the folder "out/prod" in one run, and one of them would lose its files: the app of the environment "prod" with the chart "web", and the environment "prod" of the project "shop"',
  );
});

test('an App of cdk8s does not overwrite what was written in the same run, and may write beside it', async () => {
  const own = (id: string) => `withChart(new App({ outdir: 'out/prod' }), '${id}').synth();`;
  const { status, stderr } = await run(`environment('prod'); shop.synth(); ${own('shop')}`);
  expect(status).toBe(1);
  expect(stderr).toContain(
    'two apps write the folder "out/prod" in one run, and one of them would lose its files: the environment "prod" of the project "shop", and an App of cdk8s with "shop"',
  );
  expect(await run(`environment('prod'); shop.synth(); ${own('web')} ${own('web')} shop.synth();`)).toMatchObject({
    status: 0,
    stderr: '',
  });
  const emptied = "require('node:fs').rmSync('out/prod/shop.k8s.yaml');";
  expect(await run(`environment('prod'); shop.synth(); ${emptied} ${own('shop')}`)).toMatchObject({
    status: 0,
    stderr: '',
  });
});
