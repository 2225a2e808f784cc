import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { type Ran, runProgram } from '../cli/command-line';
import { makeBinary, NAME } from './made-binary';
import { manifestOf, PROJECT, run } from './packed-library';

const GITHUB = join(PROJECT, '.github');
const { jobs } = parse(readFileSync(join(GITHUB, 'workflows/release.yml'), 'utf8'));
const TAG = 'v0.9.0';

const temp = mkdtempSync(join(tmpdir(), 'release-'));
const clone = join(temp, 'clone');
afterAll(() => rmSync(temp, { recursive: true, force: true }));

/** A clone in which the version was made, as CONTRIBUTING.md says. */
beforeAll(() => {
  run(temp, 'git', 'clone', '--quiet', PROJECT, clone);
  symlinkSync(join(PROJECT, 'node_modules'), join(clone, 'node_modules'));
  for (const [name, value] of [
    ['user.name', 'a'],
    ['user.email', 'a@example.com'],
    ['tag.gpgSign', 'false'],
  ]) {
    run(clone, 'git', 'config', name, value);
  }
  run(clone, 'npm', 'version', TAG.slice(1));
});

interface Place {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly tag?: string;
}

/** Runs the script of a step as GitHub does. */
function step(job: string, name: string, { cwd, env, tag = TAG }: Place) {
  const found = jobs[job].steps.find((one: { name?: string }) => one.name === name);
  const values: { [expression: string]: string } = {
    'github.ref_name': tag,
    'github.repository': 'cdk8s-infisical/cdk8s-infisical',
    'github.token': 'none',
    'matrix.targets': NAME.replace('cdk8s-infisical-', ''),
  };
  const given = Object.entries<string>(found.env ?? {}).map(([variable, text]) => [
    variable,
    text.replace(/^\$\{\{ (\S+) \}\}$/, (_, expression) => values[expression]),
  ]);
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', found.run], {
    cwd,
    env: { ...process.env, ...Object.fromEntries(given), ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('a release', () => {
  test('is a commit and a tag, whose changelog has what was unreleased', () => {
    expect(run(clone, 'git', 'tag', '--points-at', 'HEAD')).toBe(`${TAG}\n`);
    expect(manifestOf(clone).version).toBe(TAG.slice(1));
    expect(readFileSync(join(clone, 'CHANGELOG.md'), 'utf8')).toContain(`\n## Unreleased\n\n## ${TAG.slice(1)}\n\n`);
    expect(run(clone, 'git', 'status', '--porcelain', '--untracked-files=no')).toBe('');
  });

  test('is the version that the documents name', () => {
    const documents = ['README.md', 'docs', 'integrations', 'examples'];
    const named = (version: string) =>
      spawnSync('git', ['grep', '--count', '--fixed-strings', version, '--', ...documents], {
        cwd: clone,
        encoding: 'utf8',
      }).stdout;
    expect(named(manifestOf(PROJECT).version)).toBe('');
    expect(named(TAG.slice(1)).split('\n').length).toBeGreaterThan(8);
  });

  test('is refused where its tag is not the version, or where nothing new is said', () => {
    const name = 'the tag is the version, and the changelog has it';
    expect(step('verify', name, { cwd: clone })).toMatchObject({ status: 0, stderr: '' });
    expect(step('verify', name, { cwd: clone, tag: 'v0.9.1' })).toEqual({
      status: 1,
      stdout: '',
      stderr: 'the tag v0.9.1 is not that of package.json, v0.9.0\n',
    });
    const { status, stderr } = spawnSync('npm', ['version', 'minor'], { cwd: clone, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining('nothing stands under "## Unreleased" in CHANGELOG.md: write what is new there'),
    });
    run(clone, 'git', 'checkout', '--quiet', '.');
  });

  test('of a prerelease has what is unreleased, which the version after it keeps', () => {
    const prereleased = join(temp, 'prereleased');
    run(temp, 'git', 'clone', '--quiet', clone, prereleased);
    run(prereleased, 'git', 'config', 'user.name', 'a');
    run(prereleased, 'git', 'config', 'user.email', 'a@example.com');
    const changelog = join(prereleased, 'CHANGELOG.md');
    writeFileSync(changelog, readFileSync(changelog, 'utf8').replace('## Unreleased\n', '## Unreleased\n\n- newer\n'));
    run(prereleased, 'git', 'commit', '--quiet', '--all', '--message', 'newer');
    const notes = (version: string) => {
      run(prereleased, 'npm', 'version', version);
      return run(prereleased, 'node', 'tools/changelog.cjs', 'notes', `v${version}`);
    };
    expect(['0.10.0-rc.0', '0.10.0-rc.1', '0.10.0'].map(notes)).toEqual(['- newer\n', '- newer\n', '- newer\n']);
    expect(readFileSync(changelog, 'utf8')).toContain('\n## Unreleased\n\n## 0.10.0\n\n- newer\n\n## 0.9.0\n');
  });

  test('is published on npm as the package that was made, under the channel of its tag', () => {
    expect(step('package', 'make the package, and what the release says', { cwd: clone })).toMatchObject({ status: 0 });
    const made = join(clone, 'package');
    const notes = readFileSync(join(made, 'notes.md'), 'utf8');
    expect(notes).toMatch(/^- \S/m);
    const links = [...notes.matchAll(/\]\(([^)]*)\)/g)].map(([, link]) => link);
    expect(links.filter((link) => !link.startsWith('https://'))).toEqual([]);
    expect(links).toContain(`https://github.com/cdk8s-infisical/cdk8s-infisical/blob/${TAG}/docs/workloads.md`);
    const env = { npm_config_dry_run: 'true' };
    for (const [tag, channel] of [
      [TAG, 'latest'],
      ['v0.9.0-rc.1', 'next'],
    ]) {
      copyFileSync(join(made, 'cdk8s-infisical-0.9.0.tgz'), join(made, `cdk8s-infisical-${tag.slice(1)}.tgz`));
      const { status, stdout, stderr } = step('npm', 'publish', { cwd: made, env, tag });
      expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('+ cdk8s-infisical@0.9.0\n') });
      expect(stderr).toMatch(new RegExp(`Publishing to \\S+ with tag ${channel} and public access \\(dry-run\\)`));
    }
    expect(jobs.npm.permissions).toEqual({ 'id-token': 'write' });
    // A second run finds what the first one published, and nothing else in its place.
    const published = createHash('sha512').update(readFileSync(join(made, 'cdk8s-infisical-0.9.0.tgz')));
    const npmWith = (integrity: string) => ({
      PATH: pathWith('npm', `[ "$1" = view ] && echo '${integrity}' || echo "npm $1"`),
    });
    const again = (integrity: string) => step('npm', 'publish', { cwd: made, env: npmWith(integrity) }).stdout;
    expect(again(`sha512-${published.digest('base64')}`)).toMatch(/npm has this package\n$/);
    expect(again('sha512-other')).toMatch(/npm publish\n$/);
    appendFileSync(join(made, 'cdk8s-infisical-0.9.0.tgz'), ' ');
    expect(step('npm', 'publish', { cwd: made, env })).toMatchObject({
      status: 1,
      stdout: 'cdk8s-infisical-0.9.0.tgz: FAILED\n',
    });
  });

  test('has programs with their checksums, and what is new', () => {
    const cwd = join(temp, 'release');
    const assets = join(cwd, 'assets');
    mkdirSync(join(cwd, 'package'), { recursive: true });
    mkdirSync(assets);
    const made = makeBinary();
    copyFileSync(join(made, 'LICENSES.txt'), join(assets, 'LICENSES.txt'));
    for (const target of jobs.binaries.strategy.matrix.include.flatMap((one: { targets: string }) =>
      one.targets.split(' '),
    )) {
      // Other systems' programs are made where they run, or on request only: this one stands for them.
      const name = `cdk8s-infisical-${target}`;
      copyFileSync(join(made, NAME), join(assets, name));
      writeFileSync(join(assets, `${name}.sha256`), run(assets, 'sha256sum', name));
    }
    run(clone, 'npm', 'pack', '--ignore-scripts', '--pack-destination', join(cwd, 'package'));
    writeFileSync(
      join(cwd, 'package/package.sha256'),
      run(join(cwd, 'package'), 'sha256sum', 'cdk8s-infisical-0.9.0.tgz'),
    );
    writeFileSync(join(cwd, 'package/notes.md'), '- new\n');

    const { status, stdout } = step('release', 'one list of checksums, which all files must pass', { cwd });
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining(`${NAME}: OK\n`) });
    // The documented way to hold one file against the list.
    expect(run(assets, 'sha256sum', '--check', '--ignore-missing', 'SHA256SUMS')).toContain(`${NAME}: OK\n`);
    expect(ghOf(cwd, TAG)).toEqual([
      'release create v0.9.0 --verify-tag --latest --title v0.9.0 --notes-file package/notes.md',
      ...[...run(assets, 'ls').trim().split('\n')].map((file) => `assets/${file}`),
    ]);
    expect(ghOf(cwd, 'v0.9.0-rc.1')[0]).toContain('--prerelease');
  });

  test('is not made of a program that was changed', () => {
    const cwd = join(temp, 'release');
    writeFileSync(join(cwd, 'assets/one.sha256'), `${'0'.repeat(64)}  ${NAME}\n`);
    writeFileSync(join(cwd, 'package/package.sha256'), '');
    expect(step('release', 'one list of checksums, which all files must pass', { cwd })).toMatchObject({ status: 1 });
  });

  test('is made once: a second run makes what the first one left unfinished, and no other', () => {
    const cwd = join(temp, 'release');
    const asked = (isDraft: string) => {
      const PATH = pathWith('gh', `[ "$2" = view ] && echo ${isDraft} || echo "$1 $2 $3"`);
      return step('release', 'publish', { cwd, env: { PATH } }).stdout;
    };
    expect(asked('false')).toBe('v0.9.0 is released\n');
    expect(asked('true')).toBe('release delete v0.9.0\nrelease create v0.9.0\n');
  });

  /** What the step asks of GitHub's own program: its words, and the files. */
  function ghOf(cwd: string, tag: string): string[] {
    const env = { PATH: pathWith('gh', 'printf "%s\\n" "$*"') };
    const { status, stdout } = step('release', 'publish', { cwd, env, tag });
    expect(status).toBe(0);
    const [words, ...files] = stdout.trim().split(/ (?=assets\/)/);
    return [words, ...files];
  }

  /** Where a program does what the script says. */
  function pathWith(name: string, script: string): string {
    const bin = mkdtempSync(join(temp, 'bin-'));
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return `${bin}${delimiter}${process.env.PATH}`;
  }
});

