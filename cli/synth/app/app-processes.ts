import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastOfEach } from '../../../lib/collections/last-of-each';
import type { Ending, EndingSignal } from '../interruption';
import { familyOf, type ListedProcess, listProcesses, startedWith } from './listed-processes';
import { sendSignal } from './processes-of-the-system';

/** The variable with which an app is told where to write. No two runs have the same value. */
export const OUTDIR = 'CDK8S_OUTDIR';

const GRACE_MS = 5_000;
/** One that the app of another one has started has to be done before that one ends it by force. */
const GRACE_WITHIN_MS = 3_000;
/** Nobody waits for what an app has left running. */
const REST_GRACE_MS = 1_000;
/** What is still there after that is not ours to end. */
const GIVE_UP_MS = 2_000;
/** A terminal sends this to all in its foreground: once more could break off what is about to end well. */
const OF_TERMINALS = 'SIGINT';
const HEARD_ALREADY_MS = 1_000;
const LONGEST_PAUSE_MS = 100;

type Processes = readonly ListedProcess[];

/**
 * All processes of an app, whatever its command line starts: its group, if it has one of its own; what it has started,
 * and what that has started; and, where the system tells it, what was started for this run.
 */
export class AppProcesses implements Ending {
  private isForced = false;
  private known: Processes = [];

  public constructor(
    private readonly child: ChildProcess,
    private readonly outdir: string,
    private readonly hasGroup: boolean,
  ) {}

  /** Asks all of them to end, and ends by force what has not done so after some seconds. */
  public async ask(signal: EndingSignal): Promise<void> {
    const isHeard = signal === OF_TERMINALS && !this.hasGroup;
    if (isHeard && (await this.areGone(() => this.all(), HEARD_ALREADY_MS))) return;
    const isWithin = Boolean(process.env[OUTDIR]);
    await this.end(() => this.all(), signal, isWithin ? GRACE_WITHIN_MS : GRACE_MS);
  }

  public force(): void {
    this.isForced = true;
  }

  /** Ends what an app that has ended left running in its group. What has left the group, as daemons do, may stay. */
  public async endRest(): Promise<void> {
    await this.end(() => this.rest(), 'SIGTERM', REST_GRACE_MS);
  }

  private async end(members: () => Processes, signal: NodeJS.Signals, grace: number): Promise<void> {
    this.send(signal, members());
    if (await this.areGone(members, grace)) return;
    const start = performance.now();
    // They may start others as long as there are any.
    for (let left = members(); left.length > 0 && performance.now() - start < GIVE_UP_MS; left = members()) {
      this.send('SIGKILL', left);
      await sleep(5);
    }
  }

  private async areGone(members: () => Processes, patience: number): Promise<boolean> {
    const start = performance.now();
    for (let pause = 2; !this.isForced && performance.now() - start < patience; pause *= 1.5) {
      if (members().length === 0) return true;
      await sleep(Math.min(pause, LONGEST_PAUSE_MS));
    }
    return false;
  }

  private all(): Processes {
    const { pid = 0 } = this.child;
    const listed = listProcesses();
    const roots = this.hasEnded() ? this.known : [...this.known, this.itself()];
    const families = roots.flatMap((root) => familyOf(root.pid, listed));
    const marked = startedWith(OUTDIR, this.outdir, listed);
    const found = lastOfEach([...marked, ...this.inOwnGroup(listed), ...families], ({ pid }) => pid);
    // Who has started one of them may end before it.
    this.known = found.filter((one) => one.pid !== pid);
    return found.length > 0 || this.hasEnded() ? found : [this.itself()];
  }

  private rest(): Processes {
    const { pid = 0 } = this.child;
    if (this.hasGroup) return sendSignal(-pid, 0) ? this.inOwnGroup(listProcesses()) : [];
    const listed = listProcesses();
    const ours = listed.find((one) => one.pid === process.pid)?.group;
    return startedWith(
      OUTDIR,
      this.outdir,
      listed.filter(({ group }) => group === ours),
    );
  }

  private inOwnGroup(listed: Processes): Processes {
    const { pid = 0 } = this.child;
    if (!this.hasGroup) return [];
    if (listed.length === 0) return sendSignal(-pid, 0) ? [this.itself()] : [];
    // Another process can get its number only when nothing is left of the group.
    if (this.hasEnded() && listed.some((one) => one.pid === pid)) return [];
    return listed.filter(({ group }) => group === pid);
  }

  private hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private itself(): ListedProcess {
    const { pid = 0 } = this.child;
    return { pid, parent: process.pid, group: this.hasGroup ? pid : 0 };
  }

  private send(signal: NodeJS.Signals, members: Processes): void {
    const { pid = 0 } = this.child;
    const isOfGroup = ({ group }: ListedProcess) => this.hasGroup && group === pid;
    // In one step, so that none slips away.
    if (members.some(isOfGroup)) sendSignal(-pid, signal);
    for (const member of members) if (!isOfGroup(member)) sendSignal(member.pid, signal);
  }
}
