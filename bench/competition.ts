import type { Contestant } from './contestant';
import type { Run } from './measure';
import { haveAll, objectsIn } from './same-objects';

/** Whoever takes longer runs once: there is nothing to warm up, and little chance. */
const LONG_MS = 10_000;
/** Whoever takes longer runs three times at most. */
const SOME_MS = 3_000;
const SOME = 3;

/** The medians of contestants, who take turns; each first runs once to show that it does what the others do. */
export async function compete(all: readonly Contestant[], rounds: number): Promise<Map<Contestant, Run>> {
  const rehearsed = await rehearse(all);
  const runs = new Map<Contestant, Run[]>(all.map((one) => [one, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [contestant, { cut, wallMs }] of rehearsed) {
      if (cut || wallMs > LONG_MS || (wallMs > SOME_MS && round >= SOME)) continue;
      contestant.reset?.();
      runs.get(contestant)?.push(await contestant.run());
    }
  }
  return new Map([...rehearsed].map(([one, run]) => [one, median(runs.get(one) ?? []) ?? run]));
}

async function rehearse(all: readonly Contestant[]): Promise<Map<Contestant, Run>> {
  const runs = new Map<Contestant, Run>();
  const expected: { same?: readonly string[]; withDefaults?: readonly string[] } = {};
  for (const contestant of all) {
    contestant.reset?.();
    const run = await contestant.run();
    runs.set(contestant, run);
    if (run.cut) continue;
    contestant.verify?.();
    if (contestant.output === undefined) continue;
    const objects = objectsIn(contestant.output());
    const others = contestant.hasDefaults ? 'withDefaults' : 'same';
    const isSame = (expected[others] ?? objects).join('\n') === objects.join('\n');
    const isAlike = isSame && haveAll(objects, expected.same ?? objects);
    if (!isAlike) throw new Error(`${contestant.name} makes other objects`);
    expected[others] = objects;
  }
  return runs;
}

function median(runs: readonly Run[]): Run | undefined {
  if (runs.length === 0) return undefined;
  const middle = (of: (run: Run) => number) => runs.map(of).sort((a, b) => a - b)[runs.length >> 1] ?? 0;
  return {
    wallMs: middle((run) => run.wallMs),
    cpuMs: middle((run) => run.cpuMs),
    peakMib: middle((run) => run.peakMib),
    cut: runs.some((run) => run.cut),
  };
}
