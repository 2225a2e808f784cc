import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { BackingService, InfisicalAuth, LocalStack, type LocalStackProps, SecretSyncedApp } from '../../lib';

export const PROJECT = join(__dirname, '../..');
const COMMAND = join(PROJECT, 'build/cli/main.js');
export const PROGRAMS = join(__dirname, 'programs');
export const KEYS: string[] = Object.keys(
  parse(readFileSync(join(PROJECT, 'compose.yaml'), 'utf8')).services.app.environment,
);
export const AT = ['--domain=https://app.infisical.com', '--log-level=error'];
export const PROJECT_ID = '00000000-0000-4000-8000-000000000000';

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

/** The project, in which make is called. */
export let folder: string;
/** The programs of the machine, which are no part of a project. */
let bin: string;

beforeAll(() => {
  if (program('docker-compose') === undefined) {
    throw new Error('there is no docker-compose: call ".ci/install-system-programs FOLDER" and put FOLDER on PATH');
  }
});

beforeEach(() => {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'make-')));
  folder = join(base, 'project');
  bin = join(base, 'bin');
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  mkdirSync(bin);
  symlinkSync(COMMAND, join(folder, 'node_modules/.bin/cdk8s-infisical'));
  for (const tool of ['make', 'sh', 'echo', 'env', 'awk', 'tr', 'grep', 'node']) link(tool, program(tool));
  link('infisical', join(PROGRAMS, 'infisical'));
  link('docker', join(PROGRAMS, 'docker-compose'));
  secrets({ ...values, ...credentials, ...unrelated });
});

afterEach(() => rmSync(dirname(folder), { recursive: true }));

/** Writes the files of the stack of this repository, with other props. */
export function writeShop(props: LocalStackProps = {}): void {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  const source = { projectId: PROJECT_ID, environment: 'prod' };
  const sync = { auth: InfisicalAuth.universal({ credentials: { name: 'login' } }), source };
  new SecretSyncedApp(chart, 'app', { image: 'app:1', sync, secretKeys: KEYS, local: {} });
  writeStack(chart, {
    services: {
      postgres: BackingService.postgres({ passwordKey: 'POSTGRES_PASSWORD' }),
      rabbitmq: BackingService.rabbitMq({ userKey: 'RABBITMQ_USER', passwordKey: 'RABBITMQ_PASSWORD' }),
      mediamtx: BackingService.mediaMtx(),
    },
    ...props,
  });
}

export function writeStack(chart: Chart, props: LocalStackProps): void {
  for (const [name, text] of Object.entries(new LocalStack([chart], props).files())) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

export function link(name: string, target: string | undefined): void {
  if (target === undefined) throw new Error(`this machine has no ${name}`);
  symlinkSync(target, join(bin, name));
}

export function unlink(name: string): void {
  rmSync(join(bin, name));
}

export function secrets(given: object): void {
  writeFileSync(join(dirname(folder), 'secrets.json'), JSON.stringify(given));
}

export function make(targets: string[], env: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
  return run('make', ['--silent', '--no-print-directory', ...targets], { ...env, ...environment() });
}

export function environment(): NodeJS.ProcessEnv {
  return {
    PATH: bin,
    HOME: folder,
    STAND_IN_LOG: join(dirname(folder), 'log'),
    STAND_IN_SECRETS: join(dirname(folder), 'secrets.json'),
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
  const log = join(dirname(folder), 'log');
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