/** By the programs that know the host's rules. */
describe('what the host reads', () => {
  const bin = join(temp, 'venv/bin');
  beforeAll(() => {
    run(temp, 'python3', '-m', 'venv', 'venv');
    run(temp, join(bin, 'pip'), 'install', '--quiet', 'zizmor==1.32.0', 'check-jsonschema==0.39.0');
  });

  test('is valid', () => {
    const check = (schema: string, ...files: string[]) =>
      run(GITHUB, join(bin, 'check-jsonschema'), '--builtin-schema', schema, ...files);
    check('vendor.dependabot', 'dependabot.yml');
    check('vendor.github-workflows', 'workflows/ci.yml', 'workflows/release.yml');
    check('vendor.github-issue-forms', 'ISSUE_TEMPLATE/bug.yml', 'ISSUE_TEMPLATE/idea.yml');
    check('vendor.github-issue-config', 'ISSUE_TEMPLATE/config.yml');
  });

  test('has no error in its expressions and scripts', () => {
    const linter = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';
    expect(run(PROJECT, 'go', 'run', linter)).toBe('');
  });

  test('is safe: actions by commit, least permissions, nothing of a stranger in a script', () => {
    expect(
      run(PROJECT, join(bin, 'zizmor'), '--offline', '--no-progress', '--color', 'never', '.github', 'integrations'),
    ).toMatch(/^No findings to report/m);
  });
});

