import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { outputPlaces } from '../../../cli/files/output-places';
import { withLock } from '../../../cli/synth/output/lock';
import { endOrphan } from '../../../cli/synth/output/orphan';
import { isProven, processIdentity, stateOf, thisProcess } from '../../../cli/synth/output/process-identity';
import { tidy } from '../../../cli/synth/output/tidy';
import { commandLine } from '../command-line';
import { appWrites, configMap, copyingProject, type Project } from './project';

const OLD = { 'one.k8s.yaml': configMap('one'), 'prod/two.k8s.yaml': configMap('two') };
const NEW = { 'one.k8s.yaml': configMap('one', { a: 'b' }) };
const RUN = '.dist.synth/run-1-0123abcd';

let project: Project;
beforeEach(() => {
  project = copyingProject(OLD);
  write('dist', OLD);
});
afterEach(() => project.remove());

/** A process that has ended, as a lock names it. */
function deadOwner(): string {
  const pid = Number(execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }));
  return JSON.stringify({ ...thisProcess(), pid });
}

function write(folder: string, files: { [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) project.write(`${folder}/${path}`, text);
}

const places = () => outputPlaces(project.path('dist'));

describe('after a kill there is the whole old or the whole new folder, and a synth tidies:', () => {
  beforeEach(() => project.write('.dist.synth/lock', deadOwner()));

  test.each<[string, () => void, object]>([
    [
      'between the two steps of the swap',
      () => {
        write(`${RUN}/dist`, NEW);
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
        renameSync(project.path('dist'), project.path('.dist.synth/last-gone-0123abcd'));
        write('dist', NEW);
      },
      NEW,
    ],
    [
      'while the app writes',
      () => {
        for (const path of ['dist/one.k8s.yaml', '.dist.half/one.k8s.yaml', 'outbox', 'app', 'claims/1-1'])
          project.write(`${RUN}/${path}`, 'half');
      },
      OLD,
    ],
    [
      'while it takes over a lock',
      () => {
        for (const name of ['lock.0123456789abcdef', 'lock.1-0123abcd', 'lock.0123456789abcdef.1-0123abcd'])
          project.write(`.dist.synth/${name}`, deadOwner());
      },
      OLD,
    ],
  ])('%s', async (_, kill, expected) => {
    kill();
    await withLock(places().lock, { onWait: () => undefined, patience: 0 }, async () => {
      expect(tidy(places())).toEqual([]);
    });
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
    expect(await project.synth()).toMatchObject({ status: 0 });
    expect(project.filesIn('real/dist')).toEqual(OLD);
  });

  test('commands that read, and --check, read it where it is, say so and leave it there', async () => {
    renameSync(project.path('dist'), project.path('.dist.synth/last'));
    const notice =
      /^dist\S* is not in its place, a synth was ended in the middle: reading \.dist\.synth\/last\S*, which/;
    for (const args of [
      ['report', 'dist/prod'],
      ['synth', '--check'],
    ]) {
      const { status, stderr } = await commandLine(args, { cwd: project.folder });
      expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(notice) });
    }
    expect([project.filesIn(), project.filesIn('.dist.synth/last')]).toEqual([undefined, OLD]);
  });
});

