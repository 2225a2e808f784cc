import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../../../cli/synth/start/kept-code';
import { Project } from '../project';

const MAIN = `
const { mkdirSync, writeFileSync } = require('node:fs');
mkdirSync(process.env.CDK8S_OUTDIR, { recursive: true });
writeFileSync(process.env.CDK8S_OUTDIR + '/a.k8s.yaml', require('large').word() + '\\n');
`;
const KEPT = 'node_modules/.cache/cdk8s-infisical';

let project: Project;
beforeEach(() => {
  project = new Project({ 'cdk8s.yaml': 'app: node main.js\n', 'main.js': MAIN, ...large('A') }, []);
});
afterEach(() => project.remove());

/** A dependency that is large enough for what the engine makes of it to be kept. */
function large(word: string) {
  return { 'node_modules/large/index.js': `exports.word = () => '${word}';${' '.repeat(200_000)}` };
}

async function written(...args: string[]): Promise<string> {
  const { status, stderr } = await project.synth(args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return project.read('dist/a.k8s.yaml').trim();
}

function names(): string[] {
  return readdirSync(project.path(KEPT));
}

/** The one file in which something is kept, which bears the hash of its contents. */
function kept(...others: string[]): { path: string; content: Buffer; cacheKey: string } {
  const own = names().filter((name) => !others.includes(name));
  expect(own).toHaveLength(1);
  const [name = ''] = own;
  const path = join(project.path(KEPT), name);
  const content = readFileSync(path);
  const [cacheKey = '', hash] = name.split('-');
  expect(hash).toBe(sha256(content));
  return { path, content, cacheKey };
}

/** What is kept, with code that does something else than the source that it is said to be of. */
async function poison(): Promise<Buffer> {
  for (const [path, text] of Object.entries(large('B'))) project.write(path, text);
  expect(await written()).toBe('B');
  const { content, path } = kept();
  rmSync(path);
  for (const [file, text] of Object.entries(large('A'))) project.write(file, text);
  expect(await written()).toBe('A');
  const [ofA, ofB] = ['A', 'B'].map((word) => sha256(Object.values(large(word)).join()));
  return Buffer.from(content.toString('latin1').replace(ofB as string, ofA as string), 'latin1');
}

test('of a large file no source map is kept: Node reads that from the file', async () => {
  const map = `//# sourceMappingURL=data:application/json;base64,${'A'.repeat(1_000)}\n`;
  for (const [path, text] of Object.entries(large('A'))) project.write(path, `${text}\n${map}`);
  expect([await written(), await written()]).toEqual(['A', 'A']);
  expect(kept().content.includes('A'.repeat(1_000))).toBe(false);
});

test('what is kept is the same after each run', async () => {
  expect(await written()).toBe('A');
  const { path, content } = kept();
  expect(await written()).toBe('A');
  expect(kept()).toMatchObject({ path, content });
});

test('what does not have the hash that it is named by is never used, and is replaced', async () => {
  const poisoned = await poison();
  const { path, content, cacheKey } = kept();
  writeFileSync(path, poisoned);
  expect(await written()).toBe('A');
  expect(kept().content.length).toBe(content.length);
  // Its name is all that has kept it out.
  rmSync(kept().path);
  writeFileSync(join(project.path(KEPT), `${cacheKey}-${sha256(poisoned)}`), poisoned);
  expect(await written()).toBe('B');
  expect(await written('--no-cache')).toBe('A');
});

test('a check in CI trusts nothing that is kept', async () => {
  const poisoned = await poison();
  const { path, cacheKey } = kept();
  rmSync(path);
  writeFileSync(join(project.path(KEPT), `${cacheKey}-${sha256(poisoned)}`), poisoned);
  expect((await project.synth(['--check'])).status).toBe(1);
  expect((await project.synth(['--check'], { env: { CI: 'true' } })).status).toBe(0);
});

test.each<[string, (content: Buffer) => Buffer]>([
  ['cut', (content) => content.subarray(0, content.length - 1)],
  ['empty', () => Buffer.alloc(0)],
  ['of another kind', () => Buffer.from('no code')],
  ['changed by a bit', (content) => Buffer.concat([content.subarray(0, -1), Buffer.from([(content.at(-1) ?? 0) ^ 1])])],
])('what is %s is made anew', async (_, damaged) => {
  expect(await written()).toBe('A');
  const { path, content } = kept();
  writeFileSync(path, damaged(content));
  expect(await written()).toBe('A');
  expect(kept().content.length).toBe(content.length);
});

test('a damaged file that bears its own hash is no reason to fail', async () => {
  expect(await written()).toBe('A');
  const { content, cacheKey } = kept();
  for (const damaged of [Buffer.alloc(0), Buffer.from('no code'), content.subarray(0, 2_000)]) {
    for (const name of names()) rmSync(join(project.path(KEPT), name));
    writeFileSync(join(project.path(KEPT), `${cacheKey}-${sha256(damaged)}`), damaged);
    expect(await written()).toBe('A');
    kept();
  }
});

test('nothing but a file of some size is read, and a folder in its place is replaced', async () => {
  expect(await written()).toBe('A');
  const { path, content, cacheKey } = kept();
  rmSync(path);
  execFileSync('mkfifo', [join(project.path(KEPT), `${cacheKey}-${'0'.repeat(64)}`)]);
  mkdirSync(path);
  writeFileSync(join(path, 'x'), '');
  writeFileSync(join(project.path(KEPT), `${cacheKey}-${'1'.repeat(64)}`), '');
  truncateSync(join(project.path(KEPT), `${cacheKey}-${'1'.repeat(64)}`), 1_000_000_000);
  symlinkSync('/dev/zero', join(project.path(KEPT), `${cacheKey}-${'2'.repeat(64)}`));
  expect(await written()).toBe('A');
  expect(kept().content.length).toBe(content.length);
});

test('what was kept long ago goes, of this and of other versions; what somebody else has put there stays', async () => {
  const old = ['a'.repeat(16), 'b'.repeat(16)].map((cacheKey) => `${cacheKey}-${'0'.repeat(64)}`);
  for (const name of [...old, 'README.md']) project.write(`${KEPT}/${name}`, '');
  for (const name of [old[0] as string, 'README.md']) utimesSync(project.path(`${KEPT}/${name}`), 0, 0);
  expect(await written()).toBe('A');
  const { path } = kept(old[1] as string, 'README.md');
  const [known] = readFileSync(path, 'latin1').match(/[^"]*node_modules.large.index.js/) ?? [];
  expect(known).toBe(project.path('node_modules/large/index.js'));
  renameSync(project.path('node_modules/large'), project.path('node_modules/larger'));
  project.write('main.js', MAIN.replace("'large'", "'larger'"));
  expect(await written()).toBe('A');
  expect(readFileSync(kept(old[1] as string, 'README.md').path, 'latin1')).not.toContain(known);
});

test('a link in the place of a note is replaced, not followed', async () => {
  project.remove();
  project = new Project({ 'cdk8s.yaml': 'app: node --import tsx main.ts\n', 'mine.txt': 'mine' }, ['tsx']);
  project.write('main.ts', `${MAIN.replace("require('large').word()", "'A'")}\nvoid import('node:fs');`);
  mkdirSync(project.path(KEPT), { recursive: true });
  const note = `as-it-is-${sha256(project.path('main.ts')).slice(0, 16)}`;
  symlinkSync(project.path('mine.txt'), join(project.path(KEPT), note));
  expect(await written()).toBe('A');
  expect(project.read('mine.txt')).toBe('mine');
  expect(JSON.parse(project.read(`${KEPT}/${note}`))).toMatchObject({ file: project.path('main.ts') });
});

test('where nothing can be kept, nothing fails', async () => {
  project.write('node_modules/.cache', 'a file');
  expect(await written()).toBe('A');
  expect(project.read('node_modules/.cache')).toBe('a file');
});

test('a program that gives up is not tried again before the file changes for which it did', async () => {
  const Main = (text: string) => `${MAIN}\nrequire('node:fs').appendFileSync('runs', process.argv0 + '\\n');\n${text}`;
  project.remove();
  project = new Project({ 'cdk8s.yaml': 'app: node --import tsx main.ts\n', ...large('A') }, ['tsx']);
  project.write('main.ts', Main("void import('node:fs');"));
  expect(await written()).toBe('A');
  const [note = ''] = names().filter((name) => name.startsWith('as-it-is-'));
  const noted = project.read(`${KEPT}/${note}`);
  expect(JSON.parse(noted)).toEqual({ file: project.path('main.ts'), hash: sha256(project.read('main.ts')) });
  expect(await written()).toBe('A');
  project.write('main.ts', Main(''));
  expect(await written()).toBe('A');
  expect(project.read('runs').split('\n').filter(Boolean)).toHaveLength(3);
});