describe('the audit', () => {
  let server: Server;
  let answer: { readonly status: number; readonly body: object };

  beforeAll(async () => {
    server = createServer((request, response) => {
      const isAsked = request.url?.endsWith('/advisories/bulk') === true;
      response.writeHead(isAsked ? answer.status : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isAsked ? answer.body : {}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(() => server.close());

  const advisory = (name: string) => ({
    [name]: [
      {
        id: 1,
        url: 'https://example.com/1',
        title: 'Reads too much\u001b[2J',
        severity: 'high',
        vulnerable_versions: '<99',
      },
    ],
  });

  /** What npm itself makes of the registry's answer. */
  function audit(status: number, body: object): Promise<Ran> {
    answer = { status, body };
    const { port } = server.address() as AddressInfo;
    const env = { ...process.env, npm_config_registry: `http://127.0.0.1:${port}`, npm_config_fetch_retries: '0' };
    return runProgram(process.execPath, [join(PROJECT, 'tools/audit.cjs')], { cwd: PROJECT, env });
  }

  test('refuses a vulnerable library that is bundled, and names it', async () => {
    expect(await audit(200, advisory('undici'))).toEqual({
      status: 1,
      stdout: expect.stringMatching(
        /^undici \(high\), which is shipped: Reads too much \[2J, https:\/\/example\.com\/1\n1 of \d+ shipped libraries are vulnerable; of packages that only build and test: 0\n$/,
      ),
      stderr: '',
    });
  });

  test('counts one that only tests', async () => {
    const { status, stdout } = await audit(200, advisory('fast-check'));
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^0 of \d+ shipped .* test: 1\n$/),
    });
  });

  test('says in one line that a registry has none, and fails where it does not know', async () => {
    expect(await audit(405, {})).toEqual({
      status: 0,
      stdout: 'not audited: this registry has no audit\n',
      stderr: '',
    });
    expect(await audit(500, {})).toMatchObject({ status: 1, stdout: expect.stringMatching(/^npm audit failed: /) });
  });
});
