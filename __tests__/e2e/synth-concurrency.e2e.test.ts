import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readWhole } from '../../cli/files/readable-output';
import { Project } from '../cli/synth/project';
import { type Ended, type Files, OTHER_PROCESSES, randomNumbers, readable, requireRoot, start } from './synth-process';

const [unshare = '', ...namespaces] = OTHER_PROCESSES;

beforeAll(() => {
  requireRoot('a set of processes (PID namespace) of its own', unshare, ...namespaces, 'true');
});

let project: Project;
beforeEach(() => {
  project = new Project({ 'cdk8s.yaml': 'app: node app.js\n', 'app.js': APP });
});
afterEach(() => project.remove());

/** Writes one environment after the other, with a pause between them, in which half of it could get lost. */
const APP = `
const { mkdirSync, writeFileSync } = require('node:fs');
const { WORD, PAUSE } = process.env;
for (const environment of ['prod', 'staging']) {
  const folder = process.env.CDK8S_OUTDIR + '/' + environment;
  mkdirSync(folder, { recursive: true });
  for (const name of [WORD, 'a', 'b', 'c']) {
    writeFileSync(folder + '/' + name + '.k8s.yaml', 'kind: A\\nmetadata:\\n  name: ' + name + '\\nword: ' + WORD + '\\n');
  }
  if (environment === 'prod') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(PAUSE));
}
`;

function outputOf(word: string): Files {
  const files: Files = {};
  for (const environment of ['prod', 'staging']) {
    for (const name of [word, 'a', 'b', 'c']) {
      files[`${environment}/${name}.k8s.yaml`] = `kind: A\nmetadata:\n  name: ${name}\nword: ${word}\n`;
    }
  }
  return files;
}

interface Started {
  readonly word: string;
  readonly pause?: number;
  readonly args?: readonly string[];
  readonly within?: readonly string[];
}

function synth({ word, pause = 0, args = [], within }: Started) {
  const env = { ...process.env, WORD: word, PAUSE: String(pause) };
  return start(project, ['--json', ...args], { env, within });
}

/** Whose output was there before, and is removed by this one. */
function predecessor({ stdout }: Ended): string | undefined {
  const { changes }: { changes: readonly { file: string; change: string }[] } = JSON.parse(stdout);
  const removed = changes.find(({ file, change }) => change === 'removed' && file.startsWith('prod/'));
  return removed?.file.replace(/^prod\/|\.k8s\.yaml$/g, '');
}

/** What is in the folder is the whole output of one of them. */
function expectWhole(files: Files | undefined): void {
  const word = /word: (.*)/.exec(files?.['prod/a.k8s.yaml'] ?? '')?.[1] ?? 'nobody';
  expect(files).toEqual(outputOf(word));
}

/** A process and all that it has started. */
function tree(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    return [pid, ...children.flatMap((child) => tree(Number(child)))];
  } catch {
    return [];
  }
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended.
    }
  }
}

async function lockOf({ child }: { readonly child: ChildProcess }): Promise<void> {
  while (!existsSync(project.path('.dist.synth/lock')) && child.exitCode === null) await sleep(1);
}

test('36 synths at once, a third of them in other sets of processes, come one after the other: each that says 0 has written all of its output', async () => {
  expect((await synth({ word: 'first' }).ended).status).toBe(0);
  const random = randomNumbers(36);
  const synths = Array.from({ length: 36 }, (_, i) => {
    const within = i % 3 === 0 ? OTHER_PROCESSES : [];
    const { ended } = synth({ word: `w${i}`, pause: 60 * random.next().value, within });
    return ended.then((result) => ({ word: `w${i}`, result }));
  });
  let isOver = false;
  const all = Promise.all(synths).finally(() => {
    isOver = true;
  });
  while (!isOver) {
    expectWhole(readWhole([project.path('dist')], () => readable(project)));
    await sleep(20);
  }
  const ends = await all;
  expect(ends.filter(({ result }) => result.status !== 0)).toEqual([]);
  // Each has found the whole output of another one: together they are one row, with nobody lost in between.
  const successors = new Map(ends.map(({ word, result }) => [predecessor(result), word]));
  const row: string[] = [];
  for (let word = successors.get('first'); word !== undefined; word = successors.get(word)) row.push(word);
  expect(row.length).toBe(36);
  expect(project.filesIn()).toEqual(outputOf(row[35] ?? ''));
  expect(readdirSync(project.folder).sort()).toEqual(['app.js', 'cdk8s.yaml', 'dist', 'node_modules']);
});

