import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { blocksIn, blocksOf } from '../project/document-blocks';
import { filesIn } from '../project/main-program';
import { QUIET, shownFile, writtenIn, writtenInTypeScript } from './languages/typescript';
import { manifestOf, PROJECT, run } from './packed-library';

const EXAMPLE = join(PROJECT, 'examples/shop');
const IN_PYTHON = join(PROJECT, 'examples/shop-python');

const LANGUAGES = 'docs/languages.md';

let temp: string;
let project: string;

/** The wheel that jsii makes of what npm would publish, installed by pip, and a project of its own that uses it. */
beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), 'python-'));
  run(temp, process.execPath, join(PROJECT, 'tools/bindings.cjs'), temp, '--target', 'python');
  const [wheel] = readdirSync(join(temp, 'python')).filter((file) => file.endsWith('.whl'));
  run(temp, 'python3', '-m', 'venv', 'venv');
  const requirements = readFileSync(join(IN_PYTHON, 'requirements.txt'), 'utf8').split('\n').filter(Boolean);
  const others = requirements.filter((one) => !one.startsWith('cdk8s-infisical'));
  run(temp, join(temp, 'venv/bin/pip'), 'install', '--quiet', join(temp, 'python', wheel), ...others);
  project = join(temp, 'shop');
  cpSync(IN_PYTHON, project, { recursive: true });
  cpSync(join(EXAMPLE, 'imports'), join(project, 'imports'), { recursive: true });
});

afterAll(() => rmSync(temp, { recursive: true }));

test('the shop of the tutorial in Python writes the same bytes as in TypeScript, and prints not one line', () => {
  expect(python('main.py')).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(filesIn(join(project, 'dist'))).toEqual(filesIn(join(EXAMPLE, 'dist')));
  for (const file of ['compose.yaml', 'Makefile', '.infisical.json']) {
    expect(readFileSync(join(project, file), 'utf8')).toBe(readFileSync(join(EXAMPLE, file), 'utf8'));
  }
});

test('the shortest example writes the same bytes as in TypeScript', () => {
  const expected = writtenInTypeScript(folderOf('shortest-ts'), { 'main.ts': shownFile(LANGUAGES, 'main.ts') });
  const folder = folderOf('shortest');
  writeFileSync(join(folder, 'main.py'), shownFile(LANGUAGES, 'main.py'));
  expect(pythonIn(folder, 'main.py')).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(writtenIn(folder)).toEqual(expected);
  expect(Object.keys(expected)).toContain('prod/shop.k8s.yaml');
});

test('so does the one in the README, as jsii-rosetta translates it', () => {
  const [text] = blocksOf('README.md', 'ts');
  const expected = writtenInTypeScript(folderOf('readme-ts'), { 'main.ts': text });
  const folder = folderOf('readme');
  const ask = 'import importlib.metadata as m; print(m.metadata("cdk8s-infisical").get_payload())';
  const [translated] = blocksIn(pythonIn(folder, '-c', ask).stdout).filter(({ language }) => language === 'python');
  writeFileSync(join(folder, 'main.py'), translated.text);
  expect(pythonIn(folder, 'main.py')).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(writtenIn(folder)).toEqual(expected);
  expect(Object.keys(expected)).toContain('shop.k8s.yaml');
});

test('keys say what they hold as in TypeScript, in lists and maps, and a wrong option is told with its construct', () => {
  const [text] = blocksOf('docs/typed-keys.md', 'ts');
  const expected = writtenInTypeScript(folderOf('typed-ts'), {
    'main.ts': text.replace(', deployed: false', ''),
  });
  const folder = folderOf('typed');
  cpSync(join(__dirname, 'languages/typed_keys.py'), join(folder, 'main.py'));
  expect(pythonIn(folder, 'main.py')).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(writtenIn(folder)).toEqual(expected);
  for (const file of ['infisical.run.yaml', 'env/orders.schema.json', 'env/orders.env.schema', 'env/orders.env.ts']) {
    expect(readFileSync(join(folder, file), 'utf8')).toBe(readFileSync(join(temp, 'typed-ts', file), 'utf8'));
  }
  const wrong = readFileSync(join(folder, 'main.py'), 'utf8').replace('min=1', 'min=5, max=1');
  writeFileSync(join(folder, 'main.py'), wrong);
  expect(pythonIn(folder, 'main.py').stderr).toContain(
    'secretKeys[0]: integer: min is 5, and max 1: no number is both',
  );
});

