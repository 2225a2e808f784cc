import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesIn } from '../project/main-program';
import { PROJECT, run } from './packed-library';

const EXAMPLE = join(PROJECT, 'examples/shop');
const IN_PYTHON = join(PROJECT, 'examples/shop-python');

let temp: string;
let project: string;

/** The binding that jsii makes of the library, and a project of its own that uses it. */
beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), 'python-'));
  run(temp, process.execPath, join(PROJECT, 'tools/bindings.cjs'), temp, 'python');
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

function python(...args: string[]) {
  const env = {
    ...process.env,
    CDK8S_OUTDIR: undefined,
    JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
    JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1',
    PYTHONDONTWRITEBYTECODE: '1',
  };
  const interpreter = join(temp, 'venv/bin/python');
  const { status, stdout, stderr } = spawnSync(interpreter, args, { cwd: project, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}