describe('a synth in another set of processes', () => {
  test.each([
    ['it lives', OTHER_PROCESSES],
    ['it lives, also if it has another /proc', OTHER_PROCESSES.slice(0, 3)],
    ['it lives, also by another clock', ['unshare', '--time', '--boottime', '100000', '--fork']],
  ])('is waited for while %s', async (_, within) => {
    const first = synth({ word: 'one', pause: 3_000, within });
    await lockOf(first);
    const second = synth({ word: 'two' });
    const [one, two] = await Promise.all([first.ended, second.ended]);
    expect([one.status, two.status, predecessor(two)]).toEqual([0, 0, 'one']);
    expect(two.stderr).toMatch(/^process \d+ on ".*", at work since .* UTC, is writing dist: waiting for it/);
    expect(project.filesIn()).toEqual(outputOf('two'));
  });

  test('that was killed ends the next one in a line, which says what to remove', async () => {
    const first = synth({ word: 'one', pause: 60_000, within: OTHER_PROCESSES });
    await lockOf(first);
    signal(tree(first.child.pid ?? 0), 'SIGKILL');
    await first.ended;
    const second = await synth({ word: 'two' }).ended;
    expect(second).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(
        'has given no sign of life: if no synth is at work there, remove .dist.synth/lock',
      ),
    });
    rmSync(project.path('.dist.synth/lock'));
    expect((await synth({ word: 'two' }).ended).status).toBe(0);
    expect(project.filesIn()).toEqual(outputOf('two'));
    expect(existsSync(project.path('.dist.synth'))).toBe(false);
  });

  test('that is stopped, and goes on after its lock was removed, knows that it has written nothing', async () => {
    expect((await synth({ word: 'first' }).ended).status).toBe(0);
    const random = randomNumbers(7);
    let lost = 0;
    for (let i = 0; i < 12; i++) {
      const within = i % 2 === 0 ? OTHER_PROCESSES : [];
      const one = synth({ word: `one${i}`, pause: 100, within });
      await lockOf(one);
      await sleep(400 * random.next().value);
      const group = tree(one.child.pid ?? 0);
      signal(group, 'SIGSTOP');
      const refused = await synth({ word: `two${i}`, args: ['--wait', '0'] }).ended;
      rmSync(project.path('.dist.synth/lock'), { force: true });
      const two = await synth({ word: `two${i}` }).ended;
      signal(group, 'SIGCONT');
      const ended = await one.ended;
      expect(two.status).toBe(0);
      // Either it was done before the other one began, or it has lost.
      if (ended.status !== 0) {
        lost++;
        expect(ended).toMatchObject({ status: 2, stderr: expect.stringContaining('this synth has lost its lock') });
        expect(refused.status).toBe(2);
      } else expect([predecessor(refused.status === 0 ? refused : two)]).toEqual([`one${i}`]);
      expect(project.filesIn()).toEqual(outputOf(`two${i}`));
    }
    expect(lost).toBeGreaterThan(3);
    expect((await synth({ word: 'last' }).ended).status).toBe(0);
    expect(existsSync(project.path('.dist.synth'))).toBe(false);
  });
});

test('an app that is killed ends its synth with 2, and dist stays as it was', async () => {
  expect((await synth({ word: 'one' }).ended).status).toBe(0);
  const two = synth({ word: 'two', pause: 60_000, args: ['--no-cache'] });
  let app: string | undefined;
  while (app === undefined) {
    await sleep(5);
    app = Object.entries(project.filesIn('.dist.synth') ?? {}).find(
      ([path, text]) => /^run.*\/app$/.test(path) && text,
    )?.[1];
  }
  // The shell that runs it has no other child.
  signal(tree(JSON.parse(app).pid).slice(-1), 'SIGKILL');
  const { status, stdout } = await two.ended;
  expect(status).toBe(2);
  expect(JSON.parse(stdout)).toEqual({
    output: 'dist',
    failure: 'the app "node app.js" failed with exit code 137',
    findings: [],
  });
  expect(project.filesIn()).toEqual(outputOf('one'));
  expect(existsSync(project.path('.dist.synth'))).toBe(false);
});
