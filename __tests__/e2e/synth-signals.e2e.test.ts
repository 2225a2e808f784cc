import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { listFromPs, listProcesses } from '../../cli/synth/app/listed-processes';
import { thisProcess } from '../../cli/synth/output/process-identity';
import { configMap, type Project } from '../cli/synth/project';
import { COMMAND, leftOf, OLD, pidsIn, startSynth, stayingProject, until } from './app-that-stays';

let project: Project;
afterEach(() => {
  for (const pid of leftOf(project)) process.kill(pid, 'SIGKILL');
  project.remove();
});

const isLinux = process.platform === 'linux';
const appsRun = (count: number) => until(() => pidsIn(project).length >= count);

function expectNothingLeft(): void {
  expect(leftOf(project)).toEqual([]);
  expect(existsSync(project.path('.dist.synth'))).toBe(false);
  expect(project.filesIn()).toEqual(OLD);
}

const OWN_SESSION: [string, string, number] = ['a session of its own', 'setsid -f node stays.js; node stays.js', 2];

describe.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends the synth and all of its app:', (signal) => {
  test.each<[string, string, number]>([
    ['one program', 'node stays.js', 1],
    ['programs one after the other', 'true && node stays.js && true', 1],
    ['a shell in a shell', 'sh -c \'sh -c "node stays.js; true"; true\'; true', 1],
    ['a script of npm', 'npm exec --offline --call "node stays.js && true"', 1],
    ['a pipeline', 'node stays.js | node stays.js', 2],
    ...(isLinux ? [OWN_SESSION] : []),
  ])('%s', async (_, app, count) => {
    project = stayingProject(app);
    const { child, ended } = startSynth(project);
    await appsRun(count);
    child.kill(signal);
    expect(await ended).toMatchObject({ signal, stderr: expect.stringMatching(new RegExp(`ended by ${signal}\n$`)) });
    expectNothingLeft();
  });
});

describe('an app that ignores signals', () => {
  const APP = 'true && node ignores.js && true';

  test('is ended after some seconds', async () => {
    project = stayingProject(APP);
    const { child, ended } = startSynth(project);
    await appsRun(1);
    child.kill('SIGTERM');
    const { signal, stderr } = await ended;
    expect(signal).toBe('SIGTERM');
    expect(stderr).toContain('ignored SIGTERM\n');
    expectNothingLeft();
  });

  test('is ended by a synth within the app of another one, which leaves nothing behind either', async () => {
    project = stayingProject(`cd other && node '${COMMAND}' synth; true`);
    project.write('other/cdk8s.yaml', 'app: cd .. && node ignores.js; true\n');
    const { child, ended } = startSynth(project);
    await appsRun(1);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ signal: 'SIGTERM' });
    expectNothingLeft();
    expect(project.filesIn('other')).toEqual({ 'cdk8s.yaml': expect.anything() });
  });

  test('is ended at once by a second one; one that comes twice at once is one', async () => {
    project = stayingProject(APP);
    const { child, ended, told } = startSynth(project);
    await appsRun(1);
    child.kill('SIGINT');
    child.kill('SIGTERM');
    await until(() => told().includes('ignored'));
    await sleep(1_000);
    expect(child.exitCode).toBe(null);
    expect(leftOf(project)).toHaveLength(1);
    const second = performance.now();
    child.kill('SIGTERM');
    await ended;
    expect(performance.now() - second).toBeLessThan(2_000);
    expectNothingLeft();
  });
});

test('100 signals at any moment leave the old or the new folder, and nothing else', async () => {
  project = stayingProject('true && node writes.js && true');
  const states = ['one', 'two'].map((word) => ({ 'a.k8s.yaml': configMap(word), 'b.k8s.yaml': configMap(word) }));
  project.write(
    'writes.js',
    `const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
     appendFileSync('pids', process.pid + '\\n');
     mkdirSync(process.env.CDK8S_OUTDIR);
     for (const [path, text] of Object.entries(require('./files.json'))) writeFileSync(process.env.CDK8S_OUTDIR + '/' + path, text);`,
  );
  let [current, whole, long] = [states[0], 0, 0];
  for (let i = -2; i < 100; i++) {
    const next = states[Math.abs(i) % 2];
    project.write('files.json', JSON.stringify(next));
    const start = performance.now();
    const { child, ended } = startSynth(project);
    const moment = (i * 37) % 100;
    if (i >= 0) {
      // Each moment once, in any order, from the first one to that in which it would have ended by itself.
      await sleep((long * moment) / 95);
      child.kill(['SIGINT', 'SIGTERM', 'SIGHUP'][i % 3] as NodeJS.Signals);
    }
    const { status, signal } = await ended;
    if (status === 0) long = performance.now() - start;
    // The machine has become slower.
    else if (moment > 80) long *= 1.1;
    const isNew = JSON.stringify(project.filesIn()) === JSON.stringify(next);
    if (status === 0) whole++;
    if (isNew) current = next;
    expect({ i, status, signal, files: project.filesIn(), left: leftOf(project), names: project.names() }).toEqual({
      i,
      status: signal === null ? 0 : null,
      signal,
      files: status === 0 ? next : current,
      left: [],
      names: expect.not.arrayContaining(['.dist.synth']),
    });
  }
  // Otherwise the moments were not those that matter.
  expect(whole).toBeGreaterThan(2);
  expect(whole).toBeLessThan(80);
});

test('what is printed and not read keeps no synth from its end', async () => {
  project = stayingProject('node stays.js & yes');
  const child = spawn(process.execPath, [COMMAND, 'synth'], { cwd: project.folder });
  const ended = new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)));
  await appsRun(1);
  await sleep(500);
  child.kill('SIGTERM');
  expect(await ended).toBe('SIGTERM');
  expectNothingLeft();
});

