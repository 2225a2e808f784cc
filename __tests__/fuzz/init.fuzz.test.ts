import fc from 'fast-check';
import { answers, oneOddAnswer, textOrRefused } from '../cli/init/hostile-answers';

test('5,000 sets of hostile answers are refused, or text in the files of init', async () => {
  await fc.assert(fc.asyncProperty(fc.oneof(answers, oneOddAnswer), textOrRefused), { numRuns: 5_000, seed: 1 });
});
