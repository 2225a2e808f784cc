import type { Clock } from './clock';
import type { Deadline } from './deadline';
import { Failure } from './failure';
import type { HostWatch } from './host-watch';

export interface Patience {
  /** How often a request is sent again after a broken connection, an error of the server, or a 429. */
  readonly retries: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly deadline: Deadline;
  readonly watch?: HostWatch;
}

/** When a host wants to be asked again, for all who ask it. */
export class Pause {
  private until = 0;

  public constructor(private readonly clock: Clock) {}

  public extend(milliseconds: number): void {
    this.until = Math.max(this.until, this.clock.now() + milliseconds);
  }

  public async waitUntilOver(signal: AbortSignal): Promise<void> {
    for (let left = this.until - this.clock.now(); left > 0; left = this.until - this.clock.now()) {
      await this.clock.sleep(left, signal);
    }
  }
}

const FIRST_DELAY = 500;
const PASSING: readonly Failure['kind'][] = ['network', 'server', 'rate-limited'];

/** Sends a request until it succeeds, fails for good, has been tried often enough, or the run has no time for more. */
export async function withRetries<T>(attempt: () => Promise<T>, pause: Pause, patience: Patience): Promise<T> {
  const { retries, clock, signal, deadline, watch } = patience;
  for (let tries = 0; ; tries++) {
    await pause.waitUntilOver(signal);
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Failure) || signal.aborted) throw error;
      const { kind, waitMilliseconds = 0 } = error;
      if (!PASSING.includes(kind) || tries >= retries) throw triedOftenFailure(error, tries);
      const own = FIRST_DELAY * 2 ** Math.min(tries, 6);
      const isLimited = kind === 'rate-limited';
      // Not all at once: half of it is by chance.
      const wait = isLimited
        ? (waitMilliseconds || own) + FIRST_DELAY * clock.random()
        : Math.max(waitMilliseconds, own * (0.5 + clock.random() / 2));
      if (wait >= deadline.left) throw tooLateFailure(triedOftenFailure(error, tries), wait);
      watch?.triesAgain(error);
      if (isLimited) pause.extend(wait);
      else await clock.sleep(wait, signal);
    }
  }
}

function tooLateFailure(failure: Failure, wait: number): Failure {
  const seconds = Math.ceil(wait / 1_000);
  return new Failure(
    failure.kind,
    `${failure.message}; waiting ${seconds} s for another try is longer than --deadline allows`,
  );
}

function triedOftenFailure(failure: Failure, again: number): Failure {
  if (again === 0) return failure;
  return new Failure(failure.kind, `${failure.message}, in ${again + 1} tries`, failure.waitMilliseconds);
}
