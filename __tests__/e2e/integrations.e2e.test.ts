import { execFileSync, type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { folderWith, sync, tidyUp, user, yaml } from '../cli/check/workplace';
import { makeBinary, NAME } from './made-binary';
import { manifestOf, PROJECT } from './packed-library';

const HOST = 'https://eu.infisical.com';
const GOOD = yaml([sync(HOST), user(['PORT'])]);
/** C11: no operator reads that version. */
const BAD = GOOD.replace('secrets.infisical.com/v1alpha1', 'secrets.infisical.com/v1alpha9');

const OTHER = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: other, namespace: shop }\n';

const temp = mkdtempSync(join(tmpdir(), 'integrations-'));
const RELEASES = join(temp, 'releases');
const BINARY = join(RELEASES, 'v0.1.0', NAME);
/** What the command prints of itself. */
const VERSION = `${manifestOf(PROJECT).version}\n`;
const textOf = (file: string) => readFileSync(join(PROJECT, 'integrations', file), 'utf8');

let made: string;
beforeAll(() => {
  made = makeBinary();
  mkdirSync(dirname(BINARY), { recursive: true });
  copyFileSync(join(made, NAME), BINARY);
  copyFileSync(join(made, `${NAME}.sha256`), join(dirname(BINARY), 'SHA256SUMS'));
  mkdirSync(join(temp, 'bin'));
  symlinkSync(BINARY, join(temp, 'bin/cdk8s-infisical'));
}, 600_000);

afterAll(async () => {
  rmSync(temp, { recursive: true, force: true });
  await tidyUp();
});

interface Run {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

function run(program: string, args: readonly string[], { cwd, env }: Run): SpawnSyncReturns<string> {
  return spawnSync(program, args, { cwd, env: { PATH: '/usr/bin:/bin', ...env }, encoding: 'utf8' });
}

/** What stands in the place of `${{ … }}` and of `$[[ … ]]`. */
function filled(text: string, values: { readonly [name: string]: string }): string {
  return text.replace(/\$(?:\{\{|\[\[) (\S+) (?:\}\}|\]\])/g, (_, name) => {
    const value = values[name];
    if (value === undefined) throw new Error(`nothing is given for ${name}`);
    return value;
  });
}

describe('the GitHub action', () => {
  const { inputs, runs } = parse(textOf('github-action/action.yml'));
  const [step] = runs.steps;

  /** As the host runs a step with `shell: bash`. */
  function action(given: { readonly [input: string]: string }, cwd: string, more: NodeJS.ProcessEnv = {}) {
    const files = folderWith({ path: '', output: '' });
    const all = { version: 'v0.1.0', releases: `file://${RELEASES}`, ...given };
    const values = Object.keys(inputs).map((name) => [
      `inputs.${name}`,
      all[name as keyof typeof all] ?? inputs[name].default,
    ]);
    const env = Object.entries<string>(step.env).map(([name, text]) => [
      name,
      filled(text, Object.fromEntries(values)),
    ]);
    writeFileSync(join(files, 'script.sh'), step.run);
    const arch = process.arch === 'arm64' ? 'ARM64' : 'X64';
    const ran = run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', join(files, 'script.sh')], {
      cwd,
      env: {
        ...Object.fromEntries(env),
        ...{ RUNNER_OS: 'Linux', RUNNER_ARCH: arch, RUNNER_TEMP: files },
        ...{ GITHUB_PATH: join(files, 'path'), GITHUB_OUTPUT: join(files, 'output'), ...more },
      },
    });
    return {
      ...ran,
      path: readFileSync(join(files, 'path'), 'utf8'),
      output: readFileSync(join(files, 'output'), 'utf8'),
    };
  }

  test('holds no input in its script', () => {
    expect(step.run).not.toContain('${{');
  });

  test('runs the command with its arguments, and gives it to later steps', () => {
    const cwd = folderWith({ 'my k8s/app.yaml': GOOD });
    const { status, stdout, output, path } = action({ arguments: 'lint\nmy k8s\n' }, cwd);
    expect({ status, stdout, output }).toEqual({ status: 0, stdout: expect.any(String), output: 'exit-code=0\n' });
    expect(run(join(path.trim(), 'cdk8s-infisical'), ['--version'], { cwd })).toMatchObject({
      status: 0,
      stdout: VERSION,
    });
  });

  test('ends as the command does', () => {
    const { status, output } = action({ arguments: 'lint\nk8s' }, folderWith({ 'k8s/app.yaml': BAD }));
    expect({ status, output }).toEqual({ status: 1, output: 'exit-code=1\n' });
    expect(action({ arguments: 'lint\nnowhere' }, temp)).toMatchObject({ status: 2, output: 'exit-code=2\n' });
  });

  test('installs it only, without arguments; runs it in another folder', () => {
    expect(action({}, temp)).toMatchObject({ status: 0, stdout: '', output: 'exit-code=0\n' });
    const cwd = folderWith({ 'deep/k8s/app.yaml': GOOD });
    expect(action({ arguments: 'lint\nk8s', 'working-directory': 'deep' }, cwd)).toMatchObject({ status: 0 });
  });

