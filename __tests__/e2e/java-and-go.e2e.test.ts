import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { blocksOf } from '../project/document-blocks';
import type { Files } from '../project/main-program';
import { QUIET, shownFile, writtenIn, writtenInTypeScript } from './languages/typescript';
import { PROJECT, run } from './packed-library';

const LANGUAGES = 'docs/languages.md';
const SOURCES = 'java/src/main/java';
const OURS = join(SOURCES, 'io/github/cdk8sinfisical');
const REPORT = `error: prod: [shop/orders] port must be a whole number from 1 to 65535, found the number 99999 (N5)
1 error: nothing is written
`;

let temp: string;
let expected: Files;

/** What pacmak makes of the library and of its peers, for which not every registry has Java and Go. */
beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), 'languages-'));
  const options = ['--peers', '--target', 'java', 'go', '--code-only'];
  run(temp, process.execPath, join(PROJECT, 'tools/bindings.cjs'), temp, ...options);
  expected = writtenInTypeScript(folderOf('ts'), { 'main.ts': shownFile(LANGUAGES, 'main.ts') });
});

afterAll(() => rmSync(temp, { recursive: true }));

describe('in Java', () => {
  const main = shownFile(LANGUAGES, 'Main.java');

  beforeAll(() => {
    fetchLibraries();
    mkdirSync(join(temp, 'classes'));
    // Of the others, what ours needs of them.
    const ours = readdirSync(join(temp, OURS)).filter((file) => file.endsWith('.java'));
    compile([...ours.map((file) => join(temp, OURS, file)), written('Main.java', main)], '-sourcepath', SOURCES);
    cpSync(join(temp, 'java/src/main/resources'), join(temp, 'classes'), { recursive: true });
  });

  test('the shortest example writes the same bytes as in TypeScript', () => {
    const folder = folderOf('java-shortest');
    expect(java(folder, 'Main')).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(writtenIn(folder)).toEqual(expected);
  });

  test('maps without an order write the same bytes in each run', () => {
    const variables = ['A', 'B', 'C', 'D', 'E'];
    const map = (of: string) => `Map.of(${variables.map((one) => `"${of}${one}", "${of}${one}"`).join(', ')})`;
    const text = main
      .replace('List.of("DATABASE_URL")', `${map('KEY_')}).env(${map('PLAIN_')}`)
      .replace('List;', 'Map;')
      .replace('class Main', 'class Maps');
    compile([written('Maps.java', text)]);
    const runs = [1, 2, 3].map((number) => {
      const folder = folderOf(`java-maps-${number}`);
      expect(java(folder, 'Maps')).toEqual({ status: 0, stdout: '', stderr: '' });
      return writtenIn(folder);
    });
    expect(new Set(runs.map((files) => files['prod/shop.k8s.yaml'])).size).toBe(1);
    expect(runs[0]['prod/shop.k8s.yaml'].match(/(?<=- name: )(?:KEY|PLAIN)_\w/g)).toEqual(
      ['KEY_', 'PLAIN_'].flatMap((of) => variables.map((one) => `${of}${one}`)),
    );
  });

  test('an error begins with the report, and has it once', () => {
    const text = main.replace('"/orders")', '"/orders").port(99999)').replace('class Main', 'class Wrong');
    compile([written('Wrong.java', text)]);
    const { status, stderr } = java(folderOf('java-wrong'), 'Wrong');
    expect(status).toBe(1);
    expect(stderr.startsWith(`Exception in thread "main" java.lang.RuntimeException: ${REPORT}`)).toBe(true);
    expect(stderr.split('(N5)')).toHaveLength(2);
  });
});

