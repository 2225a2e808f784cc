import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';

const PROJECT = join(__dirname, '../..');
export const PROGRAMS = join(__dirname, 'programs');
export const KEYS: string[] = parse(readFileSync(join(PROJECT, 'compose.yaml'), 'utf8')).services.app.environment;
export const AT = ['--domain=https://app.infisical.com', '--log-level=error'];
export const RUN = [
  'run',
  '--env=dev',
  '--projectId=00000000-0000-4000-8000-000000000000',
  '--path=/',
  ...AT,
  '--silent',
];

/** Values that every layer has its own idea of. */
const HOSTILE = ['$HOME ${PATH} $$', `it's "quoted" \\ #not-a-comment`, 'two\nlines\n', '- yaml: [', '', ' spaces '];
export const values = Object.fromEntries(KEYS.map((key, i) => [key, HOSTILE[i % HOSTILE.length] ?? '']));
export const credentials = { POSTGRES_PASSWORD: 'p$w', RABBITMQ_USER: 'rabbit', RABBITMQ_PASSWORD: "r'w" };
/** Keys of the folder that nobody declares, of names that steer whatever runs on the way. */
const unrelated = {
  STRIPE_KEY: 'canary-unrelated',
  HOME: 'canary-home',
  PATH: '/canary-path',
  DOCKER_HOST: 'tcp://canary:1',
  COMPOSE_FILE: 'canary.yaml',
  COMPOSE_PROJECT_NAME: 'canary',
  BUILDKIT_HOST: 'tcp://canary:2',
  HTTPS_PROXY: 'http://canary:3',
  LOG_LEVEL: 'debug-canary',
  NODE_OPTIONS: '--require=/canary.js',
  PYTHONPATH: '/canary',
  MAKEFLAGS: '--canary',
  SHELLOPTS: 'xtrace',
  PS4: 'canary',
  BASH_ENV: '/canary',
  ENV: '/canary',
  IFS: 'O',
  TOKEN: 'canary-token',
  _values: 'canary-values',
};

export let folder: string;

beforeAll(() => {
  if (program('docker-compose') === undefined) {
    throw new Error('there is no docker-compose: call ".ci/install-system-programs FOLDER" and put FOLDER on PATH');
  }
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'make-'));
  for (const file of ['compose.yaml', 'Makefile', '.infisical.json'])
    copyFileSync(join(PROJECT, file), join(folder, file));
  mkdirSync(join(folder, 'bin'));
  for (const tool of ['make', 'sh', 'echo', 'env', 'awk', 'node']) link(tool, program(tool));
  link('infisical', join(PROGRAMS, 'infisical'));
  link('docker', join(PROGRAMS, 'docker-compose'));
  secrets({ ...values, ...credentials, ...unrelated });
});

afterEach(() => rmSync(folder, { recursive: true }));

export function link(name: string, target: string | undefined): void {
  if (target === undefined) throw new Error(`this machine has no ${name}`);
  symlinkSync(target, join(folder, 'bin', name));
}

export function secrets(given: object): void {
  writeFileSync(join(folder, 'secrets.json'), JSON.stringify(given));
}

export function make(targets: string[], env: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
  return run('make', ['--silent', '--no-print-directory', ...targets], { ...env, ...environment() });
}

export function environment(): NodeJS.ProcessEnv {
  return {
    PATH: join(folder, 'bin'),
    HOME: folder,
    STAND_IN_LOG: join(folder, 'log'),
    STAND_IN_SECRETS: join(folder, 'secrets.json'),
    STAND_IN_COMPOSE: program('docker-compose'),
  };
}

export function run(command: string, args: string[], env: NodeJS.ProcessEnv): SpawnSyncReturns<string> {
  return spawnSync(command, args, { cwd: folder, env, encoding: 'utf8' });
}

export function calls(): {
  program: string;
  args: string[];
  host?: string;
  env?: NodeJS.ProcessEnv;
  config?: string;
}[] {
  const log = join(folder, 'log');
  if (!existsSync(log)) return [];
  return readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** `config` doubles each dollar, so that its output can be read again. */
export function undoubled(environment: { [name: string]: string }) {
  return Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, value.replaceAll('$$', '$')]));
}

export function program(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders
    .map((path) => join(path, name))
    .find((path) => statSync(path, { throwIfNoEntry: false })?.isFile() && !path.includes('node_modules'));
}
