import { spawn } from 'node:child_process';
import { Project } from '../../cli/synth/project';
import { buildLibrary } from '../../project/built-library';

/** Declares `app(environment, key)`; counts how often something is written to stderr. */
const SHOP = `
const { App, Chart } = require('cdk8s');
const { GitOpsApp, InfisicalAuth, SecretSyncedApp } = require('cdk8s-infisical');
let writes = 0;
const write = process.stderr.write.bind(process.stderr);
process.stderr.write = (text) => { writes++; return write(text); };
process.on('exit', () => console.log('writes: ' + writes));
const auth = InfisicalAuth.universal({ credentials: { name: 'login' } });
function declare(app, environment, key = 'TOKEN') {
  const source = { projectSlug: 'shop', environment, keys: ['TOKEN', 'OTHER'] };
  new SecretSyncedApp(new Chart(app, 'shop', { namespace: 'shop' }), 'api', {
    image: 'api:1', secretKeys: [key], sync: { auth, source },
  });
  return app;
}
const of = (environment, key) => declare(new GitOpsApp({ environment }), environment, key);
module.exports = { App, declare, of };
`;

/** The key that is declared and not used (C3), and a misspelt one (C2). */
const UNUSED =
  '[shop/api/Secret] the declared key "OTHER" is used by no workload: drop it, so that nobody gets it (C3)';
const MISSPELT =
  'error: prod: [shop/api/Deployment] the variable "TOKN" of container "api" uses the key "TOKN", which InfisicalSecret "api" does not write into the managed Secret "shop/api": did you mean "TOKEN"? (C2)';

const PROGRAMS: { readonly [name: string]: string } = {
  warnings: `for (const one of ['staging', 'prod']) of(one).synth();`,
  twice: `const app = of('prod'); app.synth(); app.synth();`,
  plain: `for (const one of ['a', 'b']) { const app = declare(new App({ outdir: one }), 'prod'); app.synth(); app.synth(); }`,
  'plain-error': `declare(new App(), 'prod', 'TOKN').synth();`,
  error: `of('staging').synth(); of('prod', 'TOKN').synth();`,
  async: `async function main() { await null; of('prod', 'TOKN').synth(); }\nmain();`,
  caught: `try { of('prod', 'TOKN').synth(); } catch (error) { console.log('caught ' + error.message.split(': ')[0]); }\nof('staging').synth();`,
  rethrown: `try { of('prod', 'TOKN').synth(); } catch { throw new TypeError('mine'); }`,
  listener: `process.on('uncaughtException', () => console.log('heard'));\nof('prod', 'TOKN').synth();`,
  thread: `const { isMainThread, Worker } = require('node:worker_threads');
if (!isMainThread) of('prod', 'TOKN').synth();
else new Worker(__filename).on('error', ({ message }) => console.log('heard ' + message.split(': ')[0]));`,
  server: `const { setTimeout: later } = globalThis;
globalThis.setTimeout = (run, ms) => later(run, ms / 1000);
of('prod').synth();
later(() => of('staging').synth(), 500);`,
  refused: `of('..');`,
  verbose: `process.env.CDK8S_INFISICAL_VERBOSE = '1';\nof('prod', 'TOKN').synth();`,
  'of-node-test': `of('prod').synth();\nrequire('node:test').test('a test', () => undefined);`,
  bug: `of('prod').synth();\nundefined.no();`,
};

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly lines: readonly string[];
}

let project: Project;
const ran = new Map<string, Ran>();
beforeAll(async () => {
  project = new Project({ 'shop.js': SHOP });
  buildLibrary(project.path('node_modules/cdk8s-infisical'));
  for (const [name, text] of Object.entries(PROGRAMS)) {
    project.write(`${name}.js`, `const { App, declare, of } = require('./shop');\n${text}\n`);
  }
  project.write('module.mjs', "import './error.js';\n");
  await Promise.all([...Object.keys(PROGRAMS), 'module'].map(async (name) => ran.set(name, await run(name))));
});
afterAll(() => project.remove());

function run(name: string): Promise<Ran> {
  const file = name === 'module' ? 'module.mjs' : `${name}.js`;
  // As a test of node:test passes it on to all that it starts.
  const env = { PATH: process.env.PATH, CDK8S_OUTDIR: `dist-${name}`, NODE_TEST_CONTEXT: 'child-v8' };
  const child = spawn(process.execPath, [file], { cwd: project.folder, env });
  const texts = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text) => {
      texts[stream] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ status, stdout: texts.stdout, lines: texts.stderr.split('\n').slice(0, -1) });
    });
  });
}

