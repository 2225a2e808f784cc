import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { committedOutput } from '../../../cli/doctor/asking/committed-output';

let folder: string;
let dist: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'committed-'));
  dist = join(folder, 'dist');
  mkdirSync(join(dist, 'prod'), { recursive: true });
  writeFileSync(join(dist, 'prod/shop.k8s.yaml'), 'kind: Deployment\n');
});

afterEach(() => rmSync(folder, { recursive: true }));

function git(...args: string[]): void {
  const who = ['-c', 'user.name=somebody', '-c', 'user.email=somebody@example.com'];
  execFileSync('git', [...who, ...args], { cwd: folder, stdio: 'pipe' });
}

function commit(): void {
  git('add', '--all', '--force');
  git('commit', '--message', 'dist');
}

test('a folder in no repository', () => {
  expect(committedOutput(dist)).toMatchObject({
    why: expect.stringContaining('in no git repository'),
    next: 'git init',
  });
});

test('a repository without any commit', () => {
  git('init');
  expect(committedOutput(dist)).toEqual({ committed: 0, different: ['prod/shop.k8s.yaml'] });
});

test('all of it is committed', () => {
  git('init');
  commit();
  expect(committedOutput(dist)).toEqual({ committed: 1, different: [] });
});

test('a file is changed, one is new and one is gone', () => {
  git('init');
  writeFileSync(join(dist, 'prod/gone.k8s.yaml'), 'kind: Service\n');
  commit();
  writeFileSync(join(dist, 'prod/shop.k8s.yaml'), 'kind: StatefulSet\n');
  writeFileSync(join(dist, 'new.k8s.yaml'), 'kind: Service\n');
  rmSync(join(dist, 'prod/gone.k8s.yaml'));
  expect(committedOutput(dist)).toEqual({
    committed: 2,
    different: ['new.k8s.yaml', 'prod/gone.k8s.yaml', 'prod/shop.k8s.yaml'],
  });
});

test('a checkout with other ends of lines is the same', () => {
  git('init');
  commit();
  writeFileSync(join(dist, 'prod/shop.k8s.yaml'), 'kind: Deployment\r\n');
  expect(committedOutput(dist)).toMatchObject({ different: [] });
});

test.each(['dist/', '*.k8s.yaml', '/dist/prod'])('git ignores it by %s', (pattern) => {
  git('init');
  writeFileSync(join(folder, '.gitignore'), `node_modules/\n${pattern}\n`);
  expect(committedOutput(dist)).toMatchObject({ ignoredBy: expect.stringMatching(/\.gitignore:2 "/) });
});

test('git ignores what is new beside what was committed', () => {
  git('init');
  writeFileSync(join(folder, '.gitignore'), 'dist/\n');
  commit();
  expect(committedOutput(dist)).toEqual({ ignoredBy: expect.stringMatching(/\.gitignore:1 "dist\/"$/), committed: 1 });
});

test('a line that takes it back in ignores nothing', () => {
  git('init');
  writeFileSync(join(folder, '.gitignore'), '*.yaml\n!dist/**\n');
  commit();
  expect(committedOutput(dist)).toEqual({ committed: 1, different: [] });
});

test('no program that the repository names is run', () => {
  git('init');
  commit();
  const trap = join(folder, 'trap');
  writeFileSync(trap, `#!/bin/sh\ntouch ${join(folder, 'sprung')}\ncat\n`);
  chmodSync(trap, 0o755);
  git('config', 'filter.trap.clean', trap);
  git('config', 'filter.trap.smudge', trap);
  git('config', 'core.fsmonitor', trap);
  writeFileSync(join(folder, '.gitattributes'), '* filter=trap\n');
  writeFileSync(join(dist, 'prod/shop.k8s.yaml'), 'kind: StatefulSet\n');
  expect(committedOutput(dist)).toEqual({ committed: 1, different: ['prod/shop.k8s.yaml'] });
  expect(readdirSync(folder)).not.toContain('sprung');
});

test('a git that was checked out is not run, and neither is one that a link in PATH leads to', () => {
  git('init');
  commit();
  const path = process.env.PATH;
  const own = join(folder, 'node_modules/.bin');
  const ran = join(folder, 'ran');
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'git'), `#!/bin/sh\n: > '${ran}'\n`);
  chmodSync(join(own, 'git'), 0o755);
  const elsewhere = mkdtempSync(join(tmpdir(), 'links-'));
  symlinkSync(join(own, 'git'), join(elsewhere, 'git'));
  try {
    process.env.PATH = [own, elsewhere, path].join(delimiter);
    expect(committedOutput(dist)).toEqual({ committed: 1, different: [] });
    process.env.PATH = [own, elsewhere].join(delimiter);
    expect(committedOutput(dist)).toEqual({ why: expect.stringContaining('there is none in the absolute folders') });
    expect(existsSync(ran)).toBe(false);
  } finally {
    process.env.PATH = path;
    rmSync(elsewhere, { recursive: true });
  }
});
