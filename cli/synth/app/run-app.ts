import type { SlowSteps } from '../../terminal/slow-steps';
import { printed } from '../../terminal/terminal-text';
import { tellOn } from '../../terminal/writer';
import type { Interruption } from '../interruption';
import { AppOutput } from './app-output';
import { runProcess } from './app-process';
import { asItIs, fromKept } from './attempts';

export interface AppRun {
  /** The command line, for a shell. */
  readonly app: string;
  /** The folder of the project. */
  readonly folder: string;
  /** Where the app has to write. */
  readonly outdir: string;
  /** The output folder for which that is. */
  readonly output: string;
  /** Whether the app may run from a bundle that is kept. */
  readonly mayBundle: boolean;
  /** Variables for the app. */
  readonly env: NodeJS.ProcessEnv;
  /** Takes away what a run has written. */
  readonly reset: () => void;
  /** Told which process the app is. */
  readonly onStart: (pid: number) => void;
  readonly interruption: Interruption;
  readonly progress: SlowSteps;
}

/**
 * Runs the app: from a bundle of its modules where that does the same faster, else as it is.
 *
 * @throws if the app fails; what it says of that has been shown
 */
export async function runApp(run: AppRun): Promise<void> {
  const kept = await fromKept(run).catch(() => undefined);
  if (kept !== undefined) {
    const output = outputOf(run, true);
    if ((await runProcess(kept.command, { ...run, output })).status === 0) {
      await output.release();
      output.end();
      return;
    }
    // As it is, so that it says itself what is wrong.
    run.reset();
  }
  const output = outputOf(run, false);
  const { status, signal } = await runProcess(asItIs(run), { ...run, output });
  output.end();
  if (status !== 0) {
    const how = signal === null ? `failed with exit code ${status}` : `was ended by ${signal}`;
    throw new Error(`the app "${run.app}" ${how}`);
  }
  kept?.refuse();
}

/** Standard output is for what this command itself has to say. */
function outputOf({ progress }: AppRun, isHeld: boolean): AppOutput {
  return new AppOutput((text) => {
    progress.makeRoom(text.endsWith('\n'));
    return tellOn(printed(text));
  }, isHeld);
}
