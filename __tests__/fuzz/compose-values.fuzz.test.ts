import fc from 'fast-check';
import { CANARY, NAMES, printedOf, VALUES, WRITTEN, withText } from '../cli/compose-canaries';

test('no text of a compose file that could hold a credential is repeated, in any place and any combination', () => {
  const place = fc.constantFrom(...VALUES, ...NAMES);
  const text = fc.oneof(
    fc.constantFrom(...WRITTEN).map((write) => write(CANARY)),
    fc
      .tuple(fc.string({ maxLength: 6 }), fc.string({ maxLength: 6 }))
      .map(([before, after]) => before + CANARY + after)
      // A reference is a name.
      .filter((one) => !/^\$\{?\w/.test(one)),
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(place, {
        minLength: 1,
        maxLength: 3,
        selector: ({ path }) => (path[0] === 'services' ? `${path[1]} ${path[2]}` : path[0]),
      }),
      text,
      (places, written) => {
        const printed = printedOf(withText(places, written));
        expect(printed).not.toContain(CANARY);
      },
    ),
    { numRuns: 20_000, seed: 1 },
  );
});
