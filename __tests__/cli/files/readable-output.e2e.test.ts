import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readableOutput, readWhole } from '../../../cli/files/readable-output';
import { readManifests } from '../../../cli/manifests/read-files';
import { commandLine } from '../command-line';
import { configMap } from '../synth/project';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'readable-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = (...parts: string[]) => join(folder, ...parts);

function write(file: string, text: string): void {
  mkdirSync(dirname(path(file)), { recursive: true });
  writeFileSync(path(file), text);
}

/** All that is in the folder, to see that nothing has changed. */
function everything(): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return `${file} ${entry.isFile() ? readFileSync(file, 'utf8') : entry.isSymbolicLink()}`;
    })
    .sort();
}

describe('an output folder can be read', () => {
  test('in its place, whatever lies beside it', () => {
    write('dist/prod/a.yaml', 'new');
    write('.dist.synth/last/prod/a.yaml', 'old');
    for (const one of ['dist', 'dist/prod', 'dist/prod/a.yaml']) expect(readableOutput(path(one))).toBe(path(one));
    // Something that the whole folder does not have is missing, and not found in an older one.
    write('.dist.synth/last/staging/a.yaml', 'old');
    expect(readableOutput(path('dist/staging'))).toBe(path('dist/staging'));
  });

  test('where a synth has set it aside, with all that lies in it', () => {
    write('.dist.synth/last/prod/a.yaml', 'old');
    for (const one of ['dist', 'dist/prod', 'dist/prod/a.yaml']) {
      expect(readableOutput(path(one))).toBe(path(one.replace('dist', '.dist.synth/last')));
    }
    expect(readableOutput(path('dist/none'))).toBe(path('dist/none'));
  });

  test('where a synth has set it aside in a folder of its own swap', () => {
    write('.dist.synth/swap-0123456789abcdef/dist/prod/a.yaml', 'new');
    write('.dist.synth/swap-mine/last/prod/a.yaml', 'mine');
    expect(readableOutput(path('dist'))).toBe(path('dist'));
    write('.dist.synth/swap-0123456789abcdef/last/prod/a.yaml', 'old');
    for (const one of ['dist', 'dist/prod/a.yaml']) {
      expect(readableOutput(path(one))).toBe(path(one.replace('dist', '.dist.synth/swap-0123456789abcdef/last')));
    }
  });

  test('behind a link', () => {
    write('real/.dist.synth/last/a.yaml', 'old');
    symlinkSync('real/dist', path('dist'));
    expect(readFileSync(readableOutput(path('dist/a.yaml')), 'utf8')).toBe('old');
  });

  test('never through a link that is put where a synth makes folders', () => {
    write('elsewhere/last/a.yaml', 'secret');
    symlinkSync('elsewhere', path('.dist.synth'));
    mkdirSync(path('.out.synth'));
    symlinkSync('../elsewhere/last', path('.out.synth/last'));
    mkdirSync(path('.in.synth/swap-0123456789abcdef'), { recursive: true });
    symlinkSync('../../elsewhere/last', path('.in.synth/swap-0123456789abcdef/last'));
    symlinkSync('../elsewhere', path('.in.synth/swap-fedcba9876543210'));
    for (const one of ['dist', 'out', 'in']) expect(readableOutput(path(one))).toBe(path(one));
  });

  test('and a link to itself stays what it is', () => {
    symlinkSync('loop', path('loop'));
    expect(readableOutput(path('loop/a.yaml'))).toBe(path('loop/a.yaml'));
  });
});

describe('manifests keep the names that they have in the output folder', () => {
  const files = (where: string) =>
    readManifests([path(where)]).manifests.map(({ file }) => file.slice(folder.length + 1));

  test('while it is set aside', () => {
    write('.dist.synth/last/prod/a.yaml', configMap('a'));
    write('.dist.synth/run-1-00000000/dist/prod/a.yaml', configMap('half'));
    for (const where of ['dist', 'dist/prod', 'dist/prod/a.yaml']) expect(files(where)).toEqual(['dist/prod/a.yaml']);
  });

  test('and a folder above it is read as it stands: nothing hides in what looks like the work of a synth', () => {
    write('dist/a.yaml', configMap('a'));
    write('.dist.synth/last/b.yaml', configMap('b'));
    expect(files('.')).toEqual(['.dist.synth/last/b.yaml', 'dist/a.yaml']);
  });
});

describe('what is read is whole:', () => {
  const swap = () => {
    renameSync(path('dist'), path('.dist.synth/last'));
    renameSync(path('.dist.synth/next'), path('dist'));
  };
  beforeEach(() => {
    write('dist/a', 'old');
    write('.dist.synth/next/a', 'new');
  });

  test('a folder that is swapped while it is read is read again', () => {
    let readings = 0;
    const read = () => {
      readings++;
      const text = readFileSync(path('dist/a'), 'utf8');
      if (readings === 1) swap();
      return text;
    };
    expect(readWhole([path('dist')], read)).toBe('new');
    expect(readings).toBe(2);
  });

  test('so is one in which a file is gone for that reason, and only for that', () => {
    let readings = 0;
    const read = () => {
      readings++;
      if (readings === 1) swap();
      if (readings === 1) throw new Error('gone');
      return 'read';
    };
    expect(readWhole([path('dist')], read)).toBe('read');
    expect(() =>
      readWhole([path('dist')], () => {
        throw new Error('broken');
      }),
    ).toThrow('broken');
  });
});

describe('commands that read neither move, nor delete, nor wait:', () => {
  const report = () => commandLine(['report', 'dist'], { cwd: folder });

  test.each<[string, () => void]>([
    ['.dist.synth is a link into something precious', () => symlinkSync('victim', path('.dist.synth'))],
    ['.dist.synth is a file', () => write('.dist.synth', '')],
    ['the lock is a folder', () => write('.dist.synth/lock/a', '')],
    [
      'the lock is that of another host',
      () => write('.dist.synth/lock', JSON.stringify({ host: 'of-yesterday', pid: 7, start: 'x' })),
    ],
    [
      'a synth is at work',
      () => write('.dist.synth/run-1-00000000/app', JSON.stringify({ host: 'here', pid: process.pid, start: '' })),
    ],
    ['leftovers and others', () => write('.dist.synth/notes/a', 'mine')],
  ])('%s', async (_, arrange) => {
    write('victim/thesis.txt', 'precious');
    write('dist/a.yaml', configMap('a'));
    arrange();
    const before = everything();
    expect(await report()).toMatchObject({ status: 0, stderr: '' });
    expect(everything()).toEqual(before);
  });

  test('a folder that a killed synth has set aside is read there, and that is said', async () => {
    write('.dist.synth/last/a.yaml', configMap('a'));
    const before = everything();
    expect(await report()).toMatchObject({
      status: 0,
      stderr:
        'dist is not in its place, a synth was ended in the middle: reading .dist.synth/last, which is the last whole one\n',
    });
    expect(everything()).toEqual(before);
  });
});
