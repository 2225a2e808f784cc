/** What a broken rule does: an error stops the synthesis, a warning is printed. */
export enum Severity {
  /** Refused by the API server, the operator or Argo CD, or silently misread by one of them. */
  ERROR = 'error',
  /** Works, but is unwise. */
  WARNING = 'warning',
}
