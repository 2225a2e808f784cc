import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { readableOutput } from '../../../cli/files/readable-output';
import { PROJECT } from '../../project/main-program';
import type { Outcome, Task } from './stopped-synth';

jest.setTimeout(60_000);

/** A synth in a thread of its own, that stands still before the steps that it is told. */
class StoppableSynth {
  private readonly state = new Int32Array(new SharedArrayBuffer(4));
  private readonly port: MessagePort;
  private readonly worker: Worker;
  public outcome: Outcome | undefined;

  public constructor(program: string) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    this.worker = new Worker(program, { workerData: { state: this.state, port: port2 }, transferList: [port2] });
  }

  /** Runs until it stops or is done. */
  public start(task: Task): void {
    this.outcome = undefined;
    Atomics.store(this.state, 0, 0);
    this.port.postMessage(task);
    this.wait();
  }

  public goOn(): void {
    Atomics.store(this.state, 0, 0);
    Atomics.notify(this.state, 0);
    this.wait();
  }

  private wait(): void {
    expect(Atomics.wait(this.state, 0, 0, 20_000)).not.toBe('timed-out');
    this.outcome = receiveMessageOnPort(this.port)?.message;
  }

  public finish(): Outcome {
    while (this.outcome === undefined) this.goOn();
    return this.outcome;
  }

  public async end(): Promise<void> {
    this.port.close();
    await this.worker.terminate();
  }
}

let folder: string;
let one: StoppableSynth;
let other: StoppableSynth;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'take-over-'));
  const program = join(folder, 'synth.cjs');
  const options = ['--bundle', '--platform=node', '--log-level=error', `--outfile=${program}`];
  execFileSync(join(PROJECT, 'node_modules/.bin/esbuild'), [join(__dirname, 'stopped-synth.ts'), ...options]);
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

const swapping = (output: string, stops: readonly number[]): Task => ({ role: 'swaps', output, stops });
const taking = (output: string, stops: readonly number[]): Task => ({ role: 'takes over', output, stops });

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
