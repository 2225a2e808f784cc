import { ExitCode } from './exit-code';
import { failureText, TRACE } from './failure-text';
import { say, type TerminalText } from './terminal-text';
import { tell } from './writer';

/** Whatever happens to the process ends in one line at most: a closed pipe, a full disk, a bug, a warning of Node. */
export function guardOutput(): void {
  // They quote what they warn of, and are for who writes programs.
  process.removeAllListeners('warning');
  process.on('uncaughtException', (error) => {
    process.exitCode = ExitCode.FAILURE;
    tell(failureText(error, withTrace()));
    process.exit();
  });
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    // Who reads has seen enough: that says nothing about what was found.
    if (code === 'EPIPE') return;
    tell(unwrittenMessage(code));
    process.on('exit', () => {
      process.exitCode = ExitCode.FAILURE;
    });
  });
}

export function withTrace(): boolean {
  return Boolean(process.env[TRACE]);
}

function unwrittenMessage(code = ''): TerminalText {
  const reason = code === 'ENOSPC' ? 'the disk is full' : code;
  return say`standard output cannot be written: ${reason}\n`;
}
