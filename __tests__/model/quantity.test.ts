import { inThousandths, quantityIn, quantityProblem } from '../../lib/model/quantity';

test.each([
  ['1', 1_000n],
  [1.5, 1_500n],
  ['250m', 250n],
  ['1Ki', 1_024_000n],
  ['1k', 1_000_000n],
  ['0.5Gi', 536_870_912_000n],
  ['1e3', 1_000_000n],
  ['1E-3', 1n],
  ['1n', 1n],
  ['-1n', -1n],
  [' +007 ', 7_000n],
  ['.5', 500n],
  ['1.', 1_000n],
  ['m', 0n],
  ['16Ei', (2n ** 63n - 1n) * 1000n],
])('%s is an amount', (text, thousandths) => {
  const quantity = quantityIn(text);
  expect(quantity && inThousandths(quantity)).toBe(thousandths);
});

test.each(['', ' ', '1gb', '512MB', '1K', '1 Gi', '1e', '1e1.5', '0x1', '1,5', 'Pi', '--1', `${'1'.repeat(6000)}`])(
  'the API server cannot read %j',
  (text) => {
    expect(quantityIn(text)).toBeUndefined();
  },
);

test.each([
  ['512MB', 'write "512Mi", or "512M" for powers of ten'],
  ['1.5kb', 'write "1.5Ki", or "1.5k" for powers of ten'],
  ['much', 'write a number with a unit, such as "250m", "512Mi" or "1.5"'],
])('for %s the remedy is known', (text, remedy) => {
  expect(quantityProblem(text)).toBe(`is "${text}", which is no quantity: ${remedy}`);
  expect(quantityProblem('1Gi')).toBeUndefined();
});

test('an exponent out of reach takes no time and no memory', () => {
  expect(quantityIn('1e999999999999999999')?.format).toBe('exponent');
  expect(quantityIn('1e-999999999999')?.nano).toBe(1n);
});
