import fs from 'node:fs';
import { basename, join } from 'node:path';
import { type MessagePort, workerData } from 'node:worker_threads';
import { outputPlaces } from '../../../cli/files/output-places';
import { withLock } from '../../../cli/synth/output/lock';
import { newHolderText } from '../../../cli/synth/output/lock-holder';
import { prepareRun } from '../../../cli/synth/output/prepare-run';
import { swap } from '../../../cli/synth/output/swap';
import { tidy } from '../../../cli/synth/output/tidy';

/** One of two synths, in a thread of its own, that can be stopped before each step that it takes on the disk. */
export interface Task {
  readonly role: 'swaps' | 'takes over' | 'removes the lock and does all';
  readonly output: string;
  /** What it writes. */
  readonly word: string;
  /** Before how many of its steps it stops. */
  readonly stops: readonly number[];
}

export interface Outcome {
  readonly steps: number;
  readonly error?: string;
}

/** What both threads see: 0 runs, 1 stands before a step, 2 is done. */
const { state, port }: { readonly state: Int32Array; readonly port: MessagePort } = workerData;
let steps = Number.POSITIVE_INFINITY;
let stops: readonly number[] = [];

function step(): void {
  if (stops.includes(steps++)) {
    Atomics.store(state, 0, 1);
    Atomics.notify(state, 0);
    Atomics.wait(state, 0, 1);
  }
}

const STEPS = [
  'chmodSync',
  'lstatSync',
  'mkdirSync',
  'openSync',
  'readdirSync',
  'renameSync',
  'rmSync',
  'writeFileSync',
];
const functions = fs as unknown as { [name: string]: (...args: readonly unknown[]) => unknown };
for (const name of STEPS) {
  const original = functions[name];
  functions[name] = (...args) => {
    step();
    return original?.(...args);
  };
}

async function perform({ role, output, word }: Task): Promise<void> {
  const places = outputPlaces(output);
  const begin = () => {
    steps = 0;
  };
  if (role === 'takes over') {
    begin();
    // As `withLock` takes over a lock, and as somebody who has removed one makes another.
    const draft = `${places.lock}.1-01234567`;
    fs.writeFileSync(draft, newHolderText());
    fs.renameSync(draft, places.lock);
    tidy(places);
    return;
  }
  if (role !== 'swaps') {
    begin();
    fs.rmSync(places.lock, { force: true });
  }
  await withLock(places.lock, { onWait: () => undefined, patience: 0 }, async (lock) => {
    const { run } = prepareRun(places, lock);
    const next = join(run, basename(output));
    fs.mkdirSync(next);
    for (const name of ['a', 'b']) fs.writeFileSync(join(next, name), word);
    if (role === 'swaps') begin();
    swap(places, next, lock);
  });
}

port.on('message', async (task: Task) => {
  stops = task.stops;
  const error = await perform(task).then(
    () => undefined,
    (thrown: Error) => thrown.message,
  );
  port.postMessage({ steps, error } satisfies Outcome);
  steps = Number.POSITIVE_INFINITY;
  Atomics.store(state, 0, 2);
  Atomics.notify(state, 0);
});
