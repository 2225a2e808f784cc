import fc from 'fast-check';
import { assertClosed } from '../cli/languages/closed-lists';
import { hostile } from '../cli/languages/hostile';
import { manifestsNamed, outputsOf } from '../cli/languages/hostile-manifests';

test('1,000 manifests with hostile names stay text in every output of report and check', () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 5, maxLength: 40 }), hostile, (texts, told) => {
      const origin = { environment: told, path: `/${told}`, imported: true, keys: [told] };
      assertClosed(outputsOf(manifestsNamed(texts), { listing: [origin, { ...origin, imported: false }] }));
    }),
    { numRuns: 1_000, seed: 1 },
  );
});
