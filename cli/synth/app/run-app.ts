import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Progress } from '../../terminal/progress';
import { foreignText, type TerminalText } from '../../terminal/terminal-text';
import { tellOn } from '../../terminal/writer';
import type { Interruption } from '../interruption';
import { quickStartOf } from '../start/quick-start';
import { AppOutput } from './app-output';
import { type Command, type Ended, type ProcessPlace, runProcess } from './app-process';
import { BriefOutput } from './brief-output';
import { ShownErrors } from './shown-errors';
import { type Purpose, StartedAhead } from './started-ahead';
import { syntaxErrorText } from './syntax-error';

export interface AppRun {
  /** The command line, for a shell. */
  readonly app: string;
  /** The folder of the project. */
  readonly folder: string;
  readonly outdir: string;
  /** Whether it may be started faster than by its command line. */
  readonly mayBeQuick: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** Takes away what a run has written. */
  readonly reset: () => void;
  /** Told which process the app is. */
  readonly onStart: (pid: number) => void;
  readonly interruption: Interruption;
  readonly progress: Progress;
  /** The file into which the app writes which files it has loaded, where it can be started faster. */
  readonly loaded?: string | undefined;
  readonly ahead?: StartedAhead | undefined;
  /** Whether an app that cannot be read is told in short; else all is shown as it comes. */
  readonly isBrief?: boolean | undefined;
}

/** The app itself has ended without success. */
export class AppFailure extends Error {
  /** Another file of the bundle has a class of its own. */
  public readonly isOfApp = true;

  /** @param said the error that it has shown */
  public constructor(
    message: string,
    public readonly said?: string,
  ) {
    super(message);
  }
}

/**
 * Runs the app: with a quick start where that does the same, else by its command line.
 *
 * @throws if the app fails; what it prints of that has been shown
 */
export async function runApp(given: AppRun): Promise<void> {
  const { app, folder, progress } = given;
  const shown = new ShownErrors();
  const write = (told: TerminalText) => {
    progress.makeRoom(told.text.endsWith('\n'));
    return tellOn(told);
  };
  const brief = given.isBrief ? new BriefOutput(write, (text) => syntaxErrorText(text, folder)) : undefined;
  const run = { ...given, shown, pass: (text: string) => brief?.pass(text) ?? write(foreignText(text)) };
  const { status, signal } = await endOf(run).finally(() => brief?.end());
  if (status === 0) return;
  const end = signal === null ? `failed with exit code ${status}` : `was ended by ${signal}`;
  throw new AppFailure(`the app "${app}" ${end}${status === NOT_FOUND ? ENDED_NOT_FOUND : ''}`, shown.last);
}

interface RunOfApp extends AppRun {
  readonly shown: ShownErrors;
  /** Passes on what it prints. */
  readonly pass: (text: string) => Promise<void>;
}

async function endOf(run: RunOfApp): Promise<Ended> {
  return (await runQuickly(run)) ?? (await runOnce({ shell: run.app }, run, outputOf(run)));
}

/** What a shell ends with if there is no such command. */
const NOT_FOUND = 127;
const ENDED_NOT_FOUND =
  ': a command in it is not installed, or not where the shell looks; npx finds those of the project';

/** Undefined if the app has not been run. */
async function runQuickly(run: RunOfApp): Promise<Ended | undefined> {
  const { mayBeQuick, ahead, reset } = run;
  const quick = mayBeQuick ? quickCommand(run) : undefined;
  if (quick === undefined) return undefined;
  const output = outputOf(run);
  const ended = await runProcess(quick, { ...run, output, started: ahead?.take(purposeOf(run, quick)) });
  const givenUp = givenUpOf(run);
  if (!existsSync(givenUp)) {
    output.end();
    return ended;
  }
  rmSync(givenUp);
  reset();
  return runOnce({ shell: run.app }, run, outputOf(run, output));
}

type QuickRun = ProcessPlace & Pick<AppRun, 'app' | 'loaded'>;

function quickCommand(run: QuickRun, ahead?: readonly string[]): Command | undefined {
  const { app, folder, loaded } = run;
  return quickStartOf(app, folder, givenUpOf(run), { ...(loaded && { loaded }), ...(ahead && { ahead }) });
}

function givenUpOf({ outdir }: ProcessPlace): string {
  return join(dirname(outdir), 'given-up');
}

function purposeOf({ folder, outdir, env }: ProcessPlace, command: Command): Purpose {
  return { command, folder, outdir, env };
}

/**
 * Starts the process of a run that is to come, where there is a quick start.
 *
 * @param modules files of dependencies that it loads before it waits
 */
export function startAhead(run: QuickRun, modules: readonly string[]): StartedAhead | undefined {
  const [command, waiting] = [quickCommand(run), quickCommand(run, modules)];
  return command && waiting && new StartedAhead(purposeOf(run, command), waiting);
}

/** The command line is the user's own, from his own file, and meant for a shell. */
async function runOnce(command: Command, run: RunOfApp, output: AppOutput): Promise<Ended> {
  const ended = await runProcess(command, { ...run, output });
  output.end();
  return ended;
}

/** Standard output is for what this command itself has to say. */
function outputOf({ pass, shown }: RunOfApp, first?: AppOutput): AppOutput {
  return new AppOutput((text) => {
    shown.note(text);
    return pass(text);
  }, first);
}
