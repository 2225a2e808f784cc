import { AttachedChild, type ChildEnd, statusOfSignal } from '../processes/attached-child';
import { hearsTerminal } from '../processes/terminal-signals';
import { say } from '../terminal/terminal-text';
import { tell } from '../terminal/writer';
import { NOT_STARTED } from './run-status';
import type { Variables } from './values';

const CANNOT_RUN = 126;
const NO_COMMAND = 127;

/** The signals of a terminal, which all its processes get, and those that somebody sends to one. */
const SIGNALS = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'] as const;

/** Those that mean what a program takes them for: nodemon has one start it again, a server opens its logs anew by one. */
const OWN_SIGNALS = ['SIGUSR1', 'SIGUSR2'] as const;

/** Runs one command after another in place of this process, which only passes on what it is told. */
export class ChildRunner {
  private child: AttachedChild | undefined;
  private asked: NodeJS.Signals | undefined;

  public constructor(private readonly command: readonly string[]) {
    for (const signal of SIGNALS) process.on(signal, this.pass);
    for (const signal of OWN_SIGNALS) process.on(signal, this.handOn);
  }

  /** Whether somebody has asked all of it to end. */
  public get isEnding(): boolean {
    return this.asked !== undefined;
  }

  public start(env: NodeJS.ProcessEnv): Promise<ChildEnd> {
    if (this.asked !== undefined) return Promise.resolve({ signal: this.asked });
    this.child = new AttachedChild(this.command, env);
    return this.child.ended;
  }

  public async stop(): Promise<void> {
    await this.child?.stop();
  }

  public release(): void {
    for (const signal of SIGNALS) process.off(signal, this.pass);
    for (const signal of OWN_SIGNALS) process.off(signal, this.handOn);
  }

  private readonly handOn = (signal: NodeJS.Signals): void => this.child?.pass(signal);

  private readonly pass = (signal: NodeJS.Signals): void => {
    this.asked ??= signal;
    const isTyped = signal === 'SIGINT' || signal === 'SIGQUIT';
    if (!isTyped || !hearsTerminal()) this.child?.pass(signal);
  };
}

/** The exit code of a command, as a shell tells it. */
export function statusOf(end: ChildEnd, [program = '']: readonly string[], own: Variables): number {
  if ('status' in end) return end.status;
  if ('signal' in end) return statusOfSignal(end.signal);
  const [status, why] = refusalOf(end.refused, own.has('PATH') && !program.includes('/'));
  tell(say`${program}: ${why}\n`);
  return status;
}

function refusalOf(code: string, isFoundByKey: boolean): [status: number, why: string] {
  const where = isFoundByKey ? ' in the PATH that the application has' : '';
  if (code === 'ENOENT') return [NO_COMMAND, `there is no such command${where}`];
  if (code === 'E2BIG') {
    return [NOT_STARTED, 'the variables are too many or too large together for this system, with those of your shell'];
  }
  return [CANNOT_RUN, code === 'EACCES' ? 'it cannot be run: it may not be executed' : `it cannot be run (${code})`];
}
