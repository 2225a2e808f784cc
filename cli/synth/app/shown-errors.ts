import { asLine } from '../../../lib/text/as-line';

/** `TypeError: …` of Node.js and Python, `Exception in thread "main" java.lang.…: …`, `panic: …` of Go, and our own. */
const ERROR =
  /^(?:Uncaught )?(?:[\w.]*(?:Error|Exception)(?: \[\w+\])?|panic|error|Exception in thread \S+ [\w.$]+): .*\S/;
const LONGEST = 1_000;

/** The errors that an app shows: what keeps it from running. */
export class ShownErrors {
  /** The one that it has shown last, in a line. */
  public last?: string;
  private begun = '';

  /** What it has printed, as it comes. */
  public note(text: string): void {
    const lines = (this.begun + text).split('\n');
    this.begun = (lines.pop() ?? '').slice(0, LONGEST);
    const line = lines.findLast((one) => ERROR.test(one.slice(0, LONGEST)));
    if (line !== undefined) this.last = asLine(line.slice(0, LONGEST).trim());
  }
}
