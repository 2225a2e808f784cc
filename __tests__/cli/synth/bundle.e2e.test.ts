import { mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { entryOf } from '../../../cli/synth/bundle/app-command';
import { unfaithful, unfaithfulEnvironment } from '../../../cli/synth/bundle/faithful';
import { plainJson } from '../../../cli/synth/bundle/tsconfig';
import { Project } from './project';

const MAIN = `
import { writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import values from './values.json';
import { word } from './word';
import { name } from 'dependency';

const outdir = process.env.CDK8S_OUTDIR as string;
mkdirSync(outdir, { recursive: true });
writeFileSync(join(outdir, 'a.yaml'), JSON.stringify({ values, word, name }));
`;
const FILES = {
  'cdk8s.yaml': 'app: node --import tsx main.ts\n',
  'main.ts': MAIN,
  'values.json': '{"a":1}',
  'word.ts': 'export const word: string = "one";\n',
  'node_modules/dependency/package.json': '{"name":"dependency","version":"1.0.0","main":"./a.js"}',
  'node_modules/dependency/a.js': 'exports.name = "a";',
  'node_modules/dependency/b.js': 'exports.name = "b";',
};

let project: Project;
afterEach(() => project.remove());

/** What the app writes, which must be what it writes without a bundle. */
async function written(args: readonly string[] = []): Promise<unknown> {
  const { status, stderr } = await project.synth(args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(project.read('dist/a.yaml'));
}

/** The bundles that are kept. */
function bundles(): string[] {
  const cache = project.path('node_modules/.cache/cdk8s-infisical');
  const files = readdirSync(cache, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.js'));
}

/** Makes the times of a file what they were before. */
function inDisguise(path: string, change: () => void): void {
  const { atime, mtime } = statSync(project.path(path));
  change();
  utimesSync(project.path(path), atime, mtime);
}

describe('a bundle is never stale', () => {
  beforeEach(async () => {
    project = new Project(FILES);
    expect(await written()).toEqual({ values: { a: 1 }, word: 'one', name: 'a' });
    expect(bundles()).toHaveLength(1);
    await written();
  });

  test.each<[string, () => void, object]>([
    ['a module', () => project.write('word.ts', 'export const word = "other";\n'), { word: 'other' }],
    [
      'a module, of the same size and time',
      () => inDisguise('word.ts', () => project.write('word.ts', 'export const word: string = "two";\n')),
      { word: 'two' },
    ],
    ['a JSON file', () => project.write('values.json', '{"a":2}'), { values: { a: 2 } }],
    ['a dependency', () => project.write('node_modules/dependency/a.js', 'exports.name = "c";'), { name: 'c' }],
    [
      'the main file of a dependency',
      () =>
        inDisguise('node_modules/dependency/package.json', () =>
          project.write(
            'node_modules/dependency/package.json',
            FILES['node_modules/dependency/package.json'].replace('a.js', 'b.js'),
          ),
        ),
      { name: 'b' },
    ],
    [
      'a dependency for one that is linked',
      () => {
        project.write('elsewhere/index.js', 'exports.name = "linked";');
        rmSync(project.path('node_modules/dependency'), { recursive: true });
        symlinkSync(project.path('elsewhere'), project.path('node_modules/dependency'));
      },
      { name: 'linked' },
    ],
    [
      'a file that stands before another',
      () => {
        mkdirSync(project.path('word'));
        renameSync(project.path('word.ts'), project.path('word/index.ts'));
        project.write('word.js', 'exports.word = "before";');
      },
      { word: 'before' },
    ],
    [
      'the aliases of the compiler',
      () => {
        project.write('main.ts', MAIN.replace('./word', '#/word'));
        project.write('other/word.ts', 'export const word = "alias";\n');
        project.write('tsconfig.json', '{ "compilerOptions": { "paths": { "#/*": ["./other/*"] } } } // aliases\n');
      },
      { word: 'alias' },
    ],
  ])('when somebody changes %s', async (_, change, expected) => {
    change();
    expect(await written()).toMatchObject(expected);
    expect(bundles()).toHaveLength(1);
    expect(await written(['--no-cache'])).toMatchObject(expected);
  });

  test('when the project is copied', async () => {
    const copy = new Project({}, []);
    rmSync(copy.path('node_modules'), { recursive: true });
    await cp(project.folder, copy.folder, { recursive: true, verbatimSymlinks: true });
    copy.write('word.ts', 'export const word = "copy";\n');
    await copy.synth();
    expect(JSON.parse(copy.read('dist/a.yaml'))).toMatchObject({ word: 'copy' });
    copy.remove();
  });
});

describe('a program means the same in a bundle:', () => {
  const PLACES = `
const { mkdirSync, writeFileSync } = require('node:fs');
mkdirSync(process.env.CDK8S_OUTDIR, { recursive: true });
const { place } = require('./lib/place');
class Named {}
writeFileSync(process.env.CDK8S_OUTDIR + '/a.yaml', JSON.stringify({
  place, __dirname, __filename, argv: process.argv.slice(1), isMain: require.main === module, strict: this === undefined,
  name: new Named().constructor.name, cwd: process.cwd(), builtin: typeof require('fs').readFileSync,
}));`;
  const PLACE =
    'exports.place = [__dirname, __filename, require.main === module]; sloppy = 1; exports.place.push(delete globalThis.sloppy);';

  test('where it lies, how it was called, and what it is called', async () => {
    project = new Project({ 'cdk8s.yaml': 'app: node main.js\n', 'main.js': PLACES, 'lib/place.js': PLACE });
    const bundled = await written();
    expect(bundles()).toHaveLength(1);
    expect(bundled).toEqual(await written(['--no-cache']));
    expect(bundled).toMatchObject({
      __filename: project.path('main.js'),
      isMain: true,
      argv: [project.path('main.js')],
    });
  });

  test('as TypeScript, and as a module', async () => {
    const source = `
import { writeFileSync, mkdirSync } from 'node:fs';
import path, { join } from 'node:path';
import * as dependency from 'dependency';
enum Colour { RED = 'red' }
class Base { name = this.constructor.name; static readonly self = Base.name; }
mkdirSync(process.env.CDK8S_OUTDIR!, { recursive: true });
const later = await_(() => import('./later'));
function await_<T>(load: () => Promise<T>) { return load(); }
void later.then(({ late }) => writeFileSync(join(process.env.CDK8S_OUTDIR!, 'a.yaml'), JSON.stringify({
  url: import.meta.url, colour: Colour.RED, name: new Base().name, self: Base.self, kind: dependency.kind, late, sep: path.sep,
})));`;
    const dependency = {
      'node_modules/dependency/package.json': JSON.stringify({
        name: 'dependency',
        exports: { '.': { import: './a.mjs', require: './a.js' } },
      }),
      'node_modules/dependency/a.mjs': 'export const kind = "import";',
      'node_modules/dependency/a.js': 'exports.kind = "require";',
    };
    for (const type of ['commonjs', 'module']) {
      project?.remove();
      project = new Project({
        ...dependency,
        'cdk8s.yaml': 'app: node --import tsx main.ts\n',
        'package.json': JSON.stringify({ type }),
        'main.ts': source,
        'later.ts': 'export const late = "é😀";',
      });
      const bundled = await written();
      expect(bundles()).toHaveLength(1);
      expect(bundled).toEqual(await written(['--no-cache']));
      expect(bundled).toMatchObject({ kind: type === 'module' ? 'import' : 'require', name: 'Base', self: 'Base' });
    }
  });

  test('with what cdk8s writes, also where it needs its YAML package', async () => {
    project = new Project({
      'cdk8s.yaml': 'app: npx tsx main.ts\n',
      'main.ts': `
import { ApiObject, App, Chart, Yaml } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
const app = new App();
const chart = new Chart(app, 'shop');
new Deployment(chart, 'api', { containers: [{ image: 'api', portNumber: 80 }] });
new ApiObject(chart, 'odd', { apiVersion: 'v1', kind: 'ConfigMap', data: { text: Yaml.stringify({ on: 'yes: no' }) } });
app.synth();
`,
    });
    await project.synth();
    expect(bundles()).toHaveLength(1);
    const bundled = project.read('dist/shop.k8s.yaml');
    await project.synth(['--no-cache', '--output', 'plain']);
    expect(bundled).toBe(project.read('plain/shop.k8s.yaml'));
  });

  test('and says itself what is wrong', async () => {
    project = new Project({ ...FILES, 'main.ts': `${MAIN}\nthrow new Error('not today');\n` });
    const { status, stderr } = await project.synth();
    expect(status).toBe(2);
    expect(stderr.match(/Error: not today/g)).toHaveLength(1);
    expect(stderr).toMatch(new RegExp(`${project.path('main.ts')}:\\d+:\\d+`));
  });
});

describe('a program runs as it is', () => {
  test.each<[string, { [path: string]: string }]>([
    ['where a name is computed', { 'main.ts': `${MAIN}\nvoid import('./' + 'word');\n` }],
    ['where it waits at the top', { 'main.ts': `${MAIN}\nawait 1;\n`, 'package.json': '{"type":"module"}' }],
    ['where a type decides', { 'tsconfig.json': '{ "compilerOptions": { "emitDecoratorMetadata": true } }' }],
    ['where its command does more', { 'cdk8s.yaml': 'app: node --import tsx main.ts && true\n' }],
  ])('%s', async (_, files) => {
    project = new Project({ ...FILES, ...files });
    expect(await written()).toEqual({ values: { a: 1 }, word: 'one', name: 'a' });
    expect(await written()).toEqual({ values: { a: 1 }, word: 'one', name: 'a' });
    const cache = statSync(project.path('node_modules/.cache'), { throwIfNoEntry: false });
    expect(cache === undefined ? [] : bundles()).toEqual([]);
  });

  test('where it fails in a bundle only, which is not tried again', async () => {
    const main = MAIN.replace('const outdir', "if (!process.execArgv_.includes('tsx')) throw 1;\nconst outdir");
    const disguised = main.replace('process.execArgv_', "(process as any)['exec' + 'Argv']");
    project = new Project({ ...FILES, 'main.ts': disguised });
    expect(await written()).toMatchObject({ word: 'one' });
    expect(await written()).toMatchObject({ word: 'one' });
    const index = project.filesIn('node_modules/.cache/cdk8s-infisical') ?? {};
    expect(Object.values(index).join()).toContain('it fails in a bundle');
  });

  test('where there is no esbuild, or no place for a bundle', async () => {
    project = new Project(FILES, ['tsx']);
    rmSync(project.path('node_modules/tsx'));
    project.write('cdk8s.yaml', 'app: node main.js\n');
    project.write(
      'main.js',
      'require("fs").mkdirSync(process.env.CDK8S_OUTDIR); require("fs").writeFileSync(process.env.CDK8S_OUTDIR + "/a.yaml", "{}")',
    );
    expect(await written()).toEqual({});
    rmSync(project.path('node_modules/.cache'), { recursive: true, force: true });
    project.write('node_modules/.cache', 'a file');
    expect(await written()).toEqual({});
  });
});

test.each([
  ['node --import tsx main.ts', 'main.ts'],
  ['npx ts-node main.ts', 'main.ts'],
  ['npx tsx ./src/main.ts', './src/main.ts'],
  ['tsx main.mts', 'main.mts'],
  ['ts-node  -T main.ts', 'main.ts'],
  ['node main.js', 'main.js'],
  ['node -r ts-node/register main.ts', 'main.ts'],
  ['node main.ts', undefined],
  ['node main.js prod', undefined],
  ['node main.js; rm -rf x', undefined],
  ['node $MAIN.js', undefined],
  ['node --inspect main.js', undefined],
  ['npm run app', undefined],
  ['python main.py', undefined],
])('the entry of %s is %s', (app, entry) => {
  expect(entryOf(app)).toBe(entry);
});

test.each([
  ['require("a")', undefined],
  ['require(`a`)', undefined],
  ['require.main === module', undefined],
  ['import("a")', undefined],
  ['import.meta.url', undefined],
  ['new Error().stack', 'stack traces'],
  ['require(name)', 'require with a computed name'],
  ['require("./" + name)', 'require with a computed name'],
  ['require(`./${name}`)', 'require with a computed name'],
  ['import(name)', 'import with a computed name'],
  ['require.resolve("a")', 'require used as an object'],
  ['require.main.filename', 'require used as an object'],
  ['import.meta.resolve("a")', 'import.meta'],
  ['module.parent', 'the module object'],
  ['createRequire(import.meta.url)', 'createRequire'],
])('a bundle promises what %s does: %s', (source, obstacle) => {
  expect(unfaithful(source, true)).toBe(obstacle);
});

test.each([
  [{}, undefined],
  [{ NODE_OPTIONS: '--max-old-space-size=4096' }, undefined],
  [{ NODE_OPTIONS: '--no-warnings -r ./hook.js' }, 'NODE_OPTIONS'],
  [{ NODE_OPTIONS: '--conditions=development' }, 'NODE_OPTIONS'],
  [{ NODE_PATH: '/lib' }, 'NODE_PATH'],
])('the environment %j', (env, obstacle) => {
  expect(unfaithfulEnvironment(env)).toBe(obstacle);
});

test('tsconfig.json may have comments and commas', () => {
  const text = '\uFEFF{ // one\n "a": ["//", "/*", "\\"", ], /* two\n */ "b": ",}", }';
  expect(JSON.parse(plainJson(text))).toEqual({ a: ['//', '/*', '"'], b: ',}' });
});
