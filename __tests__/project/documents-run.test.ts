import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { allBlocksOf, programsOf } from './document-blocks';
import { filesIn, PROJECT } from './main-program';

const EXAMPLE = join(PROJECT, 'examples/shop');
const DOCUMENTS = ['docs/tutorial.md', 'docs/environments.md'];

let folder: string;
let printed: { status: number | null; stdout: string; stderr: string };

/** Every program of the documents, in one process: each in a folder of its own. */
beforeAll(() => {
  mkdirSync(join(PROJECT, 'build'), { recursive: true });
  folder = mkdtempSync(join(PROJECT, 'build', 'documents-'));
  const mains = DOCUMENTS.flatMap((document) =>
    programsOf(document).map(({ main, files }, index) => {
      const own = join(folder, `${document.replaceAll(/\W/g, '-')}-${index}`);
      mkdirSync(own);
      cpSync(join(EXAMPLE, 'imports'), join(own, 'imports'), { recursive: true });
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(dirname(join(own, file)), { recursive: true });
        writeFileSync(join(own, file), text.replaceAll("'cdk8s-infisical'", JSON.stringify(join(PROJECT, 'lib'))));
      }
      return join(own, main);
    }),
  );
  writeFileSync(join(folder, 'run.ts'), RUN);
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  printed = spawnSync(process.execPath, ['--import', tsx, join(folder, 'run.ts'), ...mains], { encoding: 'utf8' });
});

const RUN = `import { dirname } from 'node:path';

(async () => {
  for (const main of process.argv.slice(2)) {
    process.chdir(dirname(main));
    process.env.CDK8S_OUTDIR = 'dist';
    process.env.PULL_REQUEST = '123';
    await import(main);
  }
})();
`;

afterAll(() => rmSync(folder, { recursive: true }));

test('every program of the documents runs, and prints not one line', () => {
  expect({ ...printed, pid: 0, output: [] }).toMatchObject({ status: 0, stdout: '', stderr: '' });
});

test('all of them write manifests', () => {
  for (const one of readdirSync(folder).filter((name) => name !== 'run.ts')) {
    if (one.startsWith('docs-environments') && readFileSync(mainOf(one), 'utf8').includes('export function')) continue;
    expect(Object.keys(filesIn(join(folder, one, 'dist'))).length).toBeGreaterThan(1);
  }
});

test('the tutorial makes what is recorded in examples/shop, byte for byte', () => {
  const made = join(folder, 'docs-tutorial-md-0');
  expect(filesIn(join(made, 'dist'))).toEqual(filesIn(join(EXAMPLE, 'dist')));
  for (const file of ['compose.yaml', 'Makefile', '.infisical.json']) {
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

function mainOf(one: string): string {
  return join(folder, one, readdirSync(join(folder, one)).find((file) => /^block-\d+\.ts$/.test(file)) ?? 'main.ts');
}
