import { wrappedLine } from '../../../cli/terminal/wrapped-line';

const INDENT = ' '.repeat(8);

test('a sentence that is too long goes on behind blanks, and one that just fits does not', () => {
  const line = '    + orders gains STRIPE_KEY in prod (from /orders)';
  expect(wrappedLine(line, line.length, INDENT)).toEqual([line]);
  expect(wrappedLine(line, line.length - 1, INDENT)).toEqual([
    '    + orders gains STRIPE_KEY in prod (from',
    '        /orders)',
  ]);
});

test('colours take no room, and a word that is too long is not cut', () => {
  const long = 'x'.repeat(60);
  expect(wrappedLine(`    + \u001b[36morders\u001b[39m gains ${long} in prod`, 24, INDENT)).toEqual([
    '    + \u001b[36morders\u001b[39m gains',
    `${INDENT}${long}`,
    `${INDENT}in prod`,
  ]);
});

test('without a width it is one line', () => {
  const line = `    ${'word '.repeat(100)}end`;
  expect(wrappedLine(line, Number.POSITIVE_INFINITY, INDENT)).toEqual([line]);
});
