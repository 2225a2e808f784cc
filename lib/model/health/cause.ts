/** Why the operator's last run failed, in words of ours. */
export interface Cause {
  /** For programs: `login-refused`. */
  readonly id: string;
  /** A sentence without its full stop. */
  readonly words: string;
  /** What to do about it, without its full stop. */
  readonly next: string;
  /** The rule that explains it. */
  readonly rule?: string;
}

/** A part of the operator's messages that tells what happened. */
export interface KnownMessage {
  readonly id: string;
  readonly pattern: RegExp;
  /** @param named what the pattern has found in brackets, `undefined` where it is not what the object itself names */
  readonly words: (named: readonly (string | undefined)[]) => string;
  readonly next: string;
  readonly rule?: string;
}
