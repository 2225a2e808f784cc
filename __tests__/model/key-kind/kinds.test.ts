import fc from 'fast-check';
import { isOfKind, isSameKind, patternOf } from '../../../lib/model/key-kind/is-of-kind';
import { kindText } from '../../../lib/model/key-kind/kind-text';
import { runs } from '../../property-runs';
import { KINDS } from './kinds-and-texts';

describe.each(KINDS)('$name', ({ kind, good, bad }) => {
  test.each(good.map((text) => [JSON.stringify(text), text]))('%s is one', (_, text) => {
    expect(isOfKind(kind, text)).toBe(true);
  });

  test.each(bad.map((text) => [JSON.stringify(text), text]))('%s is none', (_, text) => {
    expect(isOfKind(kind, text)).toBe(false);
  });
});

test('exactly the whole numbers between two are of the kind', () => {
  const number = fc.oneof(fc.integer({ min: -1200, max: 1200 }), fc.integer(), fc.maxSafeInteger());
  const bounded = number.filter((one) => Math.abs(one) < 1e15);
  fc.assert(
    fc.property(bounded, bounded, fc.array(bounded, { minLength: 20 }), (one, other, more) => {
      const [min, max] = [Math.min(one, other), Math.max(one, other)];
      const near = [min, max].flatMap((bound) => [bound - 1, bound, bound + 1, bound - 10, bound + 10]);
      const tried = [...near, ...more].filter((text) => Math.abs(text) < 1e15);
      const found = tried.filter((text) => isOfKind({ kind: 'integer', min, max }, String(text)));
      expect(found).toEqual(tried.filter((text) => text >= min && text <= max));
    }),
    { numRuns: runs(40_000) },
  );
});

test('a pattern takes the time of the text that it reads, whatever stands in it', () => {
  // With a pattern that goes back and forth this would not end.
  const long = ['a@', ',a', '[:', 'a:1,', 'AAAA', '=', '1', 'a', '/'].map((part) => part.repeat(60_000));
  for (const { kind } of KINDS) {
    for (const text of long) expect(typeof patternOf(kind).test(`https://${text} `)).toBe('boolean');
  }
});

test('a file of megabytes is judged too', () => {
  const line = 'QUJD'.repeat(3_000_000);
  expect(isOfKind({ kind: 'base64' }, line)).toBe(true);
  expect(isOfKind({ kind: 'base64' }, `${line}!!!!`)).toBe(false);
  expect(isOfKind({ kind: 'json' }, '['.repeat(3_000_000))).toBe(false);
  expect(isOfKind({ kind: 'text', minLength: 1000 }, line)).toBe(true);
});

test('a text of one code point is one character', () => {
  expect(isOfKind({ kind: 'text', minLength: 2 }, '😀')).toBe(false);
  expect(isOfKind({ kind: 'text', minLength: 2 }, '😀😀')).toBe(true);
});

test('two kinds are the same where the same texts are', () => {
  expect(isSameKind({ kind: 'text' }, { kind: 'text', minLength: 1 })).toBe(true);
  expect(isSameKind({ kind: 'integer', min: 1 }, { kind: 'integer', min: 1, max: 10 })).toBe(false);
  expect(isSameKind({ kind: 'integer', min: 1, max: 65_535 }, { kind: 'port' })).toBe(false);
  expect(isSameKind({ kind: 'oneOf', values: ['a', 'b'] }, { kind: 'oneOf', values: ['b', 'a'] })).toBe(true);
});

test('what a kind is called', () => {
  expect(KINDS.map(({ kind }) => kindText(kind)).filter((text) => !text.includes('others'))).toEqual([
    'a whole number',
    'a whole number from 1 on',
    'a whole number from -17 to 4711',
    'a whole number from -250 to -25',
    'a port from 1 to 65535',
    '"true" or "false"',
    'a URL such as "https://host"',
    'a URL such as "postgres://host" or "git+ssh://host"',
    '"debug" or "info"',
    'JSON',
    'base64',
    'text that is not empty',
    'text of at least 8 characters',
    'a URL such as "https://host", "sqlite://host" or "jdbc:postgresql://host"',
  ]);
  expect(kindText({ kind: 'oneOf', values: [...'abcdefghijklm'] })).toBe(
    '"a", "b", "c", "d", "e", "f", "g", "h", "i", "j" or one of 3 others',
  );
  expect(kindText({ kind: 'integer', max: 5 })).toBe('a whole number up to 5');
});
