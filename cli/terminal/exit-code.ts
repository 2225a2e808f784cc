/** What every command tells by its exit code. */
export const ExitCode = {
  /** The command did what was asked for, and found nothing. */
  SUCCESS: 0,
  /** The command did what was asked for, and found something. */
  FINDINGS: 1,
  /** The command could not do what was asked for. */
  FAILURE: 2,
} as const;
