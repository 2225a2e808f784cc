import { randomBytes } from 'node:crypto';
import { type ProcessIdentity, parseIdentity, thisProcess } from './process-identity';

/** Who has a lock, as the lock itself says. */
export interface LockHolder extends ProcessIdentity {
  /** Since when, in milliseconds of its own clock; undefined if it does not tell. */
  readonly since: number | undefined;
  /** Whether it gives a sign of life again and again. */
  readonly beats: boolean;
}

/** What a process writes into a lock that it takes; no two are the same. */
export function newHolderText(): string {
  return JSON.stringify({ ...thisProcess(), since: Date.now(), token: randomBytes(16).toString('hex') });
}

/** Who is named in a lock; undefined if nobody is. */
export function parseHolder(text: string): LockHolder | undefined {
  const identity = parseIdentity(text);
  if (identity === undefined) return undefined;
  const { since, token } = JSON.parse(text);
  const isTime = typeof since === 'number' && Math.abs(since) <= LAST_TIME;
  return { ...identity, since: isTime ? since : undefined, beats: typeof token === 'string' };
}

/** As far as dates go. */
const LAST_TIME = 8.64e15;
/** Longer than any name of a host. */
const LONGEST_HOST = 255;

/** For example: process 7 on "builder", at work since 2026-11-26 09:30:12 UTC */
export function shownHolder({ pid, host, since }: LockHolder): string {
  const name = host.length > LONGEST_HOST ? `${host.slice(0, LONGEST_HOST)}…` : host;
  const time =
    since === undefined ? '' : `, at work since ${new Date(since).toISOString().replace(/T(.{8}).*/, ' $1 UTC')}`;
  return `process ${pid} on ${JSON.stringify(name)}${time}`;
}
