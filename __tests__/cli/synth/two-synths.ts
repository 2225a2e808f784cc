import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readableOutput } from '../../../cli/files/readable-output';
import { StoppableSynth } from './stoppable-synth';
import type { Task } from './stopped-synth';

export const OLD = { a: 'old', b: 'old' };
const NEW = { a: 'new', b: 'new' };

/** Where each of them is stopped: the first one before a step, and perhaps before a later one, the other one meanwhile. */
export interface Stops {
  readonly before: number;
  readonly meanwhile: number;
  readonly later?: number;
}

export function filesIn(output: string) {
  return Object.fromEntries(readdirSync(output).map((name) => [name, readFileSync(join(output, name), 'utf8')]));
}

export const swapping = (output: string, stops: readonly number[]): Task => ({
  role: 'swaps',
  output,
  stops,
  word: 'new',
});
export const taking = (output: string, stops: readonly number[]): Task => ({
  role: 'takes over',
  output,
  stops,
  word: '',
});

/** A synth that swaps, and another one that takes its lock from it. */
export class TwoSynths {
  private readonly folder = mkdtempSync(join(tmpdir(), 'take-over-'));
  public readonly one: StoppableSynth;
  public readonly other: StoppableSynth;

  public constructor() {
    const program = StoppableSynth.programIn(this.folder);
    [this.one, this.other] = [new StoppableSynth(program), new StoppableSynth(program)];
  }

  public async end(): Promise<void> {
    await Promise.all([this.one.end(), this.other.end()]);
    rmSync(this.folder, { recursive: true });
  }

  public oldOutput(): string {
    const output = join(mkdtempSync(join(this.folder, 'project-')), 'dist');
    mkdirSync(output);
    for (const [name, text] of Object.entries(OLD)) writeFileSync(join(output, name), text);
    return output;
  }

  /** How many steps each takes where the other one stands still. */
  public steps(): { readonly swap: number; readonly takeOver: number } {
    const { one, other } = this;
    one.start(swapping(this.oldOutput(), []));
    const output = this.oldOutput();
    other.start(swapping(output, [6]));
    const swap = one.finish().steps;
    one.start(taking(output, []));
    const takeOver = one.finish().steps;
    other.finish();
    return { swap, takeOver };
  }

  /** One is stopped, the other one takes over, is stopped as well, and the first one goes on, now and then. */
  public interleave({ before, meanwhile, later }: Stops): 'old' | 'new' {
    const { one, other } = this;
    const output = this.oldOutput();
    one.start(swapping(output, later === undefined ? [before] : [before, later]));
    other.start(taking(output, [meanwhile]));
    expect([OLD, NEW]).toContainEqual(filesIn(readableOutput(output)));
    if (one.outcome === undefined) one.goOn();
    if (later === undefined) one.finish();
    expect([OLD, NEW]).toContainEqual(filesIn(readableOutput(output)));
    const takeOver = other.finish();
    const { error } = one.finish();
    // The one that takes over then runs its app: what it finds is what it composes with.
    expect({ before, meanwhile, later, error: takeOver.error }).toEqual({ before, meanwhile, later, error: undefined });
    const said = error === undefined ? 'new' : 'old';
    const files = said === 'new' ? NEW : OLD;
    expect({ before, meanwhile, later, files: filesIn(output), error }).toEqual({
      before,
      meanwhile,
      later,
      files,
      error,
    });
    if (error !== undefined) expect(error).toMatch(/^this synth has lost its lock \S+ while it was at work/);
    return said;
  }
}
