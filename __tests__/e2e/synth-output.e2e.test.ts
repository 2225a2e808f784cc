import { type SpawnOptions, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Project } from '../cli/synth/project';
import { COMMAND, startSynth, until } from './app-that-stays';

let project: Project;
afterEach(() => project.remove());

const BY_SHELL = 'node app.js && true';

function projectWith(app: string, command = BY_SHELL): Project {
  const begin = `const { existsSync, mkdirSync, writeFileSync } = require('node:fs');
    const done = () => { mkdirSync(process.env.CDK8S_OUTDIR); writeFileSync(process.env.CDK8S_OUTDIR + '/a.yaml', 'kind: A'); };\n`;
  return new Project({ 'cdk8s.yaml': `app: ${command}\n`, 'app.js': `${begin}${app}` });
}

const WRITTEN = { 'a.yaml': 'kind: A' };
const RESULT = '+ a.yaml\n0 added, 0 changed, 0 removed in 1 file\n';

test.each([BY_SHELL, 'node app.js'])(
  'what "%s" prints is to be seen while it runs, and never in the result',
  async (command) => {
    const app = `
    console.log('to stdout'); console.error('to stderr'); process.stdout.write('a question? ');
    const waiting = setInterval(() => { if (existsSync('go')) { clearInterval(waiting); done(); } }, 5);`;
    project = projectWith(app, command);
    const { child, ended, told } = startSynth(project, ['--json']);
    let printed = '';
    child.stdout?.on('data', (text) => {
      printed += text;
    });
    await until(() => ['to stdout\n', 'to stderr\n', 'a question? '].every((text) => told().includes(text)));
    project.write('go', '');
    expect(await ended).toMatchObject({ status: 0, stderr: expect.stringMatching(/a question\? \n$/) });
    expect(JSON.parse(printed)).toMatchObject({ output: 'dist' });
  },
);

test('what a terminal or a CI would obey in it is to be seen', async () => {
  project = projectWith("console.log('\\u001b[31mred\\u001b[0m\\u001b]0;title\\u0007\\n::error::x'); done();");
  expect((await startSynth(project).ended).stderr).toBe(
    '\u001b[31mred\u001b[0m\\u001b]0;title\\u0007\n\\u003a:error::x\n',
  );
});

const LINE = 'a line that the app prints while it works, with some words in it\n';
const prints = (bytes: number) => `
  const lines = ${JSON.stringify(LINE)}.repeat(1_000);
  let [left, printed] = [${Math.ceil(bytes / LINE.length / 1_000)}, 0];
  (function more() {
    for (; left > 0; left--) {
      writeFileSync('printed', String((printed += lines.length)));
      if (!process.stdout.write(lines)) { left--; return process.stdout.once('drain', more); }
    }
    done();
  })();`;

// Only Linux tells how much memory a process has had.
if (process.platform === 'linux') {
  test('a gigabyte of it is no error, and takes no memory', async () => {
    project = projectWith('done()');
    project.write('cdk8s.yaml', `app: yes | head -c ${2 ** 30}; node app.js\n`);
    const reader = spawn('wc', ['-c']);
    let counted = '';
    reader.stdout.on('data', (text) => {
      counted += text;
    });
    const { child, ended } = startSynth(project, [], { stdio: ['ignore', 'ignore', reader.stdin] });
    let most = 0;
    const watching = setInterval(() => {
      if (!existsSync(`/proc/${child.pid}/status`)) return;
      const [, kilobytes = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      most = Math.max(most, Number(kilobytes));
    }, 50);
    expect(await ended).toMatchObject({ status: 0 });
    clearInterval(watching);
    reader.stdin.destroy();
    await new Promise((resolve) => reader.on('close', resolve));
    expect(Number(counted)).toBe(2 ** 30);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(150_000);
    expect(project.filesIn()).toEqual(WRITTEN);
  });
}

test('the app waits for whoever reads it, and nothing is lost', async () => {
  const size = 32 * 2 ** 20;
  project = projectWith(prints(size));
  const child = spawn(process.execPath, [COMMAND, 'synth'], { cwd: project.folder });
  await until(() => existsSync(project.path('printed')));
  let before = -1;
  // Until it goes no further.
  for (let now = 0; now !== before; now = Number(project.read('printed'))) {
    before = now;
    await sleep(1_000);
  }
  expect(before).toBeLessThan(2 ** 20);
  let read = 0;
  child.stderr.on('data', (chunk) => {
    read += chunk.length;
  });
  child.stdout.resume();
  await new Promise((resolve) => child.on('close', resolve));
  expect(read).toBe(Math.ceil(size / LINE.length / 1_000) * 1_000 * LINE.length);
});

describe('whatever becomes of the output, the synth ends with the right code:', () => {
  const CHATTY = "for (let i = 0; i < 5_000; i++) { console.log('line', i); console.error('line', i); } done();";

  /** Runs a command line of a shell, in which `synth` is the command; gives how that has ended. */
  async function inShell(line: string, options: SpawnOptions = {}) {
    const synth = `synth() { '${process.execPath}' '${COMMAND}' synth "$@"; echo $? > status; }`;
    const child = spawn('bash', ['-c', `${synth}; ${line}`], { cwd: project.folder, ...options });
    let told = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text) => {
        told += text;
      });
    }
    await new Promise((resolve) => child.on('close', resolve));
    return { status: Number(project.read('status')), told };
  }

  test.each([
    ['who reads it all has seen enough', 'synth 2>&1 | head -1', 0, 'line 0\n'],
    ['nobody reads it', 'synth 2>&1 | true', 0, ''],
    ['nobody reads the result', 'synth 2> /dev/null | true', 0, ''],
    ['nobody reads what is told', '{ synth 2>&1 > result | true; }; cat result', 0, RESULT],
    ['they are closed', 'synth >&- 2>&- <&-', 0, ''],
    ['what is told is closed', 'synth 2>&-', 0, RESULT],
  ])('%s', async (_, line, code, shown) => {
    project = projectWith(CHATTY);
    expect(await inShell(line)).toEqual({ status: code, told: shown });
    expect(project.filesIn()).toEqual(WRITTEN);
    expect(existsSync(project.path('.dist.synth'))).toBe(false);
  });

  test.each([
    ['nobody reads it', '2>&1 | true'],
    ['they are closed', '>&- 2>&- <&-'],
  ])('also of an app that fails, where %s', async (_, rest) => {
    project = projectWith(`${CHATTY}; process.exitCode = 1;`);
    expect(await inShell(`synth ${rest}`)).toEqual({ status: 2, told: '' });
    expect(project.filesIn()).toBe(undefined);
    expect(existsSync(project.path('.dist.synth'))).toBe(false);
  });

  // A file that is always full.
  if (process.platform === 'linux') {
    test.each([
      ['what is told', 'synth 2> /dev/full', 0, RESULT],
      ['the result', 'synth 2>&1 > /dev/full | tail -1', 2, 'standard output cannot be written: the disk is full\n'],
      ['both', 'synth > /dev/full 2>&1', 2, ''],
      ['the result of a check', 'synth --check 2> /dev/null > /dev/full', 2, ''],
    ])('the disk is full for %s', async (what, line, code, shown) => {
      project = projectWith(CHATTY);
      expect(await inShell(line)).toEqual({ status: code, told: shown });
      expect(project.filesIn()).toEqual(what.includes('check') ? undefined : WRITTEN);
      expect(existsSync(project.path('.dist.synth'))).toBe(false);
    });
  }
});
