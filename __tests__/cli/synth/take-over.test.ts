import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readableOutput } from '../../../cli/files/readable-output';
import { StoppableSynth } from './stoppable-synth';
import type { Task } from './stopped-synth';

jest.setTimeout(60_000);

let folder: string;
let one: StoppableSynth;
let other: StoppableSynth;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'take-over-'));
  const program = StoppableSynth.programIn(folder);
  [one, other] = [new StoppableSynth(program), new StoppableSynth(program)];
});
afterAll(async () => {
  await Promise.all([one.end(), other.end()]);
  rmSync(folder, { recursive: true });
});

const OLD = { a: 'old', b: 'old' };
const NEW = { a: 'new', b: 'new' };

function oldOutput(): string {
  const output = join(mkdtempSync(join(folder, 'project-')), 'dist');
  mkdirSync(output);
  for (const [name, text] of Object.entries(OLD)) writeFileSync(join(output, name), text);
  return output;
}

function filesIn(output: string) {
  return Object.fromEntries(readdirSync(output).map((name) => [name, readFileSync(join(output, name), 'utf8')]));
}

const swapping = (output: string, stops: readonly number[]): Task => ({ role: 'swaps', output, stops, word: 'new' });
const taking = (output: string, stops: readonly number[]): Task => ({ role: 'takes over', output, stops, word: '' });

/** How many steps each takes where the other one stands still. */
function stepsOf(): { readonly swap: number; readonly takeOver: number } {
  one.start(swapping(oldOutput(), []));
  const output = oldOutput();
  other.start(swapping(output, [6]));
  const swap = one.finish().steps;
  one.start(taking(output, []));
  const takeOver = one.finish().steps;
  other.finish();
  return { swap, takeOver };
}

/** One is stopped, the other one takes over, is stopped as well, and the first one goes on, now and then. */
function interleave(before: number, meanwhile: number, later: number | undefined): 'old' | 'new' {
  const output = oldOutput();
  one.start(swapping(output, later === undefined ? [before] : [before, later]));
  other.start(taking(output, [meanwhile]));
  expect([OLD, NEW]).toContainEqual(filesIn(readableOutput(output)));
  if (one.outcome === undefined) one.goOn();
  if (later === undefined) one.finish();
  expect([OLD, NEW]).toContainEqual(filesIn(readableOutput(output)));
  const takeOver = other.finish();
  const swap = one.finish();
  // The one that takes over then runs its app: what it finds is what it composes with.
  expect({ before, meanwhile, later, error: takeOver.error }).toEqual({ before, meanwhile, later, error: undefined });
  const said = swap.error === undefined ? 'new' : 'old';
  expect({ before, meanwhile, later, files: filesIn(output), error: swap.error }).toEqual({
    before,
    meanwhile,
    later,
    files: said === 'new' ? NEW : OLD,
    error: swap.error,
  });
  if (swap.error !== undefined) expect(swap.error).toMatch(/^this synth has lost its lock \S+ while it was at work/);
  return said;
}

describe('a synth that is stopped while another one takes its lock, and goes on later, leaves all of the old folder or all of the new one, and knows which:', () => {
  test('wherever both stand', () => {
    const { swap, takeOver } = stepsOf();
    const said = { old: 0, new: 0 };
    for (let before = 0; before < swap; before++) {
      for (let meanwhile = 0; meanwhile <= takeOver; meanwhile++) said[interleave(before, meanwhile, undefined)]++;
    }
    // Otherwise they did not meet.
    expect(Math.min(said.old, said.new)).toBeGreaterThan(swap);
  });

  test('also if it is stopped once more', () => {
    const { swap, takeOver } = stepsOf();
    for (let before = 0; before < swap; before += 2) {
      for (let later = before + 1; later < swap; later += 2) {
        for (let meanwhile = before % 3; meanwhile <= takeOver; meanwhile += 3) interleave(before, meanwhile, later);
      }
    }
  });

  test('also if its app makes its folder again, and writes on', () => {
    const output = oldOutput();
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
