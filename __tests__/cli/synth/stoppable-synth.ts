import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { PROJECT } from '../../project/main-program';
import type { Outcome, Task } from './stopped-synth';

const WAIT_MS = 100;
/** A machine may be busy with something else for a while. */
const PATIENCE_MS = 300_000;

/** A synth in a thread of its own, that stands still before the steps that it is told. */
export class StoppableSynth {
  private readonly state = new Int32Array(new SharedArrayBuffer(4));
  private readonly port: MessagePort;
  private readonly worker: Worker;
  public outcome: Outcome | undefined;
  /** Whether it has begun something and not come to its end. */
  public isBusy = false;

  /** What its thread runs. */
  public static programIn(folder: string): string {
    const program = join(folder, 'synth.cjs');
    const options = ['--bundle', '--platform=node', '--log-level=error', `--outfile=${program}`];
    execFileSync(join(PROJECT, 'node_modules/.bin/esbuild'), [join(__dirname, 'stopped-synth.ts'), ...options]);
    return program;
  }

  public constructor(program: string) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    this.worker = new Worker(program, { workerData: { state: this.state, port: port2 }, transferList: [port2] });
  }

  /** Runs until it stops or is done. */
  public start(task: Task): void {
    this.outcome = undefined;
    this.isBusy = true;
    Atomics.store(this.state, 0, 0);
    this.port.postMessage(task);
    this.wait();
  }

  public goOn(): void {
    Atomics.store(this.state, 0, 0);
    Atomics.notify(this.state, 0);
    this.wait();
  }

  /** In short waits, so that this thread stands still no longer than it must. */
  private wait(): void {
    const start = performance.now();
    while (Atomics.wait(this.state, 0, 0, WAIT_MS) === 'timed-out') {
      if (performance.now() - start > PATIENCE_MS) throw new Error(`a synth took no step for ${PATIENCE_MS} ms`);
    }
    this.outcome = receiveMessageOnPort(this.port)?.message;
    this.isBusy = this.outcome === undefined;
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
