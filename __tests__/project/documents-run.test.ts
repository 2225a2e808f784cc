import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { allBlocksOf, programsOf } from './document-blocks';
import { filesIn, PROJECT } from './main-program';
import { type RunPrograms, runPrograms } from './run-programs';

const EXAMPLE = join(PROJECT, 'examples/shop');
const CATALOGUE = 'imports/infisical/shop.lock.json';
const OF_THE_LAPTOP = ['compose.yaml', 'Makefile', '.infisical.json'];

/** The program of the tutorial comes first. */
const programs = ['docs/tutorial.md', 'docs/environments.md'].flatMap(programsOf);
let run: RunPrograms;

beforeAll(() => {
  const catalogue = readFileSync(join(EXAMPLE, CATALOGUE), 'utf8');
  run = runPrograms(
    programs.map(({ main, files }) => ({ main, files: { ...files, [CATALOGUE]: catalogue } })),
    { PULL_REQUEST: '123' },
  );
});

afterAll(() => {
  for (const folder of run.folders) rmSync(folder, { recursive: true });
});

test('every program of the documents runs, and prints not one line', () => {
  expect(run.printed).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('every program that is said to write has written manifests', () => {
  const written = run.folders.map((folder) => existsSync(join(folder, 'dist')));
  expect(written).toEqual(programs.map(({ main, files }) => /\.synth\(\)/.test(files[main])));
});

test('the tutorial makes what is recorded in examples/shop, byte for byte', () => {
  const [made] = run.folders;
  expect(filesIn(join(made, 'dist'))).toEqual(filesIn(join(EXAMPLE, 'dist')));
  for (const file of OF_THE_LAPTOP) {
    expect(readFileSync(join(made, file), 'utf8')).toBe(readFileSync(join(EXAMPLE, file), 'utf8'));
  }
});

test('the tutorial shows the files of examples/shop as they are', () => {
  const shown = allBlocksOf('docs/tutorial.md').filter(({ file }) => file !== undefined);
  expect(shown.map(({ file }) => file)).toEqual([
    'cdk8s-infisical.yaml',
    'shop.ts',
    'main.ts',
    '__tests__/shop.test.ts',
  ]);
  for (const { file = '', text } of shown) expect(text).toBe(readFileSync(join(EXAMPLE, file), 'utf8'));
});