  test('takes no argument for code', () => {
    const cwd = folderWith({ 'k8s/app.yaml': GOOD });
    const hostile = '$(touch pwned)`touch pwned`; touch pwned';
    expect(action({ arguments: `lint\n${hostile}` }, cwd).status).toBe(2);
    expect(action({ version: `v0.1.0/../${hostile}` }, cwd)).toMatchObject({
      status: 2,
      stderr: 'version: write the tag of a release, such as v1.2.3.\n',
    });
    expect(run('ls', ['-A'], { cwd }).stdout).toBe('k8s\n');
  });

  test('runs nothing that is not what its checksum says', () => {
    const sum = createHash('sha256').update(readFileSync(BINARY)).digest('hex');
    expect(action({ arguments: '--version', sha256: sum }, temp)).toMatchObject({ status: 0, stdout: VERSION });
    expect(
      action({ arguments: '--version', sha256: sum.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }, temp),
    ).toMatchObject({
      status: 2,
      stdout: '',
      stderr: `${NAME} is not what its checksum says: nothing was run.\n`,
    });
  });

  test('says what there is not', () => {
    expect(action({ version: 'v9.9.9' }, temp)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('could not be downloaded'),
    });
    expect(action({}, temp, { RUNNER_OS: 'Windows', RUNNER_ARCH: 'ARM64' })).toMatchObject({
      status: 2,
      stderr: 'There is no cdk8s-infisical for Windows on ARM64.\n',
    });
  });
});

describe('the GitLab component', () => {
  const [header, template] = parseAllDocuments(textOf('gitlab/template.yml')).map((document) => document.toJSON());

  /** As the runner runs a script: its lines one after the other, until one fails. */
  function job(given: { readonly [input: string]: string }, cwd: string) {
    const { inputs } = header.spec;
    const all = { version: 'v0.1.0', releases: `file://${RELEASES}`, asset: NAME, image: 'none', ...given };
    const values = Object.keys(inputs).map((name) => [
      `inputs.${name}`,
      all[name as keyof typeof all] ?? inputs[name].default,
    ]);
    const [, made] = Object.entries<{ script: string[]; variables: NodeJS.ProcessEnv }>(
      JSON.parse(filled(JSON.stringify(template), Object.fromEntries(values))),
    )[0] ?? ['', { script: [], variables: {} }];
    return run('sh', ['-ec', made.script.join('\n')], { cwd, env: made.variables });
  }

  test('holds no input in its script', () => {
    expect(JSON.stringify(template['$[[ inputs.job ]]'].script)).not.toContain('$[[');
  });

  test('writes what it finds where the host looks for it', () => {
    const cwd = folderWith({ 'k8s/app.yaml': BAD });
    expect(job({}, cwd).status).toBe(1);
    const [finding] = JSON.parse(readFileSync(join(cwd, 'gl-code-quality-report.json'), 'utf8'));
    expect(finding).toMatchObject({ severity: expect.any(String), location: { path: 'k8s/app.yaml' } });
    expect(job({ arguments: 'lint k8s' }, folderWith({ 'k8s/app.yaml': GOOD })).status).toBe(0);
  });

  test('takes words for words, and runs nothing with another checksum', () => {
    const cwd = folderWith({ 'k8s/app.yaml': GOOD });
    expect(job({ arguments: 'lint $(touch${IFS}pwned) *' }, cwd).status).toBe(2);
    expect(run('ls', ['-A'], { cwd }).stdout).toBe('k8s\n');
    const bad = folderWith({
      [`v0.1.0/${NAME}`]: '#!/bin/sh\ntouch pwned\n',
      'v0.1.0/SHA256SUMS': `${'0'.repeat(64)}  ${NAME}\n`,
    });
    expect(job({ releases: `file://${bad}` }, cwd).status).toBe(2);
    const without = folderWith({ [`v0.1.0/${NAME}`]: '#!/bin/sh\ntouch pwned\n', 'v0.1.0/SHA256SUMS': '' });
    expect(job({ releases: `file://${without}` }, cwd).status).toBe(2);
    expect(run('ls', ['-A'], { cwd }).stdout).toBe('k8s\n');
  });
});

