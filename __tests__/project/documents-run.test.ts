import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { allBlocksOf, type Program, programsOf } from './document-blocks';
import { filesIn, PROJECT } from './main-program';
import { type RunPrograms, runPrograms } from './run-programs';

const EXAMPLE = join(PROJECT, 'examples/shop');
const SHOP = 'imports/infisical/shop.lock.json';
const OF_THE_LAPTOP = ['compose.yaml', 'Makefile', '.infisical.json'];

const others = readdirSync(join(PROJECT, 'docs')).filter((file) => file.endsWith('.md') && file !== 'tutorial.md');

/** All of which manifests can be made; the program of the tutorial comes first. */
const programs = ['docs/tutorial.md', 'README.md', ...others.map((file) => `docs/${file}`)]
  .flatMap(programsOf)
  .map(synthesized)
  .filter((program) => textOf(program).includes('.synth()'));

/** What the tutorial says that others do in another way. */
const TAKES: readonly (readonly [string | RegExp, string])[][] = [
  // Universal Auth
  [
    [
      /InfisicalAuth\.kubernetes\(\{.*?\n {2}\}\)/s,
      "InfisicalAuth.universal({ credentials: { name: 'infisical-login' } })",
    ],
    [/.*new InfisicalServiceAccount.*\n/, ''],
  ],
  // Infisical Cloud, and the older resources
  [
    [/ {2}host: .*\n/, ''],
    ['  generation: ApiGeneration.V1BETA1,\n', ''],
  ],
  // a cluster for prod, and dev deployed too
  [
    ["namespace: 'shop-prod' }", "namespace: 'shop', cluster: 'https://prod.example.com' }"],
    [', deployed: false', ''],
  ],
  // without Argo CD, and without a laptop
  [
    [/new ArgoCd\w+\(.*?\);\n/gs, ''],
    [/new LocalStack\(.*?\n\}\);\n/s, ''],
  ],
];

const takes: readonly Program[] = TAKES.map((changes) => {
  const [{ main, files }] = programs;
  const shop = changes.reduce((text, [from, to]) => {
    if (text.replace(from, to) === text) throw new Error(`the tutorial has no ${from}`);
    return text.replace(from, to);
  }, files['shop.ts']);
  return { main, files: { ...files, 'shop.ts': shop } };
});

function textOf({ main, files }: Program): string {
  return files[main];
}

/** Where a document leaves the last line out, it is put in. */
function synthesized({ main, files }: Program): Program {
  const text = files[main];
  const [, app] = /^(?:export )?const (\w+) = new (?:App|GitOpsApp|InfisicalProject)\(/m.exec(text) ?? [];
  if (app === undefined || text.includes('.synth()')) return { main, files };
  return { main, files: { ...files, [main]: `${text}\n${app}.synth();\n` } };
}
let run: RunPrograms;

beforeAll(() => {
  const ofTutorial = importedIn(EXAMPLE, 'shop.lock.json');
  const ofOthers = {
    ...importedIn(PROJECT, 'project.lock.json'),
    ...importedIn(PROJECT, 'project.ts'),
    [SHOP]: inTheCloud(ofTutorial[SHOP]),
  };
  run = runPrograms(
    [
      ...programs.map((program, index) => having(program, index === 0 ? ofTutorial : ofOthers)),
      ...takes.map((take) => having(take, take.files['shop.ts'].includes('host:') ? ofTutorial : ofOthers)),
    ],
    { PULL_REQUEST: '123' },
  );
});

afterAll(() => {
  for (const folder of run.folders) rmSync(folder, { recursive: true });
});

function having({ main, files }: Program, more: Program['files']): Program {
  return { main, files: { ...files, ...more } };
}

test('every program of the documents runs, as do other takes of the tutorial, and prints not one line', () => {
  expect(run.printed).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('every program with a chart has written manifests', () => {
  const withCharts = run.folders.filter((_, index) => {
    const program = programs[index] ?? programs[0];
    return program === programs[0] || /Chart|new Shop\(/.test(textOf(program));
  });
  expect(withCharts.filter((folder) => !existsSync(join(folder, 'dist')))).toEqual([]);
  expect(withCharts.length).toBeGreaterThan(15);
});

test.each([
  ['README.md', 'dist/shop.k8s.yaml'],
  ['docs/tour.md', 'dist/prod/shop.k8s.yaml'],
])('%s shows the YAML that its program makes', (document, made) => {
  const [shown] = programsOf(document);
  const index = programs.findIndex(
    ({ main, files }) => main === shown.main && textOf({ main, files }) === textOf(shown),
  );
  const yaml = allBlocksOf(document).find(({ language }) => language === 'yaml')?.text;
  expect(readFileSync(join(run.folders[index], made), 'utf8')).toBe(yaml);
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

/** The catalogue of the tutorial as others have it: of Infisical Cloud, and with the root of prod. */
function inTheCloud(lock: string): string {
  const { places, ...others } = JSON.parse(lock);
  const root = { environment: 'prod', path: '/', recursive: false, origins: [] };
  return JSON.stringify({ ...others, host: 'https://app.infisical.com', places: [root, ...places] });
}
