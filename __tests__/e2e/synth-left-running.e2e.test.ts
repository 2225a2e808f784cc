import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import type { Project } from '../cli/synth/project';
import { COMMAND, leftOf, pidsIn, startSynth, stayingProject, until } from './app-that-stays';

let project: Project;
afterEach(() => {
  for (const pid of leftOf(project)) process.kill(pid, 'SIGKILL');
  project.remove();
});

const isLinux = process.platform === 'linux';
const appsRun = (count: number) => until(() => pidsIn(project).length >= count);

describe('what an app leaves running when it has ended', () => {
  test.each([
    ['with its output', 'node stays.js on & sleep 1; node ends.js'],
    ['without its output', 'node stays.js on > log 2>&1 & sleep 1; node ends.js'],
    ['and what ignores signals', 'node ignores.js on & sleep 1; node ends.js'],
  ])('%s is ended', async (_, app) => {
    project = stayingProject(app);
    expect(await startSynth(project).ended).toMatchObject({ status: 0 });
    expect(pidsIn(project)).toHaveLength(1);
    expect(leftOf(project)).toEqual([]);
    expect(existsSync(project.path('.dist.synth'))).toBe(false);
  });

  if (isLinux) {
    test('may stay where it has put itself into a session of its own, as daemons do; nobody waits for it', async () => {
      project = stayingProject('setsid -f node stays.js on; sleep 1; node ends.js');
      expect(await startSynth(project).ended).toMatchObject({ status: 0 });
      expect(leftOf(project)).toHaveLength(1);
    });
  }
});

test('the next synth ends all of the app of one that was killed', async () => {
  project = stayingProject('true && node stays.js && true');
  const { child } = startSynth(project, [], { stdio: 'ignore' });
  await appsRun(1);
  child.kill('SIGKILL');
  expect(leftOf(project)).toHaveLength(1);
  project.write('cdk8s.yaml', 'app: node ends.js\n');
  expect(await startSynth(project).ended).toMatchObject({ status: 0 });
  expect(leftOf(project)).toEqual([]);
  expect(existsSync(project.path('.dist.synth'))).toBe(false);
});

// Only Linux tells with what a process was started.
if (isLinux) {
  test('and leaves alone from where it was started itself, be it a terminal that the app had opened', async () => {
    project = stayingProject('setsid -f node stays.js; node stays.js');
    const { child } = startSynth(project, [], { stdio: 'ignore' });
    await appsRun(2);
    child.kill('SIGKILL');
    const run = project.names().includes('.dist.synth') ? readdirSync(project.path('.dist.synth')) : [];
    const outdir = project.path(`.dist.synth/${run.find((name) => name.startsWith('run-'))}/dist`);
    project.write('cdk8s.yaml', 'app: node ends.js\n');
    const env = { ...process.env, CDK8S_OUTDIR: outdir };
    const terminal = spawn('sh', ['-c', '"$0" "$1" synth; echo "ended with $?"', process.execPath, COMMAND], {
      cwd: project.folder,
      env,
    });
    let shown = '';
    terminal.stdout.on('data', (text) => {
      shown += text;
    });
    expect(await new Promise((resolve) => terminal.on('close', (_, signal) => resolve(signal)))).toBe(null);
    expect(shown).toMatch(/ended with 0\n$/);
    expect(leftOf(project)).toEqual([]);
    expect(existsSync(project.path('.dist.synth'))).toBe(false);
  });
}
