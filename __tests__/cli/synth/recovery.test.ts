import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { outputPlaces } from '../../../cli/files/output-places';
import { withLock } from '../../../cli/synth/output/lock';
import { isRunning, processIdentity, thisProcess } from '../../../cli/synth/output/process-identity';
import { recoverOutput } from '../../../cli/synth/output/recovery';
import { commandLine } from '../command-line';
import { appWrites, configMap, copyingProject, type Project } from './project';

const OLD = { 'one.k8s.yaml': configMap('one'), 'prod/two.k8s.yaml': configMap('two') };
const NEW = { 'one.k8s.yaml': configMap('one', { a: 'b' }) };

let project: Project;
beforeEach(async () => {
  project = copyingProject(OLD);
  await project.synth();
});
afterEach(() => project.remove());

/** A process that has ended, as a lock names it. */
function deadOwner(): string {
  const pid = Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }));
  return JSON.stringify({ host: hostname(), pid, start: '1' });
}

function write(folder: string, files: { [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) project.write(`${folder}/${path}`, text);
}

describe('after a kill, the next command finds the whole old or the whole new folder:', () => {
  beforeEach(() => project.write('.dist.synth/lock', deadOwner()));

  test.each<[string, () => void, object]>([
    [
      'between the two steps of the swap',
      () => {
        write('.dist.synth/run-1/dist', NEW);
        renameSync(project.path('dist'), project.path('.dist.synth/last'));
      },
      OLD,
    ],
    [
      'after them',
      () => {
        renameSync(project.path('dist'), project.path('.dist.synth/last'));
        write('dist', NEW);
      },
      NEW,
    ],
    [
      'while the old one is removed',
      () => {
        renameSync(project.path('dist'), project.path('.dist.synth/last-gone-1'));
        write('dist', NEW);
      },
      NEW,
    ],
    ['while the app writes', () => write('.dist.synth/run-1/dist', { 'one.k8s.yaml': 'half' }), OLD],
    ['while it takes over a lock', () => project.write('.dist.synth/lock.0123456789abcdef', deadOwner()), OLD],
  ])('%s', async (_, kill, expected) => {
    kill();
    await recoverOutput(project.path('dist'));
    expect(project.filesIn()).toEqual(expected);
    expect(existsSync(project.path('.dist.synth'))).toBe(false);
    appWrites(project, NEW);
    expect(await project.synth()).toMatchObject({ status: 0, stderr: '' });
    expect(project.filesIn()).toEqual(NEW);
  });

  test('also behind a link', async () => {
    project.remove();
    project = copyingProject(OLD);
    mkdirSync(project.path('real/dist'), { recursive: true });
    symlinkSync('real/dist', project.path('dist'));
    await project.synth();
    project.write('real/.dist.synth/lock', deadOwner());
    renameSync(project.path('real/dist'), project.path('real/.dist.synth/last'));
    expect(await project.synth(['--check'])).toMatchObject({ status: 0 });
    expect(project.filesIn('real/dist')).toEqual(OLD);
  });

  test('also if that is a command which reads a part of it', async () => {
    renameSync(project.path('dist'), project.path('.dist.synth/last'));
    expect(await commandLine(['report', 'dist/prod'], { cwd: project.folder })).toMatchObject({ status: 0 });
    expect([project.filesIn(), project.filesIn('.dist.synth/last')]).toEqual([undefined, OLD]);
  });

  test('with --check, which then tells what is stale', async () => {
    renameSync(project.path('dist'), project.path('.dist.synth/last'));
    expect(await project.synth(['--check'])).toMatchObject({ status: 0 });
    expect(project.filesIn()).toEqual(OLD);
  });
});

test('the app of a dead synth is ended with it', async () => {
  const orphan = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const gone = new Promise((resolve) => orphan.on('exit', (_, signal) => resolve(signal)));
  project.write('.dist.synth/run-1/app', JSON.stringify(processIdentity(orphan.pid ?? 0)));
  project.write('.dist.synth/lock', deadOwner());
  expect(await project.synth()).toMatchObject({ status: 0 });
  expect(await gone).toBe('SIGKILL');
});

test('where nothing was left, recovery does nothing', async () => {
  await recoverOutput(project.path('dist'));
  expect(project.filesIn()).toEqual(OLD);
  await recoverOutput(project.path('nowhere'));
  expect(project.names()).not.toContain('nowhere');
});

test('several synths at once wait for each other', async () => {
  appWrites(project, NEW);
  const all = await Promise.all([1, 2, 3, 4].map(() => project.synth()));
  expect(all.map(({ status }) => status)).toEqual([0, 0, 0, 0]);
  expect(all.filter(({ stdout }) => stdout.includes('1 changed')).length).toBe(1);
  expect(project.filesIn()).toEqual(NEW);
  expect(existsSync(project.path('.dist.synth'))).toBe(false);
});

describe('the lock', () => {
  const options = { onWait: () => undefined, patience: 60_000 };
  const lock = () => outputPlaces(project.path('dist')).lock;

  test('lets one in at a time, also when all find that of a dead process', async () => {
    project.write('.dist.synth/lock', deadOwner());
    let inside = 0;
    let most = 0;
    const enter = () =>
      withLock(lock(), options, async () => {
        inside++;
        most = Math.max(most, inside);
        await sleep(5);
        inside--;
      });
    await Promise.all(Array.from({ length: 10 }, enter));
    expect(most).toBe(1);
    expect(existsSync(project.path('.dist.synth'))).toBe(false);
  });

  test('is kept by a process that runs, and by one of another host', async () => {
    const waited: number[] = [];
    for (const owner of [thisProcess(), { host: 'elsewhere', pid: 1, start: '1' }]) {
      project.write('.dist.synth/lock', JSON.stringify(owner));
      const entering = withLock(lock(), { onWait: ({ pid }) => waited.push(pid), patience: 60 }, async () => 0);
      await expect(entering).rejects.toThrow(`process ${owner.pid} on ${owner.host} is still at work: if that is not`);
    }
    expect(waited).toEqual([process.pid, 1]);
    expect(readdirSync(project.path('.dist.synth'))).toEqual(['lock']);
  });

  test('is not kept by a process that got the number of a dead one, nor by what is no lock', async () => {
    for (const text of [JSON.stringify({ ...thisProcess(), start: 'another' }), 'no JSON', 'null', '']) {
      project.write('.dist.synth/lock', text);
      expect(await withLock(lock(), options, async () => 'inside')).toBe('inside');
    }
  });

  test('knows who runs', () => {
    expect(isRunning(thisProcess())).toBe(true);
    expect(isRunning(JSON.parse(deadOwner()))).toBe(false);
    expect(isRunning({ ...thisProcess(), start: 'before' })).toBe(false);
  });
});
