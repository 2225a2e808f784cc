import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { readableOutput } from '../../cli/files/readable-output';
import { StoppableSynth } from '../cli/synth/stoppable-synth';

jest.setTimeout(600_000);

const WORDS = ['one', 'two', 'three'];

let folder: string;
let synths: readonly StoppableSynth[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'take-over-'));
  const program = StoppableSynth.programIn(folder);
  synths = WORDS.map(() => new StoppableSynth(program));
});
afterAll(async () => {
  await Promise.all(synths.map((synth) => synth.end()));
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
    .map((name) => `${name}: ${readFileSync(join(output, name), 'utf8')}`)
    .join();
}

const whole = (word: string) => `a: ${word},b: ${word}`;

/** At how many of its steps each stops, and who goes on each time. */
const schedules = fc.record({
  stops: fc.tuple(...WORDS.map(() => fc.uniqueArray(fc.nat(60), { maxLength: 6 }))),
  turns: fc.array(fc.nat(2), { maxLength: 20 }),
});

test('three synths, each of which removes the lock of the one before it: dist is always whole, and who says so has written it', () => {
  fc.assert(
    fc.property(schedules, ({ stops, turns }) => {
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
    { numRuns: 3_000, seed: 1 },
  );
});
