import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { StagedFiles } from '../../lib/files/staged-files';

let base: string;
let folder: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'staged-'));
  folder = join(base, 'project');
  mkdirSync(folder);
  mkdirSync(join(base, 'outside'));
  writeFileSync(join(base, 'outside/mine'), 'mine');
});
afterEach(() => rmSync(base, { recursive: true }));

const at = (path: string) => join(folder, path);

/** The texts of all files below a folder, by path. */
function filesIn(below: string): { [path: string]: string } {
  const entries = readdirSync(below, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(files.sort().map((file) => [relative(below, file), readFileSync(file, 'utf8')]));
}

function write(files: { [path: string]: string }, links: 'replace' | 'follow' = 'follow', below = folder): void {
  const staged = new StagedFiles(below, links);
  try {
    for (const [path, text] of Object.entries(files)) staged.stage(path, text);
    staged.commit();
  } catch (error) {
    staged.discard();
    throw error;
  }
}

test('all files appear, with the folders that they need, and nothing beside them', () => {
  write({ a: '1', 'deep/er/b': '2' }, 'follow', at('new'));
  expect(filesIn(folder)).toEqual({ 'new/a': '1', 'new/deep/er/b': '2' });
});

test('what is there is replaced with its mode; what is as it should be is not touched', () => {
  for (const name of ['same', 'other']) writeFileSync(at(name), 'old');
  chmodSync(at('other'), 0o600);
  const { ino } = statSync(at('same'));
  write({ same: 'old', other: 'new' });
  expect(filesIn(folder)).toEqual({ same: 'old', other: 'new' });
  expect(statSync(at('same')).ino).toBe(ino);
  expect(statSync(at('other')).mode & 0o777).toBe(0o600);
});

test('a file that is to go goes with the others', () => {
  writeFileSync(at('old'), 'old');
  const staged = new StagedFiles(folder, 'replace');
  staged.stage('new', 'new');
  staged.remove('old');
  staged.remove('never-there');
  expect(existsSync(at('old'))).toBe(true);
  staged.commit();
  expect(filesIn(folder)).toEqual({ new: 'new' });
});

describe('nothing is changed', () => {
  beforeEach(() => {
    writeFileSync(at('a'), 'old');
    mkdirSync(at('folder'));
    writeFileSync(at('folder/in it'), 'mine');
  });
  const before = { a: 'old', 'folder/in it': 'mine' };

  test.each<[string, string, string]>([
    ['a folder stands in the place of a file', 'folder', 'folder is a folder: move it'],
    ['a file stands in the place of a folder', 'a/b', 'a is no folder: move it'],
    ['a path leads up', '../outside/mine', '"../outside/mine" is no path inside of'],
    ['a path leads up later', 'folder/../../outside/mine', 'is no path inside of'],
    ['a path is absolute', '/tmp/mine', 'is no path inside of'],
    ['a path is that of the folder', '', 'is no path inside of'],
    ['a path has the separator of another system', '..\\outside', 'is no path inside of'],
    ['a name is longer than can be', 'x'.repeat(300), 'ENAMETOOLONG'],
  ])('where %s', (_, path, message) => {
    expect(() => write({ a: 'new', 'made/b': 'new', [path]: 'new' })).toThrow(message);
    expect(filesIn(folder)).toEqual(before);
    expect(readdirSync(folder).sort()).toEqual(['a', 'folder']);
  });

  test.each<[string, () => void]>([
    ['a folder that is a link', () => symlinkSync('../outside', at('link'))],
    [
      'a link to such a link',
      () => {
        symlinkSync('../outside', at('first'));
        symlinkSync('first', at('link'));
      },
    ],
    ['a link in a circle', () => symlinkSync('link', at('link'))],
    ['a link to nowhere', () => symlinkSync('nowhere', at('link'))],
  ])('where %s leads out', (_, arrange) => {
    arrange();
    const names = readdirSync(folder);
    expect(() => write({ a: 'new', 'link/mine': 'stolen' })).toThrow(/is behind a link that leads (out of|nowhere)/);
    expect(() => write({ a: 'new', link: 'stolen' })).toThrow(
      /is behind a link that leads (out of|nowhere)|no file|a folder/,
    );
    expect(readFileSync(join(base, 'outside/mine'), 'utf8')).toBe('mine');
    expect([readFileSync(at('a'), 'utf8'), readdirSync(folder)]).toEqual(['old', names]);
  });

  test('when one of them cannot be put in place in the middle: what was there is put back', () => {
    writeFileSync(at('z'), 'old');
    chmodSync(at('a'), 0o640);
    const staged = new StagedFiles(folder, 'follow');
    for (const path of ['a', 'new/b', 'c', 'z']) staged.stage(path, 'new');
    staged.remove('folder/in it');
    // Somebody else is quicker.
    writeFileSync(at('c'), 'theirs');
    expect(() => staged.commit()).toThrow('is there now');
    expect(filesIn(folder)).toEqual({ ...before, c: 'theirs', z: 'old' });
    expect(statSync(at('a')).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder).sort()).toEqual(['a', 'c', 'folder', 'z']);
  });

  test('when it is discarded', () => {
    const staged = new StagedFiles(folder, 'follow');
    for (const path of ['a', 'new/deep/b']) staged.stage(path, 'new');
    staged.discard();
    expect(filesIn(folder)).toEqual(before);
    expect(readdirSync(folder).sort()).toEqual(['a', 'folder']);
  });
});

test('a link that stays inside is followed, or replaced, as is asked for', () => {
  mkdirSync(at('real'));
  writeFileSync(at('real/a'), 'old');
  symlinkSync('real/a', at('link'));
  write({ link: 'new' }, 'follow');
  expect(filesIn(folder)).toEqual({ 'real/a': 'new', link: 'new' });
  write({ link: 'newer' }, 'replace');
  expect(filesIn(folder)).toEqual({ 'real/a': 'new', link: 'newer' });
  expect(statSync(at('link')).mode & 0o111).toBe(0);
});

test('a link that leads out is replaced where the folder is our own, and what it leads to stays', () => {
  symlinkSync('../outside/mine', at('a'));
  write({ a: 'new' }, 'replace');
  expect(filesIn(base)).toMatchObject({ 'outside/mine': 'mine', 'project/a': 'new' });
});

test('what a killed process left is taken away, and nothing else', () => {
  writeFileSync(at('.a.half'), 'half');
  writeFileSync(at('a'), 'old');
  linkSync(at('a'), at('.a.was'));
  write({ a: 'new' });
  expect(readdirSync(folder)).toEqual(['a']);
  writeFileSync(at('.a.was'), 'old');
  write({ a: 'new' });
  expect(readdirSync(folder)).toEqual(['a']);
  // A link by that name would lead elsewhere.
  symlinkSync('../outside/mine', at('.a.half'));
  expect(() => write({ a: 'newer' })).toThrow('EEXIST');
  expect([readFileSync(at('a'), 'utf8'), readFileSync(join(base, 'outside/mine'), 'utf8')]).toEqual(['new', 'mine']);
});
