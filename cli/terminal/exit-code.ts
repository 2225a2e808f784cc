/** What every command tells by its exit code. */
export const ExitCode = {
  /** It did what was asked for, and found nothing. */
  SUCCESS: 0,
  /** It did what was asked for, and found something. */
  FINDINGS: 1,
  /** It could not do what was asked for. */
  FAILURE: 2,
} as const;
