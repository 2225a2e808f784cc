import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { buildLibrary } from '../../project/built-library';
import { PROJECT } from '../../project/main-program';
import { Project } from './project';

/** An app for each environment named in the command line; SLIP misspells a key in that one, FAULT ends with a bug. */
const APP = `
const { Chart } = require('cdk8s');
const { GitOpsApp, InfisicalAuth, InfisicalRules, SecretSyncedApp } = require('cdk8s-infisical');
const { SLIP, FAULT, SILENT, HOST, CATCH, BARE } = process.env;
const auth = InfisicalAuth.universal({ credentials: { name: 'login' } });
for (const environment of process.argv.slice(2)) {
  const app = new GitOpsApp({ environment });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  if (SILENT || BARE) InfisicalRules.suppress(chart, 'C3', 'used by others');
  if (BARE) InfisicalRules.suppress(chart, 'S13', 'it looks like an id');
  const source = { projectSlug: BARE ? '6f1c2d7e-0000-4000-8000-000000000002' : 'shop', environment, ...(BARE && { path: 'bare' }), keys: ['TOKEN', 'OTHER'] };
  const secretKeys = ['TOKEN', ...(SLIP === environment ? ['OTHR'] : [])];
  new SecretSyncedApp(chart, 'api', { image: 'api:1', secretKeys, sync: { auth, source } });
  try {
    app.synth();
  } catch (error) {
    if (CATCH) continue;
    if (!HOST) throw error;
    // As a host of another language does, which shows the error itself.
    console.log(String(error).split('\\n')[0]);
    if (HOST === 'ends') process.exit(1);
  }
}
if (FAULT) undefined.no();
`;
const UNUSED =
  '[shop/api/Secret] the declared key "OTHER" is used by no workload: drop it, so that nobody gets it (C3)';
const SLIP =
  'error: prod: [shop/api/Deployment] the variable "OTHR" of container "api" uses the key "OTHR", which InfisicalSecret "api" does not write into the managed Secret "shop/api": did you mean "OTHER"? (C2)';
const SLIP_AT = 'spec.template.spec.containers[0].env[1].valueFrom.secretKeyRef.key';
const BOTH = 'node app.js staging && node app.js prod';

let project: Project;
beforeAll(() => {
  project = new Project({ 'app.js': APP, 'cdk8s.yaml': 'app: node app.js staging prod\n' });
  buildLibrary(project.path('node_modules/cdk8s-infisical'));
});
afterAll(() => project.remove());
beforeEach(() => project.write('dist/before.txt', 'stays\n'));

const synth = (env: { [name: string]: string } = {}, ...args: string[]) => project.synth(args, { env });
const linesOf = (text: string) => text.split('\n').slice(0, -1);