describe('pre-commit', () => {
  const env = {
    HOME: temp,
    PRE_COMMIT_HOME: join(temp, 'pre-commit-cache'),
    PATH: `${temp}/bin:/usr/bin:/bin`,
    GIT_CONFIG_GLOBAL: '/dev/null',
  };
  const git = (cwd: string, ...args: string[]) => {
    const who = ['-c', 'user.name=x', '-c', 'user.email=x@example.com'];
    const { status, stdout, stderr } = run('git', [...who, ...args], { cwd, env });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  };
  let hooks = '';
  let rev = '';

  beforeAll(() => {
    execFileSync('python3', ['-m', 'venv', join(temp, 'venv')]);
    execFileSync(join(temp, 'venv/bin/pip'), ['install', '--quiet', 'pre-commit==4.7.0']);
    hooks = folderWith({ '.pre-commit-hooks.yaml': readFileSync(join(PROJECT, '.pre-commit-hooks.yaml'), 'utf8') });
    git(hooks, 'init', '--quiet');
    git(hooks, 'add', '.');
    git(hooks, 'commit', '--quiet', '--message', 'hooks');
    rev = git(hooks, 'rev-parse', 'HEAD');
  });

  function commit(text: string, hook: object) {
    const config = JSON.stringify({ repos: [{ repo: hooks, rev, hooks: [hook] }] });
    const cwd = folderWith({
      '.pre-commit-config.yaml': config,
      'k8s/app.yaml': text,
      'k8s/other.yaml': OTHER,
    });
    git(cwd, 'init', '--quiet');
    git(cwd, 'add', '.');
    return run(join(temp, 'venv/bin/pre-commit'), ['run', '--color', 'never'], { cwd, env });
  }

  test('refuses manifests with findings, and lets good ones through', () => {
    const lint = { id: 'cdk8s-infisical-lint', args: ['k8s'] };
    expect(commit(GOOD, lint)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/cdk8s-infisical lint\.+Passed\n$/),
    });
    const { status, stdout } = commit(BAD, lint);
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringMatching(/k8s\/app\.yaml:\d+/) });
  });

  test('checks against the committed catalogue, and says that there is none', () => {
    const { status, stdout } = commit(GOOD, { id: 'cdk8s-infisical-check', args: ['k8s'] });
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining('exit code: 2') });
  });
});

describe('the Argo CD plugin', () => {
  const { command, args } = parse(textOf('argo-cd-plugin/plugin.yaml')).spec.generate;
  const generate = (cwd: string) =>
    run(command[0], [...command.slice(1), ...args], { cwd, env: { PATH: `${temp}/bin:/usr/bin:/bin` } });

  test('prints the manifests that have no errors', () => {
    const { status, stdout } = generate(
      folderWith({ 'b.yaml': GOOD, 'a/c.yml': 'kind: List\napiVersion: v1\nitems: []' }),
    );
    expect(status).toBe(0);
    const kinds = parseAllDocuments(stdout).map((document) => document.toJSON()?.kind);
    expect(kinds).toEqual(['List', 'InfisicalSecret', 'Deployment']);
  });

  test('prints none where there is an error, or something is unread', () => {
    expect(generate(folderWith({ 'app.yaml': BAD }))).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('app.yaml:'),
    });
    expect(generate(folderWith({ 'app.yaml': GOOD, 'broken.yaml': 'a: [' }))).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('the container file', () => {
  /** No registry is asked, and nothing of the machine's own images is touched. */
  const buildah = (...args: string[]) => {
    const storage = ['--storage-driver', 'vfs', '--root', join(temp, 'images'), '--runroot', join(temp, 'run')];
    const ran = run('buildah', [...storage, ...args], {
      cwd: temp,
      env: { HOME: temp, PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
    });
    if (ran.status !== 0) throw ran.error ?? new Error(ran.stderr);
    return ran.stdout.trim();
  };

  test('makes an image in which the command runs', () => {
    const context = join(temp, 'context');
    mkdirSync(context);
    copyFileSync(BINARY, join(context, NAME));
    copyFileSync(join(made, 'LICENSES.txt'), join(context, 'LICENSES.txt'));
    // What a base image called `cc` has.
    const base = buildah('from', 'scratch');
    for (const library of libraries()) buildah('copy', base, library, library);
    buildah('commit', '--quiet', base, 'localhost/base');
    const file = join(PROJECT, 'integrations/container/Containerfile');
    const options = [
      '--build-arg',
      'BASE=localhost/base',
      '--build-arg',
      `BINARY=${NAME}`,
      '--pull-never',
      '--isolation',
      'chroot',
    ];
    buildah('build', '--quiet', ...options, '--tag', 'localhost/made', '--file', file, context);
    const root = buildah('mount', buildah('from', '--pull-never', 'localhost/made'));
    cpSync(folderWith({ 'k8s/app.yaml': GOOD }), join(root, 'work'), { recursive: true });
    const inside = (...args: string[]) =>
      run('/usr/sbin/chroot', ['--userspec=65532:65532', root, '/usr/local/bin/cdk8s-infisical', ...args], {
        cwd: '/',
      });
    expect(inside('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('Usage: cdk8s-infisical') });
    expect(inside('lint', '/work/k8s')).toMatchObject({ status: 0, stderr: '' });
    expect(inside('check', '--offline', '/work/k8s')).toMatchObject({
      status: 2,
      stdout: expect.stringContaining('PORT'),
    });
    const { config } = JSON.parse(buildah('inspect', '--type', 'image', 'localhost/made')).OCIv1;
    expect(config).toMatchObject({
      User: '65532:65532',
      WorkingDir: '/work',
      Entrypoint: ['/usr/local/bin/cdk8s-infisical'],
    });
  });

  function libraries(): string[] {
    const { stdout } = run('ldd', [BINARY], { cwd: temp });
    return [...stdout.matchAll(/(\/\S+) \(0x/g)].map(([, path = '']) => path);
  }
});