test('main.ts in Python writes what is committed, through the command that pip has installed', () => {
  const folder = folderOf('project');
  mkdirSync(join(folder, 'imports/infisical'), { recursive: true });
  const catalogue = 'imports/infisical/project.lock.json';
  cpSync(join(PROJECT, catalogue), join(folder, catalogue));
  cpSync(join(__dirname, 'languages/main.py'), join(folder, 'main.py'));
  writeFileSync(join(folder, 'cdk8s.yaml'), 'language: python\napp: python main.py\n');
  expect(programIn(folder, join(temp, 'venv/bin/cdk8s-infisical'), 'synth')).toEqual({
    status: 0,
    stdout: expect.stringContaining('+ prod/project.k8s.yaml'),
    stderr: '',
  });
  expect(writtenIn(folder)).toEqual(writtenIn(PROJECT));
  expect(existsSync(join(folder, 'node_modules'))).toBe(false);
});

test('a newer cdk8s-plus beside 28 gives and takes what is typed as an interface', () => {
  const { devDependencies } = manifestOf(PROJECT);
  const newer = `cdk8s-plus-34==${devDependencies['cdk8s-plus-34']}`;
  run(temp, join(temp, 'venv/bin/pip'), 'install', '--quiet', newer);
  const folder = folderOf('newer');
  const [program] = blocksOf('docs/cdk8s-plus.md', 'python');
  writeFileSync(
    join(folder, 'main.py'),
    `${program}\n${readFileSync(join(__dirname, 'languages/generations.py'), 'utf8')}`,
  );
  expect(pythonIn(folder, 'main.py')).toEqual({
    status: 0,
    stdout: `taken: inject_into, apply_to, from_secret_value, secret, service_account, selector, target
refused: inject_into_container, add_variable, readiness, strategy, cpu, image_pull_policy
`,
    stderr: '',
  });
  expect(readFileSync(join(folder, 'dist/shop.k8s.yaml'), 'utf8')).toContain('key: DATABASE_URL\n');
});

test('a test in Python has the mistakes of all environments, and writes nothing', () => {
  rmSync(join(project, 'dist'), { recursive: true, force: true });
  const { status, stdout } = python('-c', 'from shop import shop; print(shop.problems())');
  expect({ status, stdout }).toEqual({ status: 0, stdout: '[]\n' });
  expect(() => filesIn(join(project, 'dist'))).toThrow('ENOENT');
});

test('the committed configuration counts in Python too', () => {
  const file = join(project, 'cdk8s-infisical.yaml');
  const before = readFileSync(file);
  writeFileSync(file, 'kubernetes: { version: 1.30 }\n');
  const { status, stdout } = python('-c', 'from shop import shop; print("\\n".join(shop.problems()))');
  writeFileSync(file, before);
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: '[cdk8s-infisical.yaml:1:24] kubernetes.version: found the number 1.30, write "1.30"\n',
  });
});

test('a project that was never synthesized says so at the end of a program in Python', () => {
  const { stderr } = python('-c', 'import os; os.environ["CDK8S_OUTDIR"] = "out"; from shop import shop');
  expect(stderr).toContain(
    'error: the project "shop" was never synthesized: end the program with project.synth()\n1 error\n',
  );
});

test('an error ends with the report, and has it once', () => {
  const program = shownFile(LANGUAGES, 'main.py').replace('"/orders"', '"/orders", port=99999');
  const folder = folderOf('wrong');
  const { status, stderr } = pythonIn(folder, '-c', program);
  const report = `error: prod: [shop/orders] port must be a whole number from 1 to 65535, found the number 99999 (N5)
1 error: nothing is written
`;
  expect(status).toBe(1);
  expect(stderr.endsWith(`\nRuntimeError: ${report}`)).toBe(true);
  expect(stderr.split('(N5)')).toHaveLength(2);
  expect(stderr.split('\n').length).toBeLessThan(30);
  const caught = program.replace('shop.synth()', blocksOf(LANGUAGES, 'python')[2]);
  expect(pythonIn(folder, '-c', caught)).toEqual({ status: 1, stdout: '', stderr: report });
});

function folderOf(name: string): string {
  const folder = join(temp, name);
  mkdirSync(folder);
  return folder;
}

function python(...args: string[]) {
  return pythonIn(project, ...args);
}

function pythonIn(cwd: string, ...args: string[]) {
  return programIn(cwd, join(temp, 'venv/bin/python'), ...args);
}

function programIn(cwd: string, program: string, ...args: string[]) {
  const env = {
    ...process.env,
    ...QUIET,
    CDK8S_OUTDIR: undefined,
    PYTHONDONTWRITEBYTECODE: '1',
    PATH: [join(temp, 'venv/bin'), process.env.PATH].join(delimiter),
  };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}