describe('what the apps of a run have found is told as one report', () => {
  test.each([
    ['of one process', []],
    ['of several', ['--app', BOTH]],
  ])('%s', async (_, args) => {
    const { status, stdout, stderr } = await synth({}, ...args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: `warning: staging, prod: ${UNUSED}\n2 warnings\n` });
    expect(stdout).toMatch(/ in 4 files\n$|^dist is up to date/);
  });

  test('also with the error of one of them, which says more than that the app has failed', async () => {
    const before = project.filesIn();
    expect(await synth({ SLIP: 'prod' })).toEqual({
      status: 2,
      stdout: '',
      stderr: `${SLIP}\nwarning: staging, prod: ${UNUSED}\n1 error, 2 warnings: dist is left as it was\n`,
    });
    expect(project.filesIn()).toEqual(before);
    expect((await synth({ SLIP: 'prod' }, '--check')).stderr).toMatch(/\n1 error, 2 warnings: nothing is written\n$/);
  });

  test('each for itself and with the place in the program, if asked for', async () => {
    const { stderr } = await synth({ SLIP: 'prod' }, '--verbose');
    expect(linesOf(stderr)).toEqual(
      expect.arrayContaining([
        SLIP,
        `warning: staging: ${UNUSED}`,
        `warning: prod: ${UNUSED}`,
        expect.stringMatching(/^ {4}at .*app\.js:15:9/),
      ]),
    );
  });

  test('where the program itself has a mistake, that stays what it is', async () => {
    const { status, stderr } = await synth({ FAULT: '1' });
    expect(status).toBe(2);
    expect(stderr).toMatch(/\nTypeError: /);
    expect(linesOf(stderr).slice(-3)).toEqual([
      `warning: staging, prod: ${UNUSED}`,
      '2 warnings',
      'the app "node app.js staging prod" failed with exit code 1',
    ]);
  });

  test('of a program in another language too, which gets the error itself, unless it goes on', async () => {
    const hosted = (HOST: string) => synth({ SLIP: 'prod', HOST, JSII_AGENT: 'Python/3.13' });
    expect(await hosted('ends')).toEqual({
      status: 2,
      stdout: '',
      stderr: `${SLIP}\n${SLIP}\nwarning: staging, prod: ${UNUSED}\n1 error, 2 warnings: dist is left as it was\n`,
    });
    expect(linesOf((await hosted('goes on')).stderr)).toEqual([
      SLIP,
      `warning: staging, prod: ${UNUSED}`,
      '2 warnings',
    ]);
    await synth();
  });

  test('of a program that catches the error and writes nothing', async () => {
    const { status, stderr } = await synth({ CATCH: '1', SLIP: 'prod' }, '--app', 'node app.js prod');
    expect(status).toBe(2);
    expect(linesOf(stderr)).toEqual([SLIP, `warning: prod: ${UNUSED}`, '1 error, 1 warning: dist is left as it was']);
  });

  test('an error of one of several processes ends all, whatever the shell makes of it', async () => {
    const before = project.filesIn();
    const { status, stderr } = await synth({ SLIP: 'prod' }, '--app', 'node app.js prod; node app.js staging');
    expect({ status, lines: linesOf(stderr) }).toEqual({
      status: 2,
      lines: [SLIP, `warning: prod, staging: ${UNUSED}`, '1 error, 2 warnings: dist is left as it was'],
    });
    expect(project.filesIn()).toEqual(before);
  });

  test('more of it than a call of a function takes', async () => {
    project.write(
      'many.js',
      `
      const { FINDINGS = process.env.CDK8S_INFISICAL_FINDINGS, CDK8S_OUTDIR: out } = process.env;
      const fs = require('node:fs');
      const found = Array.from({ length: 150_000 }, (_, i) => ({ severity: 'warning', message: 'm' + i }));
      fs.writeFileSync(FINDINGS + '/000000.json', JSON.stringify(found));
      fs.mkdirSync(out);
      fs.writeFileSync(out + '/a.k8s.yaml', 'kind: ConfigMap\\n');
    `,
    );
    const { status, stderr } = await synth({}, '--check', '--app', 'node many.js');
    expect(status).toBe(1);
    expect(linesOf(stderr).slice(-2)).toEqual(['and 149900 more lines', '150000 warnings (all of it: --verbose)']);
  });

  test('of the app and of our plugin, each once, and what the app has suppressed not again', async () => {
    const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
    const validations = [{ package: 'cdk8s-infisical', version, class: 'InfisicalValidation' }];
    project.write('cdk8s.yaml', JSON.stringify({ app: 'node app.js staging prod', validations }));
    project.write(
      'dist/prod/by-hand.yaml',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: By-Hand, namespace: shop }\n',
    );
    const { stderr } = await synth({ BARE: '1' });
    project.write('cdk8s.yaml', 'app: node app.js staging prod\n');
    expect(linesOf(stderr)).toEqual([
      expect.stringMatching(/^error: prod: \[by-hand\.yaml:3:19: ConfigMap\/shop\/By-Hand\] the name .* \(N1\)$/),
      'warning: staging, prod: [shop/api/Secret] the secret path "bare" of the source should look like "/a/b": write "/bare" (S5)',
      'suppressed: 4 findings (C3, S13)',
      '1 error, 2 warnings: dist is left as it was',
    ]);
  });

  test('what is suppressed is told if asked for', async () => {
    expect((await synth({ SILENT: '1' })).stderr).toBe('');
    expect((await synth({ SILENT: '1' }, '--show-suppressed')).stderr).toBe(
      `suppressed: staging, prod: ${UNUSED}, because: used by others\n`,
    );
  });

  test('a suppression of the configuration that fits nothing is told with what is suppressed', async () => {
    const suppress = (environment: string, reason: string) => ({ rule: 'C3', reason, environment });
    const suppressions = [
      suppress('staging', 'used by others'),
      suppress('prod', 'so too'),
      suppress('qa', 'used\u001b[2J once'),
    ];
    project.write('cdk8s-infisical.yaml', JSON.stringify({ suppressions }));
    expect((await synth()).stderr).toBe('');
    expect(linesOf((await synth({}, '--show-suppressed')).stderr)).toEqual([
      `suppressed: staging: ${UNUSED}, because: used by others`,
      `suppressed: prod: ${UNUSED}, because: so too`,
      'cdk8s-infisical.yaml: a suppression of C3 fits nothing that was found: used\\u001b[2J once',
    ]);
    project.write('cdk8s-infisical.yaml', '');
  });

  test('in colours, if forced to', async () => {
    expect((await synth({ FORCE_COLOR: '1' })).stderr).toContain('\u001b[33mwarning\u001b[39m: staging, prod: ');
    expect((await synth({ FORCE_COLOR: '1', NO_COLOR: '1' })).stderr).not.toContain('\u001b');
  });
});

