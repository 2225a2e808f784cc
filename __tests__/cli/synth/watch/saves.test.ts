import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Saves } from '../../../../cli/synth/watch/saves';

const folder = mkdtempSync(join(tmpdir(), 'saves-'));
afterAll(() => rmSync(folder, { recursive: true }));
const [one, other] = ['one', 'other'].map((name) => join(folder, name)) as [string, string];

let saves: Saves;
beforeEach(() => {
  saves = new Saves((path) => path.endsWith('made'));
});

function save(path: string, text: string): void {
  writeFileSync(path, text);
  saves.note(path);
}

test('files that are saved one after the other at once come together', async () => {
  const next = saves.next();
  save(other, 'a');
  save(one, 'a');
  expect(await next).toEqual([one, other]);
});

test('what is saved while nobody asks comes with the next question', async () => {
  save(one, 'b');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await saves.next()).toEqual([one]);
});

test('a file that is written again as it is, or by the app, is not saved', async () => {
  save(one, 'c');
  expect(await saves.next()).toEqual([one]);
  save(one, 'c');
  save(join(folder, 'made'), 'c');
  const next = saves.next();
  save(other, 'c');
  expect(await next).toEqual([other]);
});

test('a file that is empty is waited for', async () => {
  const next = saves.next();
  save(one, '');
  setTimeout(() => writeFileSync(one, 'd'), 40);
  await next;
  save(one, 'd');
  const following = saves.next();
  save(other, 'd');
  expect(await following).toEqual([other]);
});

test('a save that nobody has told of, right after another one, is seen', async () => {
  save(one, 'e');
  expect(await saves.next()).toEqual([one]);
  const next = saves.next();
  writeFileSync(one, 'f');
  expect(await next).toEqual([one]);
});

test('a file that has come and gone meanwhile, as sed makes one, is not told; one that was there before is', async () => {
  const next = saves.next();
  saves.note(join(folder, 'sedA1b2C3'), true);
  save(one, 'g');
  expect(await next).toEqual([one]);
  const following = saves.next();
  saves.note(join(folder, 'sedA1b2C3'));
  rmSync(one);
  saves.note(one);
  expect(await following).toEqual([one]);
});
