import { RepeatedOutput } from '../../../../cli/synth/app/repeated-output';

/** What is new in what a second try prints. */
function news(first: readonly string[], second: readonly string[]): string {
  const before = new RepeatedOutput();
  for (const text of first) expect(before.news(text)).toBe(text);
  const after = new RepeatedOutput(before);
  return second.map((text) => after.news(text)).join('');
}

test.each([
  [['one\n', 'two'], ['one\ntwo three\n'], ' three\n'],
  [['one\ntwo\n'], ['o', 'ne\n', 'two\n', 'three\n'], 'three\n'],
  [['one\n'], ['one\n'], ''],
  [[], ['one\n'], 'one\n'],
])('what was printed before, in whatever pieces, is not new: %j, %j', (first, second, shown) => {
  expect(news(first, second)).toBe(shown);
});

test('from where it is something else, all is new', () => {
  expect(news(['one\n', 'two\n'], ['one\n', 'TWO\n', 'two\n'])).toBe('TWO\ntwo\n');
});

test('what is too long to be remembered is shown again', () => {
  const long = `${'x'.repeat(70_000)}\n`;
  expect(news(['one\n', long], ['one\n', long])).toBe(`one\n${long}`);
});