describe('as JSON', () => {
  const found = (environment: string) => ({
    severity: 'warning',
    rule: 'C3',
    environment,
    path: 'shop/api/Secret',
    kind: 'InfisicalSecret',
    namespace: 'shop',
    name: 'api',
    at: 'spec',
    message: UNUSED.slice('[shop/api/Secret] '.length, -' (C3)'.length),
  });

  test('there is each finding for itself', async () => {
    const { stdout } = await synth({}, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ output: 'dist', findings: [found('staging'), found('prod')] });
  });

  test('there are also the findings of a synth that has failed, each once, and why it has', async () => {
    const { status, stdout, stderr } = await synth({ SLIP: 'prod' }, '--json');
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      output: 'dist',
      failure: 'the app "node app.js staging prod" failed with exit code 1',
      findings: [
        found('staging'),
        found('prod'),
        expect.objectContaining({ severity: 'error', rule: 'C2', at: SLIP_AT }),
      ],
    });
    expect(stderr).toContain(SLIP);
  });

  test('there is an error too that an app tells itself before it fails', async () => {
    project.write(
      'tells.js',
      "process.on('uncaughtException', ({ message }) => { console.error(message); process.exit(4); });\nrequire('./app');\n",
    );
    const { status, stdout, stderr } = await synth({ SLIP: 'prod' }, '--json', '--app', 'node tells.js prod');
    expect(status).toBe(2);
    expect(linesOf(stderr).filter((line) => line === SLIP)).toHaveLength(1);
    expect(JSON.parse(stdout).findings).toMatchObject([{ rule: 'C3' }, { rule: 'C2', severity: 'error' }]);
  });

  test('there is a failure without an app too', async () => {
    const { status, stdout, stderr } = await synth({}, '--json', '--output', '.');
    const failure = 'cdk8s.yaml: the output folder "." holds the project itself: name one of its own';
    expect({ status, stderr }).toEqual({ status: 2, stderr: `${failure}\n` });
    expect(JSON.parse(stdout)).toEqual({ failure, findings: [] });
  });
});

