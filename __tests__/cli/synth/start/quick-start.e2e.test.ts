import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Project } from '../project';
import { AS_IT_IS } from './as-it-is';
import { CHANGES } from './changes';
import { ENDINGS } from './endings';
import { LARGE_DEPENDENCIES } from './large-dependencies';
import type { Program } from './program';
import { SIGHTS } from './sights';

/** Notes beside the output how the program was started: that is the one thing that may differ. */
const EMIT = `
const fs = require('node:fs');
exports.emit = (value) => {
  const folder = process.env.CDK8S_OUTDIR;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(folder + '/a.k8s.yaml', JSON.stringify(value ?? null) + '\\n');
  Error.stackTraceLimit = 100;
  fs.writeFileSync('how', fs.readFileSync('/proc/self/cmdline', 'utf8').includes('launch.js') ? 'quick' : 'as it is');
};
`;

/** A folder in which there is more than the project. */
let above: string;
let project: Project;
beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'above-'));
});
afterEach(() => rmSync(above, { recursive: true, force: true }));

function lay({ files = {}, links = {} }: Pick<Program, 'links'> & { files?: Program['files'] }): void {
  for (const [path, text] of Object.entries(files)) project.write(path, text);
  for (const [path, target] of Object.entries(links)) {
    rmSync(project.path(path), { force: true });
    mkdirSync(dirname(project.path(path)), { recursive: true });
    symlinkSync(target, project.path(path));
  }
}

async function emitted(env: Program['env'], ...args: string[]) {
  const { status, stderr } = await project.synth(args, { env });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return { value: JSON.parse(project.read('dist/a.k8s.yaml')), how: project.read('how') };
}

const PACKAGES = ['cdk8s', 'cdk8s-plus-28', 'constructs', 'esbuild', 'tsx'];

function begin({ app, files, links }: Pick<Program, 'app' | 'files' | 'links'>): void {
  project = new Project(
    { 'cdk8s.yaml': `app: ${app ?? 'node --import tsx main.ts'}\n`, 'emit.cjs': EMIT },
    PACKAGES,
    above,
  );
  lay({ files, links });
}

async function runBothWays({ app, files, links, change = {}, env, emits, asItIs }: Program): Promise<void> {
  begin({ app, files, links });
  await emitted(undefined);
  await emitted(undefined);
  lay(change);
  const quick = await emitted(env);
  const plain = await emitted(env, '--no-cache');
  expect(quick.value).toEqual(plain.value);
  expect(quick).toEqual({ value: emits, how: asItIs ? 'as it is' : 'quick' });
  expect(plain.how).toBe('as it is');
}

describe('a program that has been run does what its command line does when somebody changes', () => {
  test.each(Object.entries(CHANGES))('%s', (_, program) => runBothWays(program));
});

describe('a program sees what it would see without a quick start:', () => {
  test.each(Object.entries(SIGHTS))('%s', (_, program) => runBothWays(program));
});

describe('a program sees of a large dependency what it would see without a quick start:', () => {
  test.each(Object.entries(LARGE_DEPENDENCIES))('%s', (_, program) => runBothWays(program));
});

describe('what needs more than a quick start offers does what its command line does:', () => {
  test.each(Object.entries(AS_IT_IS))('%s', (_, program) => runBothWays(program));
});

describe('a program ends as it would end without a quick start, and says the same:', () => {
  test.each(Object.entries(ENDINGS))('%s', async (_, { says, ...program }) => {
    begin(program);
    const [first, second, plain] = [await project.synth(), await project.synth(), await project.synth(['--no-cache'])];
    expect(plain.stderr).toContain(says);
    expect([first, second].map(({ status, stderr }) => [status, stderr])).toEqual(
      [plain, plain].map(({ status, stderr }) => [status, stderr]),
    );
  });
});
