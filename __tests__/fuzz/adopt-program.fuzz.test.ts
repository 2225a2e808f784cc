import { adoptedSafely } from '../cli/adopt/adopted-safely';
import { corpus, hostileFile } from '../cli/adopt/hostile-manifests';
import { inTime } from '../property-runs';

const SEEDS = Array.from({ length: 20_000 }, (_, index) => 1_000 + index);

test('whatever stands in manifests, the programs have nothing in them but what is on the closed list', () => {
  const files = corpus();
  for (const seed of inTime(SEEDS)) {
    const manifests = hostileFile(seed, files);
    const { problems } = adoptedSafely(manifests, seed);
    if (problems.length > 0) throw new Error(`seed ${seed}: ${problems.join('; ')}`);
  }
});
