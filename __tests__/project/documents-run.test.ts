import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { allBlocksOf, programsOf } from './document-blocks';
import { filesIn, PROJECT } from './main-program';
import { type RunPrograms, runPrograms } from './run-programs';

const EXAMPLE = join(PROJECT, 'examples/shop');
const OF_THE_LAPTOP = ['compose.yaml', 'Makefile', '.infisical.json'];

const others = readdirSync(join(PROJECT, 'docs')).filter((file) => file.endsWith('.md') && file !== 'tutorial.md');

/** All that are synthesized; the program of the tutorial comes first. */
const programs = ['docs/tutorial.md', 'README.md', ...others.map((file) => `docs/${file}`)]
  .flatMap(programsOf)
  .filter(({ main, files }) => /\.synth\(\)/.test(files[main]));
let run: RunPrograms;

beforeAll(() => {
  const imported = {
    ...importedIn(EXAMPLE, 'shop.lock.json'),
    ...importedIn(PROJECT, 'project.lock.json'),
    ...importedIn(PROJECT, 'project.ts'),
  };
  run = runPrograms(
    programs.map(({ main, files }) => ({ main, files: { ...files, ...imported } })),
    { PULL_REQUEST: '123' },
  );
});

afterAll(() => {
  for (const folder of run.folders) rmSync(folder, { recursive: true });
});

test('every program of the documents runs, and prints not one line', () => {
  expect(run.printed).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('every program has written manifests', () => {
  expect(run.folders.filter((folder) => !existsSync(join(folder, 'dist')))).toEqual([]);
  expect(run.folders.length).toBeGreaterThan(15);
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

/** What `import` has made, as programs in a folder of their own find it. */
function importedIn(folder: string, name: string): { [file: string]: string } {
  const file = `imports/infisical/${name}`;
  return { [file]: readFileSync(join(folder, file), 'utf8') };
}
