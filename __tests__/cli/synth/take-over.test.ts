import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, OLD, swapping, TwoSynths, taking } from './two-synths';

jest.setTimeout(60_000);

let synths: TwoSynths;
beforeAll(() => {
  synths = new TwoSynths();
});
afterAll(() => synths.end());

describe('a synth that is stopped while another one takes its lock, and goes on later, leaves all of the old folder or all of the new one, and knows which:', () => {
  // Wherever both stand, and stopped once more: `npm run test:fuzz`.
  test('wherever one stands, with each sixteenth step of the other one', () => {
    const { swap, takeOver } = synths.steps();
    const said = { old: 0, new: 0 };
    for (let before = 0; before < swap; before++) {
      for (let meanwhile = before % 16; meanwhile <= takeOver; meanwhile += 16)
        said[synths.interleave({ before, meanwhile })]++;
    }
    // Otherwise they did not meet.
    expect(Math.min(said.old, said.new)).toBeGreaterThan(swap / 16);
  });

  test('also if its app makes its folder again, and writes on', () => {
    const { one, other } = synths;
    const output = synths.oldOutput();
    const work = join(output, '..', '.dist.synth');
    one.start(swapping(output, [0]));
    const run = readdirSync(work).find((name) => name.startsWith('run-')) ?? '';
    other.start(taking(output, []));
    rmSync(join(work, 'lock'));
    mkdirSync(join(work, run, 'dist'), { recursive: true });
    writeFileSync(join(work, run, 'dist/b'), 'new');
    expect(one.finish().error).toMatch(/^this synth has lost its lock/);
    expect(filesIn(output)).toEqual(OLD);
  });
});
