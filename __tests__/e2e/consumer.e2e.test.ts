import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM } from './consumer-program';
import { install, manifestOf, PROJECT, run } from './packed-library';

const INTERNAL = 'build/lib/model/field.js';

let temp: string;

beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), 'consumer-'));
});

afterAll(() => rmSync(temp, { recursive: true }));

describe.each(['commonjs', 'module'])('a consumer of type "%s"', (type) => {
  let consumer: string;

  beforeAll(() => {
    consumer = join(temp, type);
    mkdirSync(consumer);
    writeJson('package.json', { private: true, type });
    writeFileSync(join(consumer, 'main.ts'), PROGRAM);
    install(consumer, 'cdk8s', 'cdk8s-plus-28', 'constructs', 'typescript', '@types/node');
  });

  test('compiles in strict mode, and synthesizes the expected YAML', () => {
    expect(compile('main.ts')).toBe('');
    run(consumer, process.execPath, 'build/main.js');
    expect(readdirSync(join(consumer, 'dist'))).toEqual(['shop.k8s.yaml']);
    expect(readFileSync(join(consumer, 'dist/shop.k8s.yaml'), 'utf8')).toBe(
      readFileSync(join(__dirname, 'consumer.expected.yaml'), 'utf8'),
    );
  });

  test('gets no dependency but the peers', () => {
    const installed = manifestOf(join(consumer, 'node_modules/cdk8s-infisical'));
    expect(installed).not.toHaveProperty('dependencies');
    expect(installed).not.toHaveProperty('optionalDependencies');
    expect(Object.keys(installed.peerDependencies)).toEqual(['cdk8s', 'cdk8s-plus-28', 'constructs']);
    expect(existsSync(join(consumer, 'node_modules/cdk8s-infisical/node_modules'))).toBe(false);
  });

  test('sees each class by its name', () => {
    const isNamed = 'typeof value !== "function" || !/^_?[A-Z]/.test(value.name) || value.name === name';
    const program = `Object.entries(require('cdk8s-infisical')).filter(([name, value]) => !(${isNamed})).join()`;
    expect(run(consumer, process.execPath, '-p', program)).toBe('\n');
  });

  test('cannot import what the library keeps to itself', () => {
    writeFileSync(join(consumer, 'deep.ts'), `import { Field } from 'cdk8s-infisical/${INTERNAL}';\n${PROGRAM}`);
    expect(compile('deep.ts')).toMatch(/^deep\.ts\(1,\d+\): error TS2307: Cannot find module .*\n$/);
  });

  test('is told of a typo in a prop', () => {
    writeFileSync(join(consumer, 'typo.ts'), PROGRAM.replace('secretKeys:', 'secretKey:'));
    expect(compile('typo.ts')).toMatch(
      /^typo\.ts\(.*error TS\d+: .*'secretKey' does not exist in type 'SecretSyncedAppProps'.*\n$/,
    );
  });

  test('has the command line, which needs nothing else', () => {
    const command = join(consumer, 'node_modules/.bin/cdk8s-infisical');
    const { status, stdout } = spawnSync(command, ['--help'], { cwd: consumer, encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout).toContain('Usage: cdk8s-infisical');
  });

  test('can replace its output folder with it', () => {
    writeFileSync(join(consumer, 'own.ts'), PROGRAM.replace("{ outdir: 'dist' }", ''));
    expect(compile('own.ts')).toBe('');
    writeJson('cdk8s.yaml', { app: 'node build/own.js' });
    const command = join(consumer, 'node_modules/.bin/cdk8s-infisical');
    rmSync(join(consumer, 'dist'), { recursive: true, force: true });
    for (const summary of [
      /^\+ shop\.k8s\.yaml\n {4}\+ InfisicalSecret shop\/shop-secrets\n/,
      /^dist is up to date: /,
    ]) {
      const { status, stdout } = spawnSync(command, ['synth'], { cwd: consumer, encoding: 'utf8' });
      expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(summary) });
    }
    expect(readFileSync(join(consumer, 'dist/shop.k8s.yaml'), 'utf8')).toBe(
      readFileSync(join(__dirname, 'consumer.expected.yaml'), 'utf8'),
    );
  });

  test('can have cdk8s-cli check what lies in the output folder, also what others wrote', () => {
    const { version } = manifestOf(PROJECT);
    const validations = [{ package: './node_modules/cdk8s-infisical', version, class: 'InfisicalValidation' }];
    const stray = readFileSync(join(consumer, 'dist/shop.k8s.yaml'), 'utf8').replaceAll(
      'namespace: shop',
      'namespace: toys',
    );
    writeFileSync(join(consumer, 'stray.yaml'), stray.slice(stray.indexOf('apiVersion: apps/v1')));
    const app = `${process.execPath} build/main.js`;
    writeJson('cdk8s.yaml', { app, validations });
    expect(cdk8sSynth()).toMatchObject({ status: 0 });
    writeJson('cdk8s.yaml', { app: `${app} && cp stray.yaml dist/stray.k8s.yaml`, validations });
    const { status, stdout } = cdk8sSynth();
    expect(status).toBe(2);
    expect(stdout).toContain('C1 (1 occurrences)');
    expect(stdout).toContain('Deployment/toys/api');
  });

  function cdk8sSynth() {
    const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false' };
    const cli = join(PROJECT, 'node_modules/cdk8s-cli/bin/cdk8s');
    return spawnSync(process.execPath, [cli, 'synth', '--no-check-upgrade'], { cwd: consumer, env, encoding: 'utf8' });
  }

  /** The errors of the consumer's own compiler, which also checks the library's declarations. */
  function compile(file: string): string {
    writeJson('tsconfig.json', {
      compilerOptions: {
        strict: true,
        target: 'es2022',
        module: 'node20',
        types: ['node'],
        outDir: 'build',
        rootDir: '.',
      },
      files: [file],
    });
    return spawnSync(join(consumer, 'node_modules/.bin/tsc'), { cwd: consumer, encoding: 'utf8' }).stdout;
  }

  function writeJson(file: string, content: object) {
    writeFileSync(join(consumer, file), JSON.stringify(content));
  }
});
