import { setTimeout as sleep } from 'node:timers/promises';
import type { ChildEnd } from '../processes/attached-child';
import { failureText } from '../terminal/failure-text';
import { say } from '../terminal/terminal-text';
import { tell, tellNote } from '../terminal/writer';
import type { ChildRunner } from './child';
import type { Variables } from './values';

export interface Watching {
  /** Asks for the variables again, for as long as somebody waits for them. */
  readonly variables: (until: AbortSignal) => Promise<Variables>;
  /** The environment of the command, with them. */
  readonly environment: (variables: Variables) => NodeJS.ProcessEnv;
  readonly milliseconds: number;
}

/** Runs a command, and starts it again when a variable that it was given has another value. */
export async function runWatched(
  runner: ChildRunner,
  first: Variables,
  { variables, environment, milliseconds }: Watching,
): Promise<ChildEnd> {
  let known = first;
  let isTold = false;
  for (let ended = runner.start(environment(known)); ; ) {
    const end = await endWithin(ended, milliseconds);
    if (end !== undefined) return end;
    const asking = new AbortController();
    void ended.then(() => asking.abort());
    try {
      const next = await variables(asking.signal);
      const env = environment(next);
      isTold = false;
      const changed = changedNames(known, next);
      if (changed.length === 0 || runner.isEnding || asking.signal.aborted) continue;
      tellNote(say`${changed.join(', ')} changed: starting again\n`);
      known = next;
      await runner.stop();
      ended = runner.start(env);
    } catch (error) {
      if (asking.signal.aborted) continue;
      // The command goes on with what it has.
      if (!isTold && !runner.isEnding) tell(failureText(error));
      isTold = true;
    }
  }
}

async function endWithin(ended: Promise<ChildEnd>, milliseconds: number): Promise<ChildEnd | undefined> {
  const stop = new AbortController();
  const pause = sleep(milliseconds, undefined, { signal: stop.signal }).catch(() => undefined);
  const end = await Promise.race([ended, pause]);
  stop.abort();
  return end ?? undefined;
}

function changedNames(before: Variables, now: Variables): string[] {
  return [...now].flatMap(([name, value]) => (before.get(name) === value ? [] : [name]));
}
