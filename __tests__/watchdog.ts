import { runInNewContext } from 'node:vm';

/** Far more than any machine takes for what is linear, far less than what goes with the square of a million takes. */
const PATIENCE_MS = 60_000;

/** Ends work on a hostile text that would go on for hours, a regular expression that goes back again and again included. */
export function endsAtAll(work: () => unknown): void {
  runInNewContext('work()', { work }, { timeout: PATIENCE_MS });
}