describe('in Go', () => {
  const main = shownFile(LANGUAGES, 'main.go');
  let module: string;

  beforeAll(() => {
    module = folderOf('module');
    const [replace] = blocksOf(LANGUAGES, 'text');
    const jsii = /github\.com\/aws\/jsii-runtime-go v\S+/.exec(readFileSync(join(temp, 'go/cdk8s/go.mod'), 'utf8'));
    writeFileSync(
      join(module, 'go.mod'),
      `module example.com/shop\n\ngo 1.25\n\nrequire ${jsii}\n\n${replace.replaceAll('/tmp/bindings', temp)}`,
    );
    writeFileSync(join(module, 'main.go'), main);
    go('mod', 'tidy');
  });

  test('the shortest example writes the same bytes as in TypeScript', () => {
    go('build', '-o', 'shop', '.');
    const folder = folderOf('go-shortest');
    expect(programIn(folder, join(module, 'shop'))).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(writtenIn(folder)).toEqual(expected);
  });

  test('variables of a map come by name, and an error begins with the report', () => {
    const map = 'map[string]string{"B": "KEY_B", "A": "KEY_A"}';
    writeFileSync(join(module, 'main.go'), main.replace('[]string{"DATABASE_URL"}', map));
    go('build', '-o', 'maps', '.');
    const folder = folderOf('go-maps');
    expect(programIn(folder, join(module, 'maps'))).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(writtenIn(folder)['prod/shop.k8s.yaml'].match(/(?<=key: )KEY_\w/g)).toEqual(['KEY_A', 'KEY_B']);

    writeFileSync(join(module, 'main.go'), main.replace('SecretKeys:', 'Port: jsii.Number(99999),\nSecretKeys:'));
    go('build', '-o', 'wrong', '.');
    const { status, stderr } = programIn(folderOf('go-wrong'), join(module, 'wrong'));
    expect(status).toBe(2);
    expect(stderr.startsWith(`panic: ${REPORT.trimEnd().replaceAll('\n', '\n\t')}\n\ngoroutine 1`)).toBe(true);
  });

  test('the command runs the program, and ends with the report', () => {
    const folder = folderOf('go-command');
    expect(synth(folder, join(module, 'shop'))).toMatchObject({ status: 0, stderr: '' });
    expect(writtenIn(folder)).toEqual(expected);
    const { status, stderr } = synth(folder, join(module, 'wrong'));
    expect(status).toBe(2);
    expect(stderr.endsWith(REPORT.replace('nothing is written', 'dist is left as it was'))).toBe(true);
    expect(writtenIn(folder)).toEqual(expected);
  });

  function synth(folder: string, app: string) {
    writeFileSync(join(folder, 'cdk8s.yaml'), `language: go\napp: ${app}\n`);
    return programIn(folder, process.execPath, join(PROJECT, 'build/cli/main.js'), 'synth');
  }

  function go(...args: string[]): void {
    const { status, stdout, stderr } = programIn(module, 'go', ...args);
    if (status !== 0) throw new Error(`go ${args.join(' ')} failed:\n${stdout}${stderr}`);
  }
});

/** What the pom.xml of the binding asks for and that there is no source of. */
function fetchLibraries(): void {
  const pom = readFileSync(join(temp, 'java/pom.xml'), 'utf8');
  const folder = folderOf('maven');
  const others = pom.replace(/ *<dependency>\s*<groupId>(?:org\.cdk8s|software\.constructs)<.*?<\/dependency>\n/gs, '');
  writeFileSync(join(folder, 'pom.xml'), others);
  run(folder, 'mvn', '--batch-mode', '--quiet', 'dependency:copy-dependencies', `-DoutputDirectory=${temp}/jars`);
}

/** Quickly, which is not how it is compiled to run for long. */
function compile(files: readonly string[], ...options: string[]): void {
  const quick = ['-J-XX:TieredStopAtLevel=1', '-J-XX:+UseSerialGC', '-nowarn', '-proc:none', '-implicit:class'];
  const path = ['classes', 'jars/*'].join(delimiter);
  run(temp, 'javac', ...quick, '-d', 'classes', '-cp', path, ...options, ...files);
}

function written(name: string, text: string): string {
  writeFileSync(join(temp, name), text);
  return join(temp, name);
}

function java(cwd: string, main: string) {
  return programIn(cwd, 'java', '-cp', [join(temp, 'classes'), join(temp, 'jars/*')].join(delimiter), main);
}

function programIn(cwd: string, program: string, ...args: string[]) {
  const env = { ...process.env, ...QUIET, CDK8S_OUTDIR: undefined, CGO_ENABLED: '0', GOFLAGS: '-mod=mod' };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

function folderOf(name: string): string {
  const folder = join(temp, name);
  mkdirSync(folder);
  return folder;
}
