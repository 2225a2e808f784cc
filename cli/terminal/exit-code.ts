/** What every command tells by its exit code. */
export const ExitCode = {
  /** Nothing to complain of. */
  FINE: 0,
  /** It did what was asked for, and found something. */
  FINDINGS: 1,
  /** It could not do what was asked for. */
  COULD_NOT: 2,
} as const;
