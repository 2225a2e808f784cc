import { headingOf } from '../../../../cli/synth/watch/heading';

const HERE = __dirname;
const file = (name: string) => `${HERE}/${name}`;

test('without a terminal, only the names', () => {
  expect(headingOf([file('heading.test.ts'), file('gone.ts')], HERE, undefined)).toBe(
    'heading.test.ts, gone.ts (removed):\n',
  );
});

test('a line of the terminal, with the time', () => {
  const line = headingOf([file('heading.test.ts')], HERE, 80).trim();
  expect(line).toMatch(/^── heading\.test\.ts ─+ \d\d:\d\d:\d\d ──$/);
  expect(line.length).toBeLessThanOrEqual(80);
});

test('of many, some', () => {
  const names = ['a', 'b', 'c', 'd', 'e'].map(file);
  expect(headingOf(names, HERE, undefined)).toBe('a (removed), b (removed), c (removed), and 2 more:\n');
});

test('of names for which a line has no room, fewer', () => {
  const names = ['a', 'b', 'c', 'd'].map((name) => file(`many/${name.repeat(20)}.ts`));
  const line = headingOf(names, HERE, 80).trim();
  expect(line).toContain(`many/${'a'.repeat(20)}.ts (removed), and 3 more ─`);
  expect(line.length).toBeLessThanOrEqual(80);
});

test('nothing of a name is obeyed', () => {
  expect(headingOf([file('a\u001b[2Jb')], HERE, 80)).not.toContain('\u001b[2J');
});
