import type { Clock } from './clock';
import { Failure } from './failure';

export interface Patience {
  /** How often a request is sent again after a broken connection or an error of the server. */
  readonly retries: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** When a host wants to be asked again, for all who ask it. */
export class Pause {
  private until = 0;

  public constructor(private readonly clock: Clock) {}

  public extend(milliseconds: number): void {
    this.until = Math.max(this.until, this.clock.now() + milliseconds);
  }

  public async over(signal: AbortSignal): Promise<void> {
    for (let left = this.until - this.clock.now(); left > 0; left = this.until - this.clock.now()) {
      await this.clock.sleep(left, signal);
    }
  }
}

/** Infisical counts the requests of a minute. */
const RATE_LIMIT_TRIES = 20;
const LONGEST_WAIT = 120_000;
const FIRST_DELAY = 500;

/** Sends a request until it succeeds, fails for good, or has been tried often enough. */
export async function withRetries<T>(attempt: () => Promise<T>, pause: Pause, patience: Patience): Promise<T> {
  const { retries, clock, signal } = patience;
  let broken = 0;
  let limited = 0;
  for (;;) {
    await pause.over(signal);
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Failure) || signal.aborted) throw error;
      const { kind, waitMilliseconds = 0 } = error;
      const isLimited = kind === 'rate-limited' && limited < RATE_LIMIT_TRIES && retries > 0;
      const isBroken = (kind === 'network' || kind === 'server') && broken < retries;
      if (!(isLimited || isBroken) || waitMilliseconds > LONGEST_WAIT) throw triedOften(error, broken + limited);
      const tries = isLimited ? limited++ : broken++;
      const own = FIRST_DELAY * 2 ** Math.min(tries, 6);
      // Not all at once: half of it is by chance.
      if (isLimited) pause.extend((waitMilliseconds || own) + FIRST_DELAY * clock.random());
      else await clock.sleep(Math.max(waitMilliseconds, own * (0.5 + clock.random() / 2)), signal);
    }
  }
}

function triedOften(failure: Failure, again: number): Failure {
  if (again === 0) return failure;
  return new Failure(failure.kind, `${failure.message}, in ${again + 1} tries`, failure.waitMilliseconds);
}