describe('only what a synth has made is tidied:', () => {
  test('the rest is left alone, and named in one line', async () => {
    const others = {
      'notes.txt': 'mine',
      'run-1/dist/a': 'no name of a synth',
      'run-1-0123abcd/dist/a': 'half',
      'run-1-0123abcd/mine': 'not what a synth keeps there',
      'last-gone-mine/a': 'mine',
      'new\nline': 'mine',
    };
    write('.dist.synth', others);
    symlinkSync('../dist', project.path('.dist.synth/run-2-0123abcd'));
    const before = project.filesIn('.dist.synth');
    appWrites(project, NEW);
    const { status, stderr } = await project.synth();
    expect(status).toBe(0);
    expect(stderr).toMatch(/^no synth has made .* in \.dist\.synth: left alone\n$/);
    for (const name of ['notes.txt', 'run-1', 'run-1-0123abcd', 'last-gone-mine', 'run-2-0123abcd'])
      expect(stderr).toContain(`"${name}"`);
    expect(project.filesIn('.dist.synth')).toEqual(before);
    expect(project.filesIn()).toEqual(NEW);
  });

  test.each<[string, () => void, string]>([
    [
      'the folder is a link',
      () => {
        project.write('victim/last/thesis.txt', 'precious');
        symlinkSync('victim', project.path('.dist.synth'));
      },
      '.dist.synth is a link, and a synth keeps a folder of its own there: move it away\n',
    ],
    [
      'the folder is a file',
      () => project.write('.dist.synth', 'precious'),
      '.dist.synth is a file, and a synth keeps a folder of its own there: move it away\n',
    ],
    [
      'the lock is a folder',
      () => project.write('.dist.synth/lock/thesis.txt', 'precious'),
      '.dist.synth/lock is a folder, and no lock of a synth: move it away\n',
    ],
    [
      'the lock is a link',
      () => {
        project.write('victim', 'precious');
        symlinkSync('../victim', project.path('.dist.synth-lock'));
        mkdirSync(project.path('.dist.synth'));
        renameSync(project.path('.dist.synth-lock'), project.path('.dist.synth/lock'));
      },
      '.dist.synth/lock is a link, and no lock of a synth: move it away\n',
    ],
    [
      'the lock is a pipe, of which a read would never end',
      () => {
        mkdirSync(project.path('.dist.synth'));
        execFileSync('mkfifo', [project.path('.dist.synth/lock')]);
      },
      '.dist.synth/lock is neither a file nor a folder, and no lock of a synth: move it away\n',
    ],
    [
      'the lock is a large file',
      () => project.write('.dist.synth/lock', 'x'.repeat(100_000)),
      '.dist.synth/lock is a large file, and no lock of a synth: move it away\n',
    ],
    [
      'the last folder is a link',
      () => {
        project.write('victim/thesis.txt', 'precious');
        mkdirSync(project.path('.dist.synth'));
        symlinkSync('../victim', project.path('.dist.synth/last'));
      },
      '.dist.synth/last is a link, and a synth keeps the last output folder there: move it away\n',
    ],
    [
      'the lock is of a host that cannot be asked',
      () => project.write('.dist.synth/lock', JSON.stringify({ host: 'of-\u001byesterday', pid: 7, start: 'x' })),
      '.dist.synth/lock is that of process 7 on "of-\\u001byesterday", which nobody can ask from here: if no synth is at work there, remove .dist.synth/lock\n',
    ],
    [
      'the lock is of another set of processes',
      () => project.write('.dist.synth/lock', JSON.stringify({ ...thisProcess(), namespace: 'pid:[1]' })),
      'which nobody can ask from here',
    ],
  ])('a synth ends with one line, and nothing is touched, where %s', async (_, arrange, message) => {
    arrange();
    const before = project.filesIn('.');
    appWrites(project, NEW);
    const { status, stdout, stderr } = await project.synth();
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect({ ...project.filesIn('.'), 'files.json': '' }).toEqual({ ...before, 'files.json': '' });
  });

  test('a folder of another user is left alone, and so is what stands in it', async () => {
    project.write('.dist.synth/last-gone-0123abcd/a', 'theirs');
    const user = jest.spyOn(process, 'getuid').mockReturnValue(12_345);
    try {
      const entering = withLock(places().lock, { onWait: () => undefined, patience: 0 }, async () => 0);
      await expect(entering).rejects.toThrow('belongs to another user (');
      expect(tidy(places())).toEqual(['last-gone-0123abcd']);
    } finally {
      user.mockRestore();
    }
    expect(project.filesIn('.dist.synth')).toEqual({ 'last-gone-0123abcd/a': 'theirs' });
  });

  test.each([
    ['itself', () => symlinkSync('dist', project.path('dist'))],
    [
      'a circle',
      () => {
        symlinkSync('other', project.path('dist'));
        symlinkSync('dist', project.path('other'));
      },
    ],
  ])('an output folder that is a link to %s ends in one line', async (_, arrange) => {
    rmSync(project.path('dist'), { recursive: true });
    arrange();
    for (const args of [[], ['--check']]) {
      const { status, stderr } = await project.synth(args);
      expect({ status, stderr: stderr.replaceAll(project.folder, '') }).toEqual({
        status: 2,
        stderr: expect.stringMatching(/^\S*dist: the links on this path lead in a circle\n$/),
      });
    }
  });
});

