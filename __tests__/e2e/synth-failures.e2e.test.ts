import { execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { appWrites, configMap, copyingProject, type Project } from '../cli/synth/project';
import { COMMAND, type Files, randomNumbers, readable, start, state } from './synth-process';

const FOREIGN = { 'README.md': 'ours', 'prod/kustomization.yaml': 'resources: []\n' };

let project: Project;
afterEach(() => project.remove());

const startSynth = (args: readonly string[], options: SpawnOptions = {}) => start(project, args, options);

/** So often a synth is killed, where the machine is not too slow for that. */
const KILLS = 200;
const KILLING_MS = 240_000;

test('200 kills at any moment leave the old or the new folder, every time', async () => {
  const states: [Files, Files] = [state('one'), state('two')];
  const whole: [Files, Files] = [
    { ...states[0], ...FOREIGN },
    { ...states[1], ...FOREIGN },
  ];
  project = copyingProject(states[0]);
  await project.synth();
  for (const [path, text] of Object.entries(FOREIGN)) project.write(`dist/${path}`, text);
  const begin = performance.now();
  for (let i = 0; i < 4; i++) {
    appWrites(project, states[(i % 2) as 0 | 1]);
    expect((await startSynth([]).ended).status).toBe(0);
  }
  // Where half of the kills come too late: it is found by trying.
  let middle = (performance.now() - begin) / 4;
  const random = randomNumbers(1);
  const ends = { old: 0, new: 0, 'set aside': 0 };
  let current: 0 | 1 = 1;
  let kill = 0;
  for (; kill < KILLS && performance.now() - begin < KILLING_MS; kill++) {
    const wanted = (1 - current) as 0 | 1;
    appWrites(project, states[wanted]);
    const { child, ended } = startSynth([], { stdio: 'ignore' });
    // Most of the moments are those in which it writes, towards the end.
    const isEarly = kill % 4 === 0;
    await sleep(middle * (isEarly ? random.next().value : 0.8 + 0.4 * random.next().value));
    child.kill('SIGKILL');
    await ended;
    if (!existsSync(project.path('dist'))) ends['set aside']++;
    const found = readable(project);
    const isNew = found !== undefined && Object.keys(found).includes(`prod/${['one', 'two'][wanted]}.k8s.yaml`);
    expect(found).toEqual(whole[isNew ? wanted : current]);
    // Now and then as a command tells it.
    if (kill % 20 === 0) expect((await startSynth(['--check']).ended).status).toBe(isNew ? 0 : 1);
    ends[isNew ? 'new' : 'old']++;
    if (isNew) current = wanted;
    if (!isEarly) middle *= isNew ? 0.97 : 1.03;
  }
  // The app of a synth that was killed right after it had started it may have come back to its folder.
  await sleep(1_000);
  expect((await startSynth([]).ended).status).toBe(0);
  expect(existsSync(project.path('.dist.synth'))).toBe(false);
  // Otherwise the moments were not those that matter.
  expect(Math.min(ends.old, ends.new)).toBeGreaterThan(kill / 20);
}, 600_000);

/** Whether one of the two steps of a swap comes next. */
function isSwapping(): boolean {
  try {
    return readdirSync(project.path('.dist.synth')).some((name) => name.startsWith('swap-'));
  } catch {
    return false;
  }
}

test('kills while the old folder is set aside or removed leave the new one, or the old one', async () => {
  const [one, two] = [state('one'), state('two')];
  project = copyingProject(one);
  await project.synth();
  for (let kill = 0; kill < 12; kill++) {
    const [before, after] = kill % 2 === 0 ? [one, two] : [two, one];
    appWrites(project, after);
    const { child, ended } = startSynth([], { stdio: 'ignore' });
    while (child.exitCode === null && !isSwapping()) await turn();
    child.kill('SIGKILL');
    await ended;
    expect([before, after]).toContainEqual(readable(project));
    await startSynth([]).ended;
    expect(project.filesIn()).toEqual(after);
  }
});

/** As somebody to whom permissions apply. */
const somebody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

test('a folder that may not be written leaves dist as it was; whether it is stale can still be told', async () => {
  project = copyingProject(state('one'));
  await project.synth();
  appWrites(project, state('two'));
  chmodSync(project.folder, 0o555);
  const { status, stderr } = await startSynth([], somebody).ended;
  expect({ status, stderr: stderr.replaceAll(project.folder, '') }).toEqual({
    status: 2,
    stderr: 'dist is left as it was: there is no permission to read or write there (EACCES at .dist.synth)\n',
  });
  expect((await startSynth(['--check'], somebody).ended).status).toBe(1);
  chmodSync(project.folder, 0o755);
  expect(project.filesIn()).toEqual(state('one'));
});

test('a file of dist that may not be read is named', async () => {
  project = copyingProject(state('one'));
  await project.synth();
  chmodSync(project.path('dist/same.k8s.yaml'), 0);
  execFileSync('chown', ['-R', String(somebody.uid ?? process.getuid?.()), project.folder]);
  const stderr =
    'dist is left as it was: there is no permission to read or write there (EACCES at dist/same.k8s.yaml)\n';
  for (const args of [[], ['--check']]) {
    expect(await startSynth(args, somebody).ended).toMatchObject({ status: 2, stderr });
  }
});

test('folders of dist in which nobody may write are replaced all the same, and nothing of them stays behind', async () => {
  project = copyingProject(state('one'));
  await project.synth();
  appWrites(project, state('two'));
  chmodSync(project.path('dist/prod'), 0o555);
  execFileSync('chown', ['-R', String(somebody.uid ?? process.getuid?.()), project.folder]);
  expect(await startSynth([], somebody).ended).toMatchObject({ status: 0, stderr: '' });
  expect(project.filesIn()).toEqual(state('two'));
  expect(statSync(project.path('dist/prod')).mode & 0o777).toBe(0o555);
  expect(existsSync(project.path('.dist.synth'))).toBe(false);
  chmodSync(project.path('dist/prod'), 0o755);
});

test('a file beside dist that may not be written leaves dist and the others as they were', async () => {
  const writes = (files: Files, text: string) =>
    project.write(
      'files.json',
      JSON.stringify({ files, beside: { Makefile: text, 'dev/compose.yaml': text, z: text } }),
    );
  project = copyingProject(state('one'));
  writes(state('one'), 'old');
  await project.synth();
  writes(state('two'), 'new');
  chmodSync(project.folder, 0o777);
  chmodSync(project.path('dev'), 0o555);
  const { status, stderr } = await startSynth([], somebody).ended;
  expect({ status, stderr: stderr.replaceAll(project.folder, '') }).toEqual({
    status: 2,
    stderr:
      'dist, Makefile, dev/compose.yaml, z are left as they were: there is no permission to read or write there (EACCES at dev/compose.yaml)\n',
  });
  chmodSync(project.path('dev'), 0o755);
  expect(project.filesIn()).toEqual(state('one'));
  for (const file of ['Makefile', 'dev/compose.yaml', 'z']) expect(project.read(file)).toBe('old');
  expect(readdirSync(project.folder).filter((name) => /half|was|synth/.test(name))).toEqual([]);
});

test('a disk without room leaves dist as it was, and nothing else behind', async () => {
  project = copyingProject(state('one'));
  await project.synth();
  rmSync(project.path('node_modules/.cache'), { recursive: true, force: true });
  appWrites(project, { ...state('two'), 'large.k8s.yaml': configMap('large', { text: 'x'.repeat(100_000) }) });
  // A limit for the size of files fails writes half-way, as a full disk does.
  const limited = `ulimit -f 64 && exec "$0" "$@"`;
  const child = spawn('sh', ['-c', limited, process.execPath, COMMAND, 'synth'], { cwd: project.folder });
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  expect(status).toBe(2);
  expect(stderr).toContain('EFBIG');
  expect(stderr).toContain('the app "node app.js" failed with exit code 1');
  expect(project.filesIn()).toEqual(state('one'));
  expect(existsSync(project.path('.dist.synth'))).toBe(false);
});
