import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestOf, PROJECT, TARBALL } from './packed-library';

let folder: string;
let temp: string;

/** As npx leaves it: the packed library with its peers, in a place that no project knows. */
beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), 'npx-'));
});

afterAll(() => rmSync(temp, { recursive: true }));

beforeEach(() => {
  folder = mkdtempSync(join(temp, 'empty-'));
  cpSync(
    join(PROJECT, '__tests__/fixtures/adopt/valid/many-applications-in-one-namespace.yaml'),
    join(folder, 'k8s.yaml'),
  );
});

/** Runs the packed command by npx, with a cache of packages that it fills itself. */
function npx(...args: string[]) {
  const all = ['--yes', '--prefer-offline', `--package=${TARBALL}`, 'cdk8s-infisical', ...args];
  const { status, stdout, stderr } = spawnSync('npx', all, { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('in an empty folder the program is run and compared, with nothing installed', () => {
  const { status, stdout, stderr } = npx('adopt', 'k8s.yaml');
  expect(stdout).toContain('The program was run: 28 objects come out as they went in.');
  expect(stdout).toContain('The types were not checked: nothing is installed for it (--install does that).');
  const { version } = manifestOf(PROJECT);
  expect(stdout).toContain(`Its packages were those of this command, for want of its own: cdk8s-infisical ${version},`);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(readdirSync(folder).sort()).toEqual(['adopted', 'k8s.yaml']);
  expect(existsSync(join(folder, 'adopted/node_modules'))).toBe(false);
});

test('--install has npm install exact versions without their scripts, and the program is run with these', () => {
  const { status, stdout } = npx('adopt', 'k8s.yaml', '--install', '--library', TARBALL);
  expect(stdout).toContain('npm has installed what adopted/package.json names; no script of a package was run.');
  expect(stdout).toMatch(/The types are right \(typescript \d/);
  expect(stdout).toContain('The program was run: 28 objects come out as they went in.');
  expect(stdout).not.toContain('Its packages were those of this command');
  expect(status).toBe(0);
  const { dependencies, devDependencies } = manifestOf(join(folder, 'adopted'));
  expect(dependencies['cdk8s-infisical']).toMatch(/^file:vendor\/cdk8s-infisical-[\d.]+\.tgz$/);
  const ours = manifestOf(PROJECT).devDependencies;
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    const tested = name === 'cdk8s-plus-28' ? `npm:cdk8s-plus-34@${ours['cdk8s-plus-34']}` : ours[name];
    if (name !== 'cdk8s-infisical') expect([name, version]).toEqual([name, tested]);
  }
  // Its script would put the program of the platform in the place of this one.
  const esbuild = readFileSync(join(folder, 'adopted/node_modules/esbuild/bin/esbuild'), 'latin1');
  expect(esbuild.startsWith('#!/usr/bin/env node')).toBe(true);
});

test('what cannot be installed is told, and the program is compared all the same', () => {
  mkdirSync(join(folder, 'adopted'));
  writeFileSync(join(folder, 'adopted/package.json'), '{ "private": true }');
  writeFileSync(join(folder, 'adopted/yarn.lock'), '');
  const { status, stdout } = npx('adopt', 'k8s.yaml', '--install');
  expect(stdout).toContain('Nothing was installed:\n  yarn.lock is of another program than npm: use that\n');
  expect(stdout).toContain('The program was run: 28 objects come out as they went in.');
  expect(status).toBe(2);
  expect(existsSync(join(folder, 'adopted/node_modules'))).toBe(false);
});

test('a package.json that is there keeps what it names, and gets what it lacks', () => {
  mkdirSync(join(folder, 'adopted'));
  const { constructs } = manifestOf(PROJECT).devDependencies;
  const theirs = { private: true, name: 'theirs', dependencies: { constructs: `^${constructs}` } };
  writeFileSync(join(folder, 'adopted/package.json'), JSON.stringify(theirs));
  const { status, stdout } = npx('adopt', 'k8s.yaml', '--install', '--library', TARBALL);
  expect(stdout).toContain('The program was run: 28 objects come out as they went in.');
  expect(stdout).toMatch(/The types are right \(typescript \d/);
  expect(status).toBe(0);
  const { name, dependencies, devDependencies } = manifestOf(join(folder, 'adopted'));
  expect([name, dependencies.constructs]).toEqual(['theirs', `^${constructs}`]);
  expect(Object.keys(dependencies)).toContain('cdk8s-infisical');
  expect(Object.keys(devDependencies).sort()).toEqual(['tsx', 'typescript']);
});

test('--check reads only', () => {
  const { status, stdout } = npx('adopt', 'k8s.yaml', '--check', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ v1alpha1: 14, v1beta1: 0, staying: [], unread: [] });
  expect(status).toBe(1);
  expect(readdirSync(folder)).toEqual(['k8s.yaml']);
});