const UNUSED_IN_PROD = `warning: prod: ${UNUSED}`;
const ONE_WRITE = 'writes: 1\n';

describe('at the end of a process', () => {
  test.each<[string, string, Partial<Ran>]>([
    [
      'the warnings of all apps are told as one',
      'warnings',
      { lines: [`warning: staging, prod: ${UNUSED}`, '2 warnings'] },
    ],
    [
      'those of an app are told once, however often it is synthesized',
      'twice',
      { lines: [UNUSED_IN_PROD, '1 warning'] },
    ],
    ['those of apps of cdk8s too', 'plain', { lines: [`warning: ${UNUSED}`, '1 warning'] }],
  ])('%s, in one write', (_, name, expected) => {
    expect(ran.get(name)).toEqual({ status: 0, stdout: ONE_WRITE, ...expected });
  });

  test('where the program fails by a mistake of its own, that stays what it is', () => {
    const { status, lines } = ran.get('bug') as Ran;
    expect(status).toBe(1);
    expect(lines).toContainEqual(expect.stringMatching(/^TypeError: /));
    expect(lines).toContainEqual(expect.stringMatching(/^ {4}at .*bug\.js:3:/));
    expect(lines).toEqual(expect.arrayContaining([UNUSED_IN_PROD, '1 warning']));
  });
});

describe('an error of this library that nobody catches is a report, without code and stack, and ends with 1:', () => {
  const failed = (...lines: unknown[]) => ({ status: 1, stdout: ONE_WRITE, lines });
  test.each<[string, string, Ran]>([
    [
      'with what is known of other apps',
      'error',
      failed(
        MISSPELT,
        `warning: staging, prod: ${UNUSED}`,
        `warning: prod: ${UNUSED.replace('"OTHER"', '"TOKEN"')}`,
        '1 error, 3 warnings: nothing is written to dist-error/prod',
      ) as Ran,
    ],
    ['in an ES module', 'module', failed(MISSPELT, expect.anything(), expect.anything(), expect.anything()) as Ran],
    ['in a promise', 'async', failed(MISSPELT, expect.anything(), expect.anything(), expect.anything()) as Ran],
    [
      'of an app of cdk8s',
      'plain-error',
      failed(
        MISSPELT.replace(' prod:', ''),
        expect.anything(),
        expect.anything(),
        expect.stringMatching(/^1 error, /),
      ) as Ran,
    ],
    [
      'of a declaration, with its place in the program',
      'refused',
      failed(
        expect.stringMatching(/^error: \[shop\.js:\d+:\d+\] the environment "\.\." is no name for a folder: write /),
        '1 error',
      ) as Ran,
    ],
  ])('%s', (_, name, expected) => {
    const { status, stdout, lines } = ran.get(name) as Ran;
    expect({ status, stdout: name === 'module' ? ONE_WRITE : stdout, lines }).toEqual(expected);
  });

  test('where it was thrown is told if asked for', () => {
    expect((ran.get('verbose') as Ran).lines).toContainEqual(expect.stringMatching(/^ {4}at .*verbose\.js:3:/));
  });
});

test('in a test of node:test, nothing is told, whatever it has loaded first', () => {
  expect(ran.get('of-node-test')).toMatchObject({ status: 0, lines: [] });
});

describe('nothing else is changed:', () => {
  test('a program that catches the error goes on', () => {
    expect(ran.get('caught')).toEqual({
      status: 0,
      stdout: `caught error\n${ONE_WRITE}`,
      lines: expect.arrayContaining([expect.stringMatching(/^warning: .*staging.*\(C3\)$/)]),
    });
  });

  test('an error in its place is told by Node', () => {
    const { status, lines } = ran.get('rethrown') as Ran;
    expect(status).toBe(1);
    expect(lines).toContainEqual('TypeError: mine');
  });

  test('a program that listens for uncaught exceptions hears it', () => {
    expect(ran.get('listener')).toMatchObject({ status: 0, stdout: `heard\n${ONE_WRITE}` });
  });

  test('a thread passes it on to whoever has started it', () => {
    expect(ran.get('thread')).toMatchObject({ status: 0, stdout: expect.stringContaining('heard error\n') });
  });
});

test('a program that goes on tells what was found after a minute', () => {
  const { status, lines } = ran.get('server') as Ran;
  expect({ status, lines }).toEqual({
    status: 0,
    lines: [UNUSED_IN_PROD, '1 warning', UNUSED_IN_PROD.replace('prod', 'staging'), '1 warning'],
  });
});
