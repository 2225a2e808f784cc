import { isQuiet } from './quiet';
import type { TerminalText } from './terminal-text';

/** Writes to standard output. Nothing else in `cli/` writes there: a test holds it. */
export function print(text: TerminalText): void {
  process.stdout.write(text.text);
}

/** Writes to standard error: what is told on the side. */
export function tell(text: TerminalText): void {
  process.stderr.write(text.text);
}

/** Tells what is good to know: neither a finding nor an error. */
export function tellNote(text: TerminalText): void {
  if (!isQuiet()) tell(text);
}

/** Prints what was done, or that all is fine: neither a finding nor a document that was asked for. */
export function printSummary(text: TerminalText): void {
  if (!isQuiet()) print(text);
}

/** Tells what comes without end; done when there is room for more, or nobody reads it any longer. */
export function tellOn(text: TerminalText): Promise<void> {
  return new Promise((resolve) => {
    process.stderr.write(text.text, () => resolve());
  });
}

/** Writes a whole document of another language (JSON, HTML, SARIF …) to standard output, as its printer made it. */
export function printDocument(document: string): void {
  process.stdout.write(document);
}
