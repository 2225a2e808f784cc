import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runNode } from '../../../cli/adopt/round-trip/bare-node';
import { packagesMissed } from '../../../cli/adopt/round-trip/protection';
import { synthesize } from '../../../cli/adopt/round-trip/synthesis';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'run-')));
});

afterEach(() => rmSync(folder, { recursive: true }));

function program(main: string, ...others: readonly [string, string][]): ReadonlyMap<string, string> {
  return new Map([['main.ts', main], ...others]);
}

/** A program that tries what none has to do, and writes what came of it where its manifests go. */
const HOSTILE = `
import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import 'cdk8s-infisical';

const out = process.env.CDK8S_OUTDIR;
const tries = {
  'writes beside itself': () => writeFileSync('evil', ''),
  'writes elsewhere': () => writeFileSync(out + '/../../evil', ''),
  'links out': () => symlinkSync('/', out + '/../../link'),
  'reads elsewhere': () => readFileSync('/etc/hosts'),
  'starts a process': () => execFileSync(process.execPath, ['--version']),
  'starts a worker': () => new Worker('', { eval: true }),
};
const done = Object.entries(tries).filter(([, attempt]) => {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
});
const variables = Object.keys(process.env).filter((name) => /INFISICAL|TOKEN|NODE_|HOME/.test(name));
writeFileSync(out + '/told.yaml', JSON.stringify({ done: done.map(([name]) => name), variables, argv: process.execArgv.length }));
`;

test('a program sees no variable, writes nowhere but to its own folder, and starts nothing', async () => {
  const library = join(folder, 'node_modules/cdk8s-infisical');
  mkdirSync(library, { recursive: true });
  writeFileSync(join(library, 'package.json'), '{ "main": "index.js" }');
  writeFileSync(join(library, 'index.js'), '');
  const before = { ...process.env };
  Object.assign(process.env, { INFISICAL_TOKEN: 'x', GITHUB_TOKEN: 'x', NODE_OPTIONS: '--no-warnings' });
  try {
    const ended = await synthesize(folder, program(HOSTILE));
    if (!('documents' in ended)) throw new Error(JSON.stringify(ended));
    expect(JSON.parse(ended.documents[0])).toMatchObject({ done: [], variables: [] });
    expect(ended.protection).toContain('start nothing');
  } finally {
    process.env = before;
  }
  expect(existsSync(join(folder, 'evil'))).toBe(false);
});

test('packages behind links are read where they lie', async () => {
  const [project, store] = [join(folder, 'project'), join(folder, 'store/node_modules')];
  for (const one of [join(project, 'node_modules'), join(store, 'cdk8s-infisical'), join(store, 'other')]) {
    mkdirSync(one, { recursive: true });
  }
  writeFileSync(join(store, 'other/index.js'), 'module.exports = "kind: A"');
  writeFileSync(join(store, 'cdk8s-infisical/package.json'), '{}');
  writeFileSync(join(store, 'cdk8s-infisical/index.js'), 'exports.text = require("other")');
  symlinkSync(join(store, 'cdk8s-infisical'), join(project, 'node_modules/cdk8s-infisical'));
  const writing = program(
    'import { text } from "cdk8s-infisical"; import { writeFileSync } from "fs"; writeFileSync(process.env.CDK8S_OUTDIR + "/a.yaml", text);',
  );
  expect(await synthesize(project, writing)).toMatchObject({ documents: ['kind: A'] });
});

test('the files of a checkout do not stand in for what was written', async () => {
  const library = join(folder, 'node_modules/cdk8s-infisical');
  mkdirSync(library, { recursive: true });
  writeFileSync(join(library, 'package.json'), '{ "main": "index.js" }');
  writeFileSync(join(library, 'index.js'), 'exports.text = "kind: Ours"');
  writeFileSync(join(folder, 'theirs.ts'), 'export const text = "kind: Theirs";');
  writeFileSync(join(folder, 'chart.tsx'), 'export const text = "kind: Theirs";');
  writeFileSync(join(folder, 'chart.ts'), 'export const text = "kind: Theirs";');
  writeFileSync(
    join(folder, 'tsconfig.json'),
    '{ "compilerOptions": { "paths": { "cdk8s-infisical": ["./theirs.ts"], "fs": ["./theirs.ts"] } } }',
  );
  const written = program(
    `import { text } from 'cdk8s-infisical'; import { text as other } from './chart'; import { writeFileSync } from 'fs';
     writeFileSync(process.env.CDK8S_OUTDIR + '/a.yaml', text + ' ' + other);`,
    ['chart.ts', 'export const text: string = "kind: Ours";'],
  );
  expect(await synthesize(folder, written)).toMatchObject({ documents: ['kind: Ours kind: Ours'] });
});

const DENIED = (resource: string) => `code: 'ERR_ACCESS_DENIED', permission: 'FileSystemRead', resource: '${resource}'`;

test.each([
  ['/store/node_modules/a/index.js', '/store/node_modules'],
  ['/store/node_modules/.pnpm/a/node_modules/b', '/store/node_modules'],
])('packages are let in that lie elsewhere: %s', (resource, folderOfPackages) => {
  expect(packagesMissed(DENIED(resource))).toBe(folderOfPackages);
});

test.each([
  '/home/user/.ssh/id',
  '/node_modules/../home/user/.ssh',
  '/home/user/.ssh,/store/node_modules/a',
  '/store/node_modules/a/../../../home',
  '/home/*/node_modules',
  'node_modules/../../..',
])('a program lets itself in nowhere by what it prints: %s', (resource) => {
  expect(packagesMissed(DENIED(resource))).toBeUndefined();
});

test('a program that never ends is ended with all that it started', async () => {
  const script = `
    const { spawn } = require('child_process');
    spawn(process.execPath, ['-e', 'setInterval(() => require("fs").appendFileSync("beats", "x"), 20)'], { stdio: 'ignore' });
    setInterval(() => {}, 1000);`;
  expect(await runNode(['-e', script], { cwd: folder, limits: { seconds: 1, bytes: 1_000_000 } })).toMatchObject({
    stopped: 'it took too long',
  });
  await sleep(100);
  const beats = existsSync(join(folder, 'beats')) ? readFileSync(join(folder, 'beats'), 'utf8') : '';
  await sleep(150);
  expect(existsSync(join(folder, 'beats')) ? readFileSync(join(folder, 'beats'), 'utf8') : '').toBe(beats);
});

test('a program that never stops to print is ended', async () => {
  const script = `const more = () => process.stdout.write('x'.repeat(65536), more); more();`;
  const { stopped, stdout } = await runNode(['-e', script], { cwd: folder, limits: { seconds: 60, bytes: 1_000_000 } });
  expect(stopped).toBe('it printed too much');
  expect(stdout.length).toBeLessThan(2_000_000);
});
