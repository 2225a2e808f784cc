import { HeldWords, LastWords } from '../../../cli/synth/app-output';

const MEBIBYTE = Buffer.alloc(1_048_576, 'x');

test('what an app prints is kept as it is', () => {
  const words = new LastWords();
  for (const text of ['one\n', 'two\n']) words.add(Buffer.from(text));
  expect(words.text()).toBe('one\ntwo\n');
});

test('of an app that prints without end, the end is kept, and the length of the rest is told', () => {
  const words = new LastWords();
  // More than a text can hold.
  for (let i = 0; i < 1_000; i++) words.add(MEBIBYTE);
  words.add(Buffer.from('the end\n'));
  const text = words.text();
  expect(text.length).toBeLessThan(1_048_576 + 100);
  expect(text.slice(0, 60)).toMatch(/^… \(1047527432 bytes before this are left out\)\nx+$/);
  expect(text.endsWith('xthe end\n')).toBe(true);
});

test('what is held back is shown when that is asked for, and at once where it is too much', () => {
  const shown: string[] = [];
  const words = new HeldWords((text) => shown.push(text));
  words.add(Buffer.from('a'));
  expect(shown).toEqual([]);
  words.release();
  expect(shown).toEqual(['a']);
  words.add(MEBIBYTE);
  words.add(Buffer.from('b'));
  expect(shown.map((text) => text.length)).toEqual([1, MEBIBYTE.length, 1]);
});
