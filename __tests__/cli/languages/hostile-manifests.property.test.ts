import fc from 'fast-check';
import { runs, sampled } from '../../property-runs';
import { assertClosed } from './closed-lists';
import { hostile } from './hostile';
import { manifestsNamed, outputsOf } from './hostile-manifests';

const SECRET = 'hunter2PW';

test('whatever things are called, it stays text in every output', () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 5, maxLength: 40 }), hostile, (texts, told) => {
      const origin = { environment: told, path: `/${told}`, imported: true, keys: [told] };
      assertClosed(outputsOf(manifestsNamed(texts), { problem: told }));
      assertClosed(outputsOf(manifestsNamed(texts), { listing: [origin, { ...origin, imported: false }] }));
    }),
    { numRuns: runs(100), seed: 1 },
  );
});

test.each(
  sampled([
    'https://u:hunter2PW@h/api',
    'https:/u:hunter2PW@h/api',
    'https:\\\\u:hunter2PW@h',
    'u:hunter2PW@h',
    '//u:hunter2PW@h',
    'https://hunter2PW@h',
    'https://h/?token=hunter2PW',
    'https://h/#hunter2PW',
    'https%3A%2F%2Fu%3Ahunter2PW%40h',
  ]),
)('%s is repeated in no output, whatever is called so', (url) => {
  const harmless = ['a', 'b', 'c', 'd', 'e'];
  const named = [[url], [...harmless, url]].map(manifestsNamed);
  for (const read of named) {
    const listing = [{ environment: url, path: url, imported: true, keys: [url] }];
    for (const answer of [{ problem: url, absent: url }, { listing }]) {
      for (const [output, text] of Object.entries(outputsOf(read, answer))) {
        expect(`${output}: ${text}`.split('\n').filter((line) => line.includes(SECRET))).toEqual([]);
      }
    }
  }
});
