import { execFileSync } from 'node:child_process';
import fs, { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { outputPlaces } from '../../../cli/files/output-places';
import { withLock } from '../../../cli/synth/output/lock';
import { thisProcess } from '../../../cli/synth/output/process-identity';
import { tidy } from '../../../cli/synth/output/tidy';
import { commandLine } from '../command-line';
import { deadOwner } from './dead-owner';
import { appWrites, configMap, copyingProject, type Project } from './project';

const OLD = { 'one.k8s.yaml': configMap('one'), 'prod/two.k8s.yaml': configMap('two') };
const NEW = { 'one.k8s.yaml': configMap('one', { a: 'b' }) };
const RUN = '.dist.synth/run-1-0123abcd';
const SWAP = '.dist.synth/swap-0123456789abcdef';

let project: Project;
beforeEach(() => {
  project = copyingProject(OLD);
  write('dist', OLD);
});
afterEach(() => project.remove());

function write(folder: string, files: { [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) project.write(`${folder}/${path}`, text);
}

const places = () => outputPlaces(project.path('dist'));

describe('after a kill there is the whole old or the whole new folder, and a synth tidies:', () => {
  beforeEach(() => project.write('.dist.synth/lock', deadOwner()));

  test.each<[string, () => void, object]>([
    ['before the swap', () => write(`${SWAP}/dist`, NEW), OLD],
    [
      'between its two steps',
      () => {
        write(`${SWAP}/dist`, NEW);
        renameSync(project.path('dist'), project.path(`${SWAP}/last`));
      },
      OLD,
    ],
    [
      'after them',
      () => {
        mkdirSync(project.path(SWAP));
        renameSync(project.path('dist'), project.path(`${SWAP}/last`));
        write('dist', NEW);
      },
      NEW,
    ],
    [
      'while the old one is removed',
      () => {
        renameSync(project.path('dist'), project.path('.dist.synth/gone-0123456789abcdef'));
        write('dist', NEW);
      },
      NEW,
    ],
    [
      'where an earlier version had set the old one aside',
      () => renameSync(project.path('dist'), project.path('.dist.synth/last')),
      OLD,
    ],
    [
      'while the app writes',
      () => {
        for (const path of [
          'dist/one.k8s.yaml',
          '.dist.half/one.k8s.yaml',
          'outbox',
          'app',
          'owner',
          'claims/1-1',
          'findings/000000.json',
        ])
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

  test('--check reads again what another synth puts in its place meanwhile', async () => {
    write(`${SWAP}/last`, OLD);
    const app = project.read('app.js');
    project.write(
      'app.js',
      `${app}const fs = require('node:fs'); if (fs.existsSync('.dist.synth')) { fs.renameSync('${SWAP}/last', 'dist'); fs.rmSync('.dist.synth', { recursive: true }); }`,
    );
    rmSync(project.path('dist'), { recursive: true });
    expect(await project.synth(['--check'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('up to date'),
    });
    expect(project.filesIn()).toEqual(OLD);
  });
});

describe('only what a synth has made is tidied:', () => {
  test('the rest is left alone, and named in one line', async () => {
    const others = {
      'notes.txt': 'mine',
      'run-1/dist/a': 'no name of a synth',
      'run-1-0123abcd/dist/a': 'half',
      'run-1-0123abcd/mine': 'not what a synth keeps there',
      'gone-mine/a': 'mine',
      'swap-0123456789abcdef/mine': 'not what a synth keeps there',
      'new\nline': 'mine',
    };
    write('.dist.synth', others);
    symlinkSync('../dist', project.path('.dist.synth/run-2-0123abcd'));
    const before = project.filesIn('.dist.synth');
    appWrites(project, NEW);
    const { status, stderr } = await project.synth();
    expect(status).toBe(0);
    expect(stderr).toMatch(/^left alone in \.dist\.synth, not of a synth or not to be removed: .*\n$/);
    for (const name of ['notes.txt', 'run-1', 'run-1-0123abcd', 'gone-mine', 'run-2-0123abcd'])
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
      'a kill has left the old folder set aside, and somebody has made another one',
      () => {
        write(`${SWAP}/dist`, NEW);
        renameSync(project.path('dist'), project.path(`${SWAP}/last`));
        write('dist', { 'README.md': 'mine' });
      },
      'last was to be replaced, and somebody has made dist since: move what you need of the first one into the second one',
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
    // A folder of a swap gets another name.
    const files = () =>
      Object.entries(project.filesIn('.') ?? {})
        .filter(([path]) => path !== 'files.json')
        .map(([path, text]) => [path.replace(/swap-\w+/, 'swap'), text]);
    const before = files();
    appWrites(project, NEW);
    const { status, stdout, stderr } = await project.synth();
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(files()).toEqual(before);
  });

  describe('where users own what they make:', () => {
    const look = fs.lstatSync;
    let owners: { readonly [path: string]: number } = {};
    /** As if these belonged to others. */
    const owned = (others: { readonly [path: string]: number }) => {
      owners = Object.fromEntries(Object.entries(others).map(([path, uid]) => [project.path(path), uid]));
    };
    beforeEach(() => {
      jest.spyOn(fs, 'lstatSync').mockImplementation(((path: string, options: object) => {
        const stats = look(path, options);
        return stats && Object.assign(stats, { uid: owners[path] ?? stats.uid });
      }) as typeof look);
    });
    afterEach(() => jest.restoreAllMocks());

    const enter = () => withLock(places().lock, { onWait: () => undefined, patience: 0 }, async () => tidy(places()));

    test('a folder of another user is left alone', async () => {
      mkdirSync(project.path('.dist.synth'));
      owned({ '.dist.synth': 12_345 });
      await expect(enter()).rejects.toThrow('belongs to another user (12345)');
      expect(project.names()).toContain('.dist.synth');
    });

    test('and so is what another user has put there', async () => {
      const theirs = ['gone-0123456789abcdef', 'run-1-0123abcd', 'swap-0123456789abcdef'];
      for (const name of theirs) mkdirSync(project.path(`.dist.synth/${name}`), { recursive: true });
      owned(Object.fromEntries(theirs.map((name) => [`.dist.synth/${name}`, 12_345])));
      expect(await enter()).toEqual(theirs);
      expect(readdirSync(project.path('.dist.synth'))).toEqual(theirs);
    });

    test('but a disk may give all to one user, whoever makes it', async () => {
      mkdirSync(project.path('.dist.synth/gone-0123456789abcdef'), { recursive: true });
      owned({ '': 12_345, '.dist.synth': 12_345, '.dist.synth/gone-0123456789abcdef': 12_345 });
      expect(await enter()).toEqual([]);
      expect(project.names()).not.toContain('.dist.synth');
    });
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
