import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChartNames } from '../../../cli/adopt/model/chart-names';
import { assertInside } from '../../../cli/adopt/output-paths';

let place: string;
let folder: string;

beforeEach(() => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'paths-')));
  folder = join(place, 'out');
  mkdirSync(join(folder, 'charts'), { recursive: true });
  mkdirSync(join(place, 'outside'));
  writeFileSync(join(place, 'outside/main.ts'), '');
});

afterEach(() => rmSync(place, { recursive: true }));

test.each(['main.ts', 'charts/a.ts', 'new/deep/a.ts', '..a.ts'])('%s lies in the folder', (file) => {
  expect(() => assertInside(folder, [file])).not.toThrow();
});

test.each(['../a.ts', '..', '.', '', '/etc/a.ts', 'charts/../../a.ts'])('%j does not', (file) => {
  expect(() => assertInside(folder, ['main.ts', file])).toThrow(`${file}: this name leads out of ${folder}`);
});

test.each([
  ['a folder', 'outside', 'linked', 'linked/a.ts'],
  ['a file', 'outside/main.ts', 'main.ts', 'main.ts'],
  ['nothing', 'nowhere', 'main.ts', 'main.ts'],
  ['itself', 'out/main.ts', 'main.ts', 'main.ts'],
])('a link that leads to %s is refused', (_, target, link, file) => {
  symlinkSync(join(place, target), join(folder, link));
  expect(() => assertInside(folder, [file])).toThrow(/is a link that leads out of/);
});

test('a link within the folder, and a folder behind a link, are fine', () => {
  symlinkSync(join(folder, 'charts'), join(folder, 'others'));
  symlinkSync(folder, join(place, 'link'));
  expect(() => assertInside(join(place, 'link'), ['others/a.ts', 'main.ts'])).not.toThrow();
});

describe('names of charts, which name files', () => {
  test.each([
    ['shop', 'shop'],
    ['Shop_EU', 'shop-eu'],
    ['../../../outside/x', 'outside-x'],
    ['-outside-x', 'outside-x'],
    ['', 'chart'],
    ['..', 'chart'],
    ['con', 'chart-con'],
    ['LPT1', 'chart-lpt1'],
    ['\u0000\n', 'chart'],
    ['é', 'chart'],
    ['x'.repeat(300), 'x'.repeat(50)],
  ])('%j becomes %s', (text, name) => {
    expect(new ChartNames().take(text)).toBe(name);
  });

  test('are told apart without regard to case', () => {
    const names = new ChartNames();
    expect(['a.b', 'A-B', 'a-b'].map((text) => names.take(text))).toEqual(['a-b', 'a-b-2', 'a-b-3']);
  });
});
