import type { Writable } from 'node:stream';
import { GATE } from '../start/gate';
import { type Command, type ProcessPlace, type StartedProcess, startProcess } from './app-process';
import { sendSignal } from './processes-of-the-system';

/** What a process is for: with anything else in it, it is not the one that was started ahead. */
export interface Purpose extends ProcessPlace {
  readonly command: Command;
}

/** A process of an app that was started before anybody knew when it would be needed, and waits. */
export class StartedAhead {
  private readonly started: StartedProcess;
  private readonly purpose: string;
  private isTaken = false;

  /**
   * @param purpose of the run for which it waits
   * @param waiting the command that waits before it does what that of the purpose does
   */
  public constructor(purpose: Purpose, waiting: Command) {
    this.purpose = JSON.stringify(purpose);
    this.started = startProcess(waiting, purpose, ['pipe']);
    this.started.child.on('error', () => undefined);
    this.gate().on('error', () => undefined);
  }

  /** Has it go on; undefined if it is for something else, or has ended. It serves once. */
  public take(purpose: Purpose): StartedProcess | undefined {
    const { exitCode, signalCode, pid } = this.started.child;
    const isAlive = pid !== undefined && exitCode === null && signalCode === null;
    if (!isAlive || JSON.stringify(purpose) !== this.purpose) return undefined;
    this.isTaken = true;
    this.gate().end('!');
    return this.started;
  }

  /** Ends it if it still waits: it has done nothing that would have to be brought to an end. */
  public async end(): Promise<void> {
    const { child } = this.started;
    if (this.isTaken || child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    sendSignal(child.pid, 'SIGKILL');
    await ended;
    for (const stream of child.stdio) stream?.destroy();
  }

  private gate(): Writable {
    return this.started.child.stdio[GATE] as Writable;
  }
}
