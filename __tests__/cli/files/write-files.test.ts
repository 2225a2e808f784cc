import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeProject } from '../../../cli/adopt/project-files';
import { presentFiles, writeFiles, writeOutputFile } from '../../../cli/files/write-files';
import { commandLine } from '../command-line';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'write-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const names = () => readdirSync(cwd, { recursive: true }).sort();

test('what is there is found in whatever form it is', () => {
  writeFileSync(join(cwd, 'file'), '');
  symlinkSync('nowhere', join(cwd, 'link'));
  expect(presentFiles(cwd, ['file', 'link', 'none', 'file/below'])).toEqual(['file', 'link']);
});

test('what a command was asked to write goes whole into a file, and through a link or a device as it is', () => {
  writeFileSync(join(cwd, 'file'), 'old');
  symlinkSync('file', join(cwd, 'link'));
  writeOutputFile(join(cwd, 'link'), 'new');
  writeOutputFile('/dev/null', 'new');
  expect(readFileSync(join(cwd, 'file'), 'utf8')).toBe('new');
  writeOutputFile(join(cwd, 'report.html'), 'page');
  expect(() => writeOutputFile(cwd, 'page')).toThrow('EISDIR');
  expect(() => writeOutputFile(join(cwd, 'none/report.html'), 'page')).toThrow('none: there is no such folder');
  expect(names()).toEqual(['file', 'link', 'report.html']);
});

describe('none of the files is written', () => {
  test.each<[string, () => void, string]>([
    [
      'by a set in which a later one cannot be',
      () => {
        mkdirSync(join(cwd, 'b'));
        writeFiles(cwd, [
          ['a', ''],
          ['b', ''],
        ]);
      },
      'nothing was written: b is a folder: move it',
    ],
    [
      'by a set in which one leads out',
      () =>
        writeFiles(cwd, [
          ['a', ''],
          ['../b', ''],
        ]),
      'nothing was written: "../b" is no path inside of',
    ],
    [
      'below a file',
      () => {
        writeFileSync(join(cwd, 'b'), '');
        writeFiles(join(cwd, 'b/c'), [['a', '']]);
      },
      'nothing was written: a file stands where a folder is needed (ENOTDIR',
    ],
    [
      'below a link in a circle',
      () => {
        symlinkSync('b', join(cwd, 'b'));
        writeFiles(join(cwd, 'b/c'), [['a', '']]);
      },
      'nothing was written: links on the way lead in a circle (ELOOP',
    ],
    [
      'by adopt',
      () => {
        writeFileSync(join(cwd, 'charts'), 'mine');
        const files = new Map([
          ['main.ts', ''],
          ['charts/api.ts', ''],
        ]);
        writeProject(cwd, files, { force: true });
      },
      'nothing was written: charts is no folder: move it',
    ],
  ])('%s', (_, write, message) => {
    expect(write).toThrow(message);
    expect(names()).not.toContain('a');
    expect(names().filter((name) => !['b', 'charts'].includes(String(name)))).toEqual([]);
  });

  test.each([
    [['init', 'orders', '--yes', '--project', 'shop'], 'orders'],
    [['init', '.', '--yes', '--name', 'a', '--project', 'shop'], '__tests__'],
  ])('by %j where %s is a link that leads out', async (args, link) => {
    mkdirSync(join(cwd, 'project'));
    mkdirSync(join(cwd, 'precious'));
    symlinkSync('../precious', join(cwd, 'project', link));
    const { status, stderr } = await commandLine(args, { cwd: join(cwd, 'project') });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining('behind a link that leads out of'),
    });
    expect([readdirSync(join(cwd, 'project')), readdirSync(join(cwd, 'precious'))]).toEqual([[link], []]);
  });

  test('by init', async () => {
    mkdirSync(join(cwd, 'orders'));
    writeFileSync(join(cwd, 'orders/__tests__'), 'mine');
    const ran = await commandLine(['init', 'orders', '--yes', '--project', 'shop'], { cwd });
    expect(ran).toEqual({
      status: 2,
      stdout: '',
      stderr: 'nothing was written: orders/__tests__ is no folder: move it\n',
    });
    expect(names()).toEqual(['orders', 'orders/__tests__']);
    expect(readFileSync(join(cwd, 'orders/__tests__'), 'utf8')).toBe('mine');
  });
});
