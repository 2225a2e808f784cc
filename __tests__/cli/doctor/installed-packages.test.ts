import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packagesIn } from '../../../cli/doctor/asking/packages';

const APP = 'node --import tsx main.ts';
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function projectWith(files: { [file: string]: object | string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'installed-'));
  folders.push(folder);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

const installed = (name: string, version: string, inside = '') => ({
  [`${inside}node_modules/${name}/package.json`]: { name, version },
});

test('a whole project', () => {
  const folder = projectWith({
    'package.json': { name: 'shop', dependencies: { 'cdk8s-infisical': '*' } },
    ...installed('cdk8s-infisical', '0.1.0'),
    ...installed('cdk8s', '2.70.106'),
    ...installed('tsx', '4.0.0'),
  });
  expect(packagesIn(folder, APP)).toMatchObject({
    ...{ library: '0.1.0', isLibrary: false, hasManifest: true, copies: [], declared: ['cdk8s-infisical'] },
    peers: expect.arrayContaining([expect.objectContaining({ name: 'cdk8s', version: '2.70.106' })]),
  });
  expect(packagesIn(folder, APP).missingRunner).toBeUndefined();
});

test('a package under the name of another one', () => {
  const folder = projectWith({
    'package.json': { name: 'shop', dependencies: { 'cdk8s-plus-28': 'npm:cdk8s-plus-34@2.0.54' } },
    'node_modules/cdk8s-plus-28/package.json': { name: 'cdk8s-plus-34', version: '2.0.54' },
    ...installed('cdk8s', '2.70.106'),
  });
  const { peers } = packagesIn(folder, APP);
  expect(peers.find(({ name }) => name === 'cdk8s-plus-28')).toMatchObject({
    alias: 'cdk8s-plus-34',
    version: '2.0.54',
  });
  expect(peers.find(({ name }) => name === 'cdk8s')).not.toHaveProperty('alias');
});

test('a package that brings a copy of its own, of a peer and of the library', () => {
  const folder = projectWith({
    'package.json': { name: 'shop', dependencies: { charts: '*' } },
    ...installed('cdk8s-infisical', '0.1.0'),
    ...installed('constructs', '10.8.1'),
    ...installed('charts', '1.0.0'),
    ...installed('constructs', '10.3.0', 'node_modules/charts/'),
    ...installed('cdk8s-infisical', '0.0.9', 'node_modules/charts/'),
  });
  expect(packagesIn(folder, APP).copies).toEqual([
    {
      name: 'cdk8s-infisical',
      folders: ['node_modules/cdk8s-infisical', 'node_modules/charts/node_modules/cdk8s-infisical'],
    },
    { name: 'constructs', folders: ['node_modules/constructs', 'node_modules/charts/node_modules/constructs'] },
  ]);
});

test.each([
  ['pnpm-lock.yaml', 'pnpm add'],
  ['yarn.lock', 'yarn add'],
  ['package-lock.json', 'npm install'],
])('%s: %s', (lock, install) => {
  const folder = projectWith({ 'package.json': { name: 'shop' }, [lock]: '' });
  expect(packagesIn(folder, APP)).toMatchObject({ install, missingRunner: 'tsx', library: undefined });
});

test('a program in another language has no packages to look at', () => {
  expect(packagesIn(projectWith({}), 'python main.py')).toMatchObject({ hasManifest: false, isProject: true });
});

test.each([
  'pipenv run python main.py',
  'go run .',
  '.venv/bin/python3 main.py',
  'poetry run python -m shop',
  './mvnw -q exec:java',
])('%s below the package.json of others', (app) => {
  expect(packagesIn(projectWith({ 'package.json': { name: 'monorepo' } }), app).keptBy).toBe('another language');
});

test("Plug'n'Play of Yarn has no node_modules", () => {
  const files = { 'package.json': { name: 'shop' }, 'yarn.lock': '', '.pnp.cjs': '' };
  expect(packagesIn(projectWith(files), 'yarn node main.js').keptBy).toBe('Yarn');
  const linked = projectWith({ ...files, ...installed('cdk8s-infisical', '0.1.0') });
  expect(packagesIn(linked, 'node go.js').keptBy).toBeUndefined();
});

test('names that would lead out of node_modules are no packages', () => {
  const folder = projectWith({ 'package.json': { dependencies: { '../../etc': '1', '@a/b': '1' } } });
  expect(packagesIn(folder, APP).declared).toEqual(['@a/b']);
});

test('a package.json that is no JSON is told, and not quoted', () => {
  expect(() => packagesIn(projectWith({ 'package.json': '{ canary' }), APP)).toThrow(/^(?!.*canary).*mend it first$/);
});
