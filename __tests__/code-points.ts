import fc from 'fast-check';

/** So many halves of pairs there are, which stand for no character. */
const HALVES = { first: 0xd800, count: 0x800 };

/** Texts of any code points. `fc.string` of these makes a table of all of them first, in each file. */
export function codePoints({
  minLength = 0,
  maxLength,
}: {
  minLength?: number;
  maxLength: number;
}): fc.Arbitrary<string> {
  const point = fc.nat(0x10ffff - HALVES.count).map((at) => (at < HALVES.first ? at : at + HALVES.count));
  return fc.array(point, { minLength, maxLength }).map((all) => String.fromCodePoint(...all));
}
