import { adoptedSafely } from '../cli/adopt/adopted-safely';
import { corpus, hostileFile } from '../cli/adopt/hostile-manifests';

const DOCUMENTS = 100_000;

test(`whatever stands in ${DOCUMENTS} manifests, the programs have nothing in them but what is on the closed list`, () => {
  const files = corpus();
  let documents = 0;
  for (let seed = 1_000; documents < DOCUMENTS; seed++) {
    const manifests = hostileFile(seed, files);
    documents += manifests.length;
    const { problems } = adoptedSafely(manifests, seed);
    if (problems.length > 0) throw new Error(`seed ${seed}: ${problems.join('; ')}`);
  }
});
