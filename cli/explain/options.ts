export interface ExplainOptions {
  /** Whether all of them are listed. */
  readonly list?: boolean;
  readonly json?: boolean;
}
