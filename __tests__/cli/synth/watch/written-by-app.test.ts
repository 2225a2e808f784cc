import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WrittenByApp } from '../../../../cli/synth/watch/written-by-app';

const folder = mkdtempSync(join(tmpdir(), 'written-'));
afterAll(() => rmSync(folder, { recursive: true }));

let now = 0;
const found: string[] = [];
const written = new WrittenByApp(
  (path) => found.push(path),
  () => now,
);
const path = join(folder, 'made.txt');

/** A run from one second to another, in which the file is written at a third one. */
function run(start: number, end: number, at: number): boolean {
  now = start * 1_000;
  written.begin();
  writeFileSync(path, String(at));
  utimesSync(path, at, at);
  now = end * 1_000;
  written.finish();
  return written.has(path);
}

test('a file that changes in three runs in a row is written by the app, until somebody saves it', () => {
  expect([run(10, 20, 15), run(20, 30, 25), run(30, 40, 35), run(50, 60, 55)]).toEqual([false, false, true, true]);
  expect(found).toEqual([path]);
  expect([run(70, 80, 65), run(80, 90, 85)]).toEqual([false, false]);
});

test('a person who saves while the app runs, but not each time, is a person', () => {
  found.length = 0;
  const other = new WrittenByApp((one) => found.push(one));
  for (let round = 0; round < 3; round++) {
    other.begin();
    writeFileSync(path, `saved ${round}`);
    expect(other.has(path)).toBe(false);
    other.begin();
  }
  expect(found).toEqual([]);
});

test('a file that is gone was removed by somebody', () => {
  written.begin();
  expect(written.has(join(folder, 'none'))).toBe(false);
});
