import type { Clock } from './clock';
import { Failure } from './failure';

/** The one limit for a whole run: for logins, answers, tries and the waits between them. */
export class Deadline {
  private readonly end: number;

  public constructor(
    private readonly clock: Clock,
    private readonly seconds: number,
  ) {
    this.end = clock.now() + seconds * 1_000;
  }

  /** Milliseconds that are left, at least 0. */
  public get left(): number {
    return Math.max(0, this.end - this.clock.now());
  }

  /** What there is to say of whoever it came too early for. */
  public passed(host: string): Failure {
    return new Failure(
      'out-of-time',
      `${host} was given up: the ${this.seconds} s of the whole run are over (--deadline)`,
    );
  }
}
