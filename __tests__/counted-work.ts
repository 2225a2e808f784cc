import { type Profiler, Session } from 'node:inspector';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

const PROJECT = join(__dirname, '../');
/** What is our own. */
const COUNTED = /^(?:lib|cli)\//;
// What is optimised is not counted any more, and what has not run for a while loses its counts with its code.
for (const flag of ['--no-opt', '--no-maglev', '--no-flush-bytecode']) setFlagsFromString(flag);
const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/** How often each function of ours is called, or its busiest branch or loop gone through: work without a clock. */
function workOf(run: () => unknown): ReadonlyMap<string, number> {
  countsSinceLastTime();
  run();
  return countsSinceLastTime();
}

/**
 * The functions whose work grows faster than what they are given: at four times the size, more than four times the
 * calls. The engine counts nothing in what it has not compiled yet, so that everything runs once before: at the larger
 * size, as what is remembered of a text would cost something there only.
 *
 * @param factor how much more of it is too much
 */
export function growingFasterThan(size: number, run: (size: number) => unknown, factor = 4.3): string[] {
  run(4 * size);
  const [small, large] = [size, 4 * size].map((n) => workOf(() => run(n)));
  return [...large].flatMap(([name, count]) => {
    const before = small.get(name) ?? 0;
    // What is done once, or for each of a fixed number of things, may be done a few times more.
    return count <= factor * before + 2 * size ? [] : [`${name}: ${before} at ${size}, ${count} at ${4 * size}`];
  });
}

function countsSinceLastTime(): Map<string, number> {
  const counts = new Map<string, number>();
  session.post('Profiler.takePreciseCoverage', (_, { result }: Profiler.TakePreciseCoverageReturnType) => {
    for (const { url, functions } of result) {
      const file = url.replace(/^file:\/\//, '');
      if (!file.startsWith(PROJECT) || !COUNTED.test(file.slice(PROJECT.length))) continue;
      for (const { functionName, ranges } of functions) {
        const name = `${file.slice(PROJECT.length)} ${functionName || 'a closure'} (character ${ranges[0].startOffset})`;
        counts.set(name, Math.max(...ranges.map(({ count }) => count)));
      }
    }
  });
  return counts;
}
