import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM } from './consumer-program';
import { manifestOf, PROJECT, run, TARBALL } from './packed-library';

const temp = mkdtempSync(join(tmpdir(), 'package-managers-'));
afterAll(() => rmSync(temp, { recursive: true }));

/** Scripts of packages are not run by any of them. */
const MANAGERS: [name: string, program: string, ...install: string[]][] = [
  ['npm@11.19.1', 'npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', '--strict-peer-deps'],
  ['pnpm@10.34.9', 'pnpm', 'install', '--ignore-scripts', '--strict-peer-dependencies'],
  ['yarn@1.22.22', 'yarn', 'install', '--ignore-scripts', '--non-interactive'],
  ['@yarnpkg/cli-dist@4.18.1', 'yarn', 'install', '--mode=skip-build', '--no-immutable'],
];

test.each(MANAGERS)('%s installs the packed library, whose command synthesizes', (manager, program, ...install) => {
  const folder = join(temp, manager.replaceAll('/', '-'));
  const project = join(folder, 'project');
  mkdirSync(project, { recursive: true });
  run(folder, 'npm', 'install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', manager);
  const { devDependencies: ours } = manifestOf(PROJECT);
  const of = (...names: string[]) => Object.fromEntries(names.map((name) => [name, ours[name]]));
  const dependencies = { 'cdk8s-infisical': `file:${TARBALL}`, ...of('cdk8s', 'cdk8s-plus-28', 'constructs') };
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ private: true, dependencies, devDependencies: of('tsx') }),
  );
  writeFileSync(join(project, 'main.ts'), PROGRAM.replace("{ outdir: 'dist' }", ''));
  writeFileSync(join(project, 'cdk8s.yaml'), 'language: typescript\napp: node --import tsx main.ts\n');
  // Yarn takes a folder above that has a package.json for the project.
  writeFileSync(join(project, 'yarn.lock'), '');
  const manage = (...args: string[]) => run(project, join(folder, 'node_modules/.bin', program), ...args);
  manage(...install);
  manage('exec', '--', 'cdk8s-infisical', 'synth');
  expect(readFileSync(join(project, 'dist/shop.k8s.yaml'), 'utf8')).toBe(
    readFileSync(join(__dirname, 'consumer.expected.yaml'), 'utf8'),
  );
});
