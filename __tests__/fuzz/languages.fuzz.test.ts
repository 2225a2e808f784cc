import fc from 'fast-check';
import { hostile } from '../cli/languages/hostile';
import { PRINTERS } from '../cli/languages/printers';

test.each(Object.keys(PRINTERS))('%s has each of 20,000 texts as text', (language) => {
  fc.assert(fc.property(hostile, PRINTERS[language]), { numRuns: 20_000, seed: 1 });
});
