import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const PROJECT = join(__dirname, '../..');

/** The package as its users install it; jest makes it once before all tests. */
export const TARBALL = join(PROJECT, `build/cdk8s-infisical-${manifestOf(PROJECT).version}.tgz`);

export default async function packLibrary() {
  mkdirSync(join(PROJECT, 'build'), { recursive: true });
  run(PROJECT, 'npm', 'pack', '--pack-destination', 'build');
}

/** Runs a program that must succeed, and gives what it printed. */
export function run(cwd: string, program: string, ...args: string[]): string {
  const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false' };
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, env, encoding: 'utf8' });
  if (status !== 0) throw error ?? new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`);
  return stdout;
}

/** As `run`; of tests that run at once, one after the other does what has the same lock. */
export function runAlone(lock: string, cwd: string, ...command: readonly [string, ...string[]]): string {
  const flock = '/usr/bin/flock';
  const [program, ...args] = existsSync(flock) ? [flock, lock, ...command] : command;
  return run(cwd, program, ...args);
}

/** Installs the packed library, and other packages at the versions that it is tested with. */
export function install(cwd: string, ...packages: string[]): void {
  const { devDependencies } = manifestOf(PROJECT);
  const quick = ['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'];
  run(cwd, 'npm', 'install', ...quick, TARBALL, ...packages.map((name) => `${name}@${devDependencies[name]}`));
}

export function manifestOf(folder: string) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
