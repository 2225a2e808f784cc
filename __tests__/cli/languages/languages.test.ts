import fc from 'fast-check';
import { hclText } from '../../../cli/languages/hcl';
import { code } from '../../../cli/languages/markdown';
import { hostile } from './hostile';
import { PRINTERS } from './printers';

describe.each(Object.keys(PRINTERS))('%s', (language) => {
  test('has every text as text, whatever it says', () => {
    fc.assert(fc.property(hostile, PRINTERS[language]), { numRuns: 60, seed: 1 });
  });
});

test.each([
  ['${x}', '"$${x}"'],
  ['%{x}', '"%%{x}"'],
  ['$${x}', '"\\u0024\\u0024{x}"'],
  ['$%{x}', '"\\u0024\\u0025{x}"'],
  ['$x', '"$x"'],
  ['\u{e0041}', '"\\U000e0041"'],
])('in HCL no sign joins the next to a template: %s', (text, written) => {
  expect(hclText(text)).toBe(written);
});

test.each([
  ['DATABASE_URL', '`DATABASE_URL`'],
  ['a\\|b', '<code>a&#92;&#124;b</code>'],
  ['@team #1', '`@team #1`'],
])('in Markdown a plain name stays easy to read: %s', (name, written) => {
  expect(code(name)).toBe(written);
});