test('what is told of the end stands on a line of its own', async () => {
  project = stayingProject('printf "a question? "; node stays.js');
  const { child, ended } = startSynth(project);
  await appsRun(1);
  child.kill('SIGTERM');
  expect((await ended).stderr).toBe('a question? \nended by SIGTERM\n');
  expectNothingLeft();
});

test('--check leaves nothing behind either', async () => {
  project = stayingProject('true && node stays.js');
  mkdirSync(project.path('tmp'));
  const { child, ended } = startSynth(project, ['--check'], { env: { ...process.env, TMPDIR: project.path('tmp') } });
  await appsRun(1);
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ signal: 'SIGTERM' });
  expectNothingLeft();
  expect(readdirSync(project.path('tmp'))).toEqual([]);
});

test('a synth that waits for another one ends at once, and leaves it alone', async () => {
  project = stayingProject('node ends.js');
  const lock = JSON.stringify(thisProcess());
  project.write('.dist.synth/lock', lock);
  const { child, ended, told } = startSynth(project);
  await until(() => told().includes('waiting'));
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ signal: 'SIGINT' });
  expect(project.filesIn('.dist.synth')).toEqual({ lock });
});

test('a validation that does not end is left', async () => {
  project = stayingProject('node ends.js');
  project.write(
    'cdk8s.yaml',
    'app: node ends.js\nvalidations:\n  - { package: ./plugin.js, version: 1.0.0, class: Endless }\n',
  );
  project.write(
    'plugin.js',
    `exports.Endless = class {
       async validate() { console.error('validating'); await new Promise((resolve) => setTimeout(resolve, 60_000)); }
     };`,
  );
  const { child, ended, told } = startSynth(project);
  await until(() => told().includes('validating'));
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ signal: 'SIGTERM' });
  expectNothingLeft();
});

test('an app that runs a synth of its own output folder is told so at once, and may run one of another project', async () => {
  project = stayingProject(`cd other && node '${COMMAND}' synth && cd .. && node '${COMMAND}' synth`);
  project.write('other/cdk8s.yaml', 'app: node ../ends.js\n');
  const { status, stderr } = await startSynth(project).ended;
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringMatching(
      /the app runs a synth of dist while it is run by one \(process \d+ on .*\), and each/,
    ),
  });
  expect(project.filesIn('other/dist')).toEqual({ 'a.yaml': 'kind: A' });
  expectNothingLeft();
});

test('ps lists what the system lists', () => {
  project = stayingProject('true');
  const itself = (all: ReturnType<typeof listFromPs>) => all.find(({ pid }) => pid === process.pid);
  expect(itself(listFromPs())).toEqual(itself(listProcesses()));
  expect(itself(listFromPs())).toMatchObject({ parent: process.ppid });
});

// The program that gives a terminal to another one has other options elsewhere.
if (isLinux) {
  describe('at a terminal', () => {
    /** What was typed is sent to the synth as a terminal does. */
    function atTerminal() {
      const line = `exec '${process.execPath}' '${COMMAND}' synth`;
      const terminal = spawn('script', ['-qefc', line, '/dev/null'], { cwd: project.folder });
      let shown = '';
      terminal.stdout.setEncoding('utf8').on('data', (text) => {
        shown += text;
      });
      const ended = new Promise<number | null>((resolve) => terminal.on('close', resolve));
      return { type: (text: string) => terminal.stdin.write(text), shown: () => shown, ended };
    }

    /** The synth itself, which is a child of the terminal. */
    const synthIn = () =>
      listProcesses().find(({ pid }) => {
        const started = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return (
          started[1] === COMMAND && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`PWD=${project.folder}\0`)
        );
      })?.pid ?? 0;

    test('Ctrl-C ends all of the app, which gets it once', async () => {
      project = stayingProject('true && node ignores.js && true');
      const { type, shown, ended } = atTerminal();
      await appsRun(1);
      type('\u0003');
      await until(() => shown().includes('ignored SIGINT'));
      await sleep(300);
      expect(shown().match(/ignored/g)).toHaveLength(1);
      type('\u0003');
      expect(await ended).toBe(130);
      expectNothingLeft();
    });

    test('a signal to the synth alone ends all of the app', async () => {
      project = stayingProject('true && node stays.js && true');
      const { ended } = atTerminal();
      await appsRun(1);
      process.kill(synthIn(), 'SIGTERM');
      expect(await ended).toBe(143);
      expectNothingLeft();
    });

    test.each([
      ['standard input', 'process.stdin'],
      ['/dev/tty', "require('node:fs').createReadStream('/dev/tty')"],
    ])('the app may ask there, and read the answer from %s', async (_, input) => {
      project = stayingProject('true && node asks.js');
      project.write(
        'asks.js',
        `const { mkdirSync, writeFileSync } = require('node:fs');
         process.stderr.write('Name? ');
         const input = ${input};
         input.once('data', (name) => {
           mkdirSync(process.env.CDK8S_OUTDIR);
           writeFileSync(process.env.CDK8S_OUTDIR + '/a.yaml', 'name: ' + name);
           process.exit();
         });`,
      );
      const { type, shown, ended } = atTerminal();
      await until(() => shown().includes('Name? '));
      type('Ann\n');
      expect(await ended).toBe(0);
      expect(project.read('dist/a.yaml')).toBe('name: Ann\n');
    });

    test('what is left running is ended there as well', async () => {
      project = stayingProject('node stays.js on & sleep 1; node ends.js');
      const { ended } = atTerminal();
      expect(await ended).toBe(0);
      expect(pidsIn(project)).toHaveLength(1);
      expect(leftOf(project)).toEqual([]);
    });
  });
}
