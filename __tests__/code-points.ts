import fc from 'fast-check';

/** Texts of any code points, halves of pairs too. `fc.string` of these makes a table of all of them first, in each file. */
export function codePoints({
  minLength = 0,
  maxLength,
}: {
  minLength?: number;
  maxLength: number;
}): fc.Arbitrary<string> {
  const points = fc.array(fc.nat(0x10ffff), { minLength, maxLength });
  return points.map((all) => String.fromCodePoint(...all));
}