describe('the app of a dead synth', () => {
  /** A process as a synth starts an app, or another one. */
  function start(outdir: string) {
    const env = { ...process.env, CDK8S_OUTDIR: outdir };
    const orphan = spawn('sleep', ['60'], { stdio: 'ignore', env });
    const gone = new Promise((resolve) => orphan.on('exit', (_, signal) => resolve(signal)));
    return { orphan, gone, identity: processIdentity(orphan.pid ?? 0) };
  }
  const outdir = () => `${places().work}/run-1-0123abcd/dist`;

  test('is ended with it', async () => {
    const { gone, identity } = start(outdir());
    project.write(`${RUN}/app`, JSON.stringify(identity));
    project.write('.dist.synth/lock', deadOwner());
    expect(await project.synth()).toMatchObject({ status: 0 });
    expect(await gone).toBe('SIGKILL');
  });

  test('is not ended where anything speaks against its being this one', async () => {
    const { orphan, gone, identity } = start(outdir());
    const killed = () => orphan.signalCode !== null || orphan.killed;
    for (const wrong of [
      { host: 'elsewhere' },
      { boot: 'another' },
      { boot: undefined },
      { namespace: 'pid:[1]' },
      { start: '1' },
      { pid: process.ppid },
      { pid: -(orphan.pid ?? 1) },
      { pid: 0 },
    ]) {
      project.write(`${RUN}/app`, JSON.stringify({ ...identity, ...wrong }));
      endOrphan(project.path(RUN), outdir());
      expect([wrong, killed(), stateOf(identity)]).toEqual([wrong, false, 'running']);
    }
    orphan.kill('SIGKILL');
    await gone;
  });

  // Only Linux tells with what a process was started.
  if (process.platform === 'linux') {
    test('is not ended where it was started for something else', async () => {
      const { orphan, gone, identity } = start('/elsewhere');
      project.write(`${RUN}/app`, JSON.stringify(identity));
      endOrphan(project.path(RUN), outdir());
      expect(stateOf(identity)).toBe('running');
      orphan.kill('SIGKILL');
      await gone;
    });
  }
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
  const lock = () => places().lock;

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

  test('is kept by a process that runs', async () => {
    const waited: number[] = [];
    project.write('.dist.synth/lock', JSON.stringify(thisProcess()));
    const entering = withLock(lock(), { onWait: ({ pid }) => waited.push(pid), patience: 60 }, async () => 0);
    await expect(entering).rejects.toThrow(`process ${process.pid} on ${hostname()} is still at work: if that is not`);
    expect(waited).toEqual([process.pid]);
    expect(readdirSync(project.path('.dist.synth'))).toEqual(['lock']);
  });

  test('is not kept by a process that got the number of a dead one, nor by what is no lock', async () => {
    for (const text of [JSON.stringify({ ...thisProcess(), start: 'another' }), 'no JSON', 'null', '']) {
      project.write('.dist.synth/lock', text);
      expect(await withLock(lock(), options, async () => 'inside')).toBe('inside');
    }
  });

  test('leaves no folder behind that it had to make', async () => {
    const { lock: deep } = outputPlaces(project.path('deep/er/dist'));
    await expect(withLock(deep, options, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(project.names()).not.toContain('deep');
  });

  test('knows who runs, who does not, and whom nobody can ask', () => {
    expect([stateOf(thisProcess()), isProven(thisProcess())]).toEqual(['running', true]);
    expect(stateOf(JSON.parse(deadOwner()))).toBe('gone');
    expect(stateOf({ ...thisProcess(), start: 'before' })).toBe('gone');
    expect(stateOf({ ...thisProcess(), boot: 'before' })).toBe('gone');
    expect(stateOf({ ...thisProcess(), host: 'elsewhere' })).toBe('unknown');
  });
});
