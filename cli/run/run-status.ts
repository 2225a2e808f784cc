import { ExitCode } from '../terminal/exit-code';

/** What this command ends with where the other one was not started; as `env` and `docker run` do. */
export const NOT_STARTED = 125;

/** What it ends with where nobody knows what was meant: a command may end with 2 by itself. */
export function usageStatus(typed: readonly string[]): number {
  const at = typed.indexOf('--');
  const own = at < 0 ? typed : typed.slice(0, at);
  return own.includes('--check') || own.includes('--print-names') ? ExitCode.FAILURE : NOT_STARTED;
}
