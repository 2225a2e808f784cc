import type { SlowSteps } from '../../terminal/slow-steps';
import { printed } from '../../terminal/terminal-text';
import { tellOn } from '../../terminal/writer';
import type { Interruption } from '../interruption';
import { GIVEN_UP } from '../start/as-it-is';
import { quickStart } from '../start/quick-start';
import { AppOutput } from './app-output';
import { type Command, type Ended, runProcess } from './app-process';

export interface AppRun {
  /** The command line, for a shell. */
  readonly app: string;
  /** The folder of the project. */
  readonly folder: string;
  /** Where the app has to write. */
  readonly outdir: string;
  /** Whether it may be started faster than by its command line. */
  readonly mayBeQuick: boolean;
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
 * Runs the app: with a quick start where that does the same, else by its command line.
 *
 * @throws if the app fails; what it says of that has been shown
 */
export async function runApp(run: AppRun): Promise<void> {
  const { app, folder, mayBeQuick, reset } = run;
  const quick = mayBeQuick ? quickStart(app, folder) : undefined;
  let ended = quick && (await runOnce(quick, run));
  if (ended === undefined || ended.status === GIVEN_UP) {
    if (ended !== undefined) reset();
    // The command line is the user's own, from his own file, and meant for a shell.
    ended = await runOnce({ shell: app }, run);
  }
  const { status, signal } = ended;
  if (status === 0) return;
  throw new Error(`the app "${app}" ${signal === null ? `failed with exit code ${status}` : `was ended by ${signal}`}`);
}

async function runOnce(command: Command, run: AppRun): Promise<Ended> {
  const output = outputOf(run);
  const ended = await runProcess(command, { ...run, output });
  output.end();
  return ended;
}

/** Standard output is for what this command itself has to say. */
function outputOf({ progress }: AppRun): AppOutput {
  return new AppOutput((text) => {
    progress.makeRoom(text.endsWith('\n'));
    return tellOn(printed(text));
  });
}
