import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './main-program';

const FOLDER = join(PROJECT, 'build/cli');
const textOf = (file: string) => readFileSync(join(FOLDER, file), 'utf8');

/** What the bundler says before each module. */
const modulesIn = (file: string) =>
  [...textOf(file).matchAll(/^\s*\/\/! ((?:cli|lib|node_modules)\/\S+\.([cm]?[jt]s|css|json))$/gm)].map(
    ([, path]) => path,
  );

/** The files that one loads at once: at the beginning of a line, and not in a function. */
function filesFor(start: string): string[] {
  const files = new Set([start]);
  for (const file of files) {
    for (const [, name = ''] of textOf(file).matchAll(/^var \w+ = (?:__toESM\()?require\("\.\/([\w.-]+)"\)/gm))
      files.add(name);
  }
  return [...files];
}

/** Others need parts of the file too, after which it may be called. */
const fileOfSynth = () =>
  readdirSync(FOLDER).find((file) => file.endsWith('.js') && modulesIn(file).includes('cli/synth/run.ts')) ?? '';

test.each([
  ['the command line', () => 'main.js'],
  ['synth', fileOfSynth],
])('%s starts without a reader of YAML and without the rules', (_, fileOf) => {
  const file = fileOf();
  const modules = filesFor(file).flatMap(modulesIn);
  expect(modules.length).toBeGreaterThan(40);
  expect(modules.filter((path) => /^(node_modules\/(yaml|undici)|lib\/validation\/rules)\//.test(`${path}`))).toEqual(
    [],
  );
});

test('a command that needs the rules loads them', () => {
  expect(filesFor('adopt-run.js').flatMap(modulesIn)).toContain('lib/validation/rules/index.ts');
});

test('each module is there once', () => {
  // What runs in the process of the app is a file of its own.
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.js') && file !== 'launch.js');
  const modules = files.flatMap((file) => [...new Set(modulesIn(file))]);
  expect(modules.length).toBeGreaterThan(300);
  expect(modules.filter((path, index) => modules.indexOf(path) !== index)).toEqual([]);
});

test('each file is plain ASCII, which Node reads fastest', () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.js'));
  expect(files.filter((file) => /[^\0-\x7f]/.test(textOf(file)))).toEqual([]);
});
