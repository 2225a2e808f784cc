import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { readableOutput } from '../../cli/files/readable-output';
import { StoppableSynth } from '../cli/synth/stoppable-synth';
import { TwoSynths } from '../cli/synth/two-synths';

jest.setTimeout(600_000);

const WORDS = ['one', 'two', 'three'];

let folder: string;
let program: string;
let synths: readonly StoppableSynth[] = [];
const endSynths = () => Promise.all(synths.map((synth) => synth.end()));
/** One that failed stands still somewhere: the next example begins with others. */
function renewSynths(): void {
  void endSynths();
  synths = WORDS.map(() => new StoppableSynth(program));
}
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'take-over-'));
  program = StoppableSynth.programIn(folder);
  renewSynths();
});
afterAll(async () => {
  await endSynths();
  rmSync(folder, { recursive: true });
});

function newOutput(): string {
  const output = join(mkdtempSync(join(folder, 'project-')), 'dist');
  mkdirSync(output);
  for (const name of ['a', 'b']) writeFileSync(join(output, name), 'old');
  return output;
}

/** Whose files are in a folder. */
function wordsIn(output: string): string {
  return readdirSync(output)
    .sort()
    .map((name) => `${name}: ${readFileSync(join(output, name), 'utf8')}`)
    .join();
}

const whole = (word: string) => `a: ${word},b: ${word}`;

/** How many steps one takes that finds another one in the middle of its swap. */
function stepsOf(): number {
  const output = newOutput();
  const task = { role: 'removes the lock and does all', output, word: 'one' } as const;
  synths[0]?.start({ ...task, stops: [] });
  return synths[0]?.finish().steps ?? 0;
}

/** Before which of its steps each stops, most of them where it swaps, and who goes on each time. */
function schedules(steps: number) {
  const step = fc.oneof(fc.nat(steps + 10), fc.integer({ min: steps - 25, max: steps + 10 }));
  return fc.record({
    stops: fc.tuple(...WORDS.map(() => fc.uniqueArray(step, { minLength: 1, maxLength: 8 }))),
    turns: fc.array(fc.nat(2), { minLength: 6, maxLength: 30 }),
  });
}

test('three synths, each of which removes the lock of the one before it: dist is always whole, and who says so has written it', () => {
  fc.assert(
    fc.property(schedules(stepsOf()), ({ stops, turns }) => {
      if (synths.some(({ isBusy }) => isBusy)) renewSynths();
      const output = newOutput();
      const begun = new Set<number>();
      const step = (index: number) => {
        const synth = synths[index];
        if (!begun.has(index)) {
          begun.add(index);
          const word = WORDS[index] ?? '';
          synth?.start({ role: 'removes the lock and does all', output, word, stops: stops[index] ?? [] });
        } else if (synth?.outcome === undefined) synth?.goOn();
        expect(['old', ...WORDS].map(whole)).toContain(wordsIn(readableOutput(output)));
      };
      for (const turn of turns) step(turn);
      for (const index of WORDS.keys())
        do step(index);
        while (synths[index]?.outcome === undefined);
      const written = WORDS.filter((_, index) => synths[index]?.outcome?.error === undefined);
      const found = wordsIn(output);
      // Who says that it has not written is not there; somebody who says so is, if there is one.
      expect((written.length === 0 ? ['old'] : written).map(whole)).toContain(found);
      rmSync(join(output, '..'), { recursive: true });
    }),
    { numRuns: 2_000, seed: 1 },
  );
});

describe('two synths, of which one takes the lock from the other one:', () => {
  let two: TwoSynths;
  beforeAll(() => {
    two = new TwoSynths();
  });
  afterAll(() => two.end());

  test('wherever both stand', () => {
    const { swap, takeOver } = two.steps();
    for (let before = 0; before < swap; before++) {
      for (let meanwhile = 0; meanwhile <= takeOver; meanwhile++) two.interleave({ before, meanwhile });
    }
  });

  test('also if the first one is stopped once more', () => {
    const { swap, takeOver } = two.steps();
    for (let before = 0; before < swap; before++) {
      for (let later = before + 1; later < swap; later++) {
        for (let meanwhile = (before + later) % 3; meanwhile <= takeOver; meanwhile += 3)
          two.interleave({ before, meanwhile, later });
      }
    }
  });
});
