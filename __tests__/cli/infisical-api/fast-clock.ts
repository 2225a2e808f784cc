import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../../cli/infisical-api/clock';

/** A clock that does not wait, but goes on to the moment until which it should have. */
export class FastClock implements Clock {
  public waited = 0;

  /** @param settling milliseconds that a wait takes all the same, so that answers on their way come before its end */
  public constructor(private readonly settling = 0) {}

  public readonly now = () => this.waited;
  public readonly random = () => 0.5;
  public readonly sleep = async (milliseconds: number) => {
    const until = this.waited + milliseconds;
    await delay(this.settling);
    this.waited = Math.max(this.waited, until);
  };
}