test('what an app leaves as its findings is nothing but text', async () => {
  const hostile = [{ message: '\u001b[2Jhello\n::error::x', rule: 7, path: ['a'], environment: 'p\nq' }, 5, null, {}];
  project.write(
    'hostile.js',
    `const { mkdirSync, symlinkSync, writeFileSync } = require('node:fs');
const { CDK8S_INFISICAL_FINDINGS: folder, CDK8S_OUTDIR: outdir } = process.env;
writeFileSync(folder + '/0.json', ${JSON.stringify(JSON.stringify(hostile))});
writeFileSync(folder + '/1.json', 'no JSON');
symlinkSync('/etc/passwd', folder + '/2.json');
mkdirSync(folder + '/3.json');
mkdirSync(outdir);
writeFileSync(outdir + '/a.k8s.yaml', 'kind: A');`,
  );
  expect(await synth({}, '--app', 'node hostile.js', '-o', 'elsewhere')).toMatchObject({
    status: 2,
    stderr: 'error: p\\u000aq: \\u001b[2Jhello\\u000a::error::x\n1 error: nothing is written\n',
  });
});

test('nothing of it is left, of a synth that was killed neither', async () => {
  for (const path of ['claims/1-1', 'findings/000000.json', 'findings/000001.thrown.json']) {
    project.write(`.dist.synth/run-1-0123abcd/${path}`, '[]');
  }
  expect((await synth({}, '--no-cache')).stderr).not.toContain('left alone');
  expect(readdirSync(project.folder)).not.toContain('.dist.synth');
});

describe('for programs that show findings next to the code', () => {
  const run = (text: string): Log['runs'][number] => JSON.parse(text).runs[0];
  const placesIn = ({ results = [] }: Log['runs'][number]) =>
    results.map(({ ruleId, locations = [] }) => {
      const { artifactLocation, region } = locations[0].physicalLocation ?? {};
      return [ruleId, artifactLocation?.uri, region?.startLine];
    });
  const lineOf = (file: string, text: string) => project.read(file).split('\n').indexOf(text) + 1;

  test('a finding stands at its line of the YAML that was written', async () => {
    const { status, stdout } = await synth({}, '--format', 'sarif');
    expect(status).toBe(0);
    const spec = lineOf('dist/prod/shop.k8s.yaml', 'spec:');
    expect(spec).toBeGreaterThan(0);
    expect(run(stdout).invocations).toEqual([{ executionSuccessful: true }]);
    expect(placesIn(run(stdout))).toEqual([
      ['C3', 'dist/staging/shop.k8s.yaml', spec],
      ['C3', 'dist/prod/shop.k8s.yaml', spec],
    ]);
  });

  test('what keeps the app from its end is there, with the error that it has shown', async () => {
    const { status, stdout, stderr } = await synth({ FAULT: '1' }, '--format', 'sarif');
    expect(status).toBe(2);
    const { results = [], invocations } = run(stdout);
    expect(invocations).toEqual([{ executionSuccessful: false }]);
    const [error] = linesOf(stderr).filter((line) => line.startsWith('TypeError: '));
    expect(results[0]).toMatchObject({
      ruleId: 'failed',
      level: 'error',
      message: { text: `the app "node app.js staging prod" failed with exit code 1: ${error}` },
    });
    expect(JSON.parse((await synth({ FAULT: '1' }, '--json')).stdout).said).toBe(error);
  });

  test('the errors of an app are there in every format, and make none of them green', async () => {
    for (const [format, error] of [
      ['junit', /<failure type="C2" message="prod: \[shop\/api\/Deployment\] /],
      ['github', /^::error file=cdk8s\.yaml,line=1,col=1,title=C2[^:]*::prod: \[shop\/api\/Deployment\] /m],
      ['gitlab', /"check_name": "C2",\s+"fingerprint": "\w+",\s+"severity": "major"/],
    ] as const) {
      const { status, stdout } = await synth({ SLIP: 'prod' }, '--format', format);
      expect(status).toBe(2);
      expect(stdout).toMatch(error);
    }
  });

  test('what is stale is there too; --report writes a file, and leaves standard output to people', async () => {
    project.write('dist/prod/shop.k8s.yaml', 'kind: ConfigMap\napiVersion: v1\nmetadata: { name: other }\n');
    const { status, stdout } = await synth({}, '--check', '--format', 'sarif', '--report', 'synth.sarif');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^~ prod\/shop\.k8s\.yaml/);
    expect(placesIn(run(project.read('synth.sarif')))[0]).toEqual(['stale', 'dist/prod/shop.k8s.yaml', 1]);
  });
});
