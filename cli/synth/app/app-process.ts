import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import type { Interruption } from '../interruption';
import type { AppOutput } from './app-output';
import { AppProcesses, OUTDIR } from './app-processes';

/** What is started: a command line for a shell, or a program with its arguments. */
export type Command = { readonly shell: string } | Start;

interface Start {
  readonly program: string;
  /** What the program is told it was called. */
  readonly name: string;
  readonly args: readonly string[];
}

/** Where a process runs, and with which variables. */
export interface ProcessPlace {
  readonly folder: string;
  readonly outdir: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface ProcessOptions extends ProcessPlace {
  readonly onStart: (pid: number) => void;
  readonly interruption: Interruption;
  readonly output: AppOutput;
  /** One that was started before, and is at work by now. */
  readonly started?: StartedProcess | undefined;
}

export interface StartedProcess {
  readonly child: ChildProcess;
  /** Whether it has a group of its own. */
  readonly hasGroup: boolean;
}

/** How a process has ended by itself. */
export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What an app has started may live on for this long, with the same output. */
const LAST_WORDS_MS = 1_000;
/** Then all is read that has been printed; who still holds the output belongs to somebody else. */
const LAST_READING_MS = 200;
const MOST_LEFT = 1_048_576;
const PAUSE_MS = 20;

/** Runs an app to its end, passes on what it prints, and leaves nothing of it running. */
export async function runProcess(command: Command, options: ProcessOptions): Promise<Ended> {
  const { outdir, interruption, output } = options;
  const { child, hasGroup } = options.started ?? startProcess(command, options, []);
  const exit = exitOf(child);
  const printed = passOn(child, output);
  const processes = new AppProcesses(child, outdir, hasGroup);
  let asked: Promise<void> | undefined;
  const release = interruption.endsFirst({
    ask: (signal) => {
      asked = processes
        .ask(signal)
        .then(() => waitAtMost(LAST_READING_MS, printed))
        .then(() => output.end());
      return asked;
    },
    force: () => processes.force(),
  });
  try {
    await noteStart(child, processes, options);
    const ended = await exit;
    await waitAtMost(LAST_WORDS_MS, printed);
    await (asked ?? processes.endRest());
    await finishReading(output, printed);
    for (const stream of [child.stdout, child.stderr]) stream?.destroy();
    return ended;
  } finally {
    release();
  }
}

/** @param pipes more of them than it has in any case */
export function startProcess(command: Command, place: ProcessPlace, pipes: readonly 'pipe'[]): StartedProcess {
  const { folder, env, outdir } = place;
  const hasGroup = startsOwnGroup();
  const options: SpawnOptions = {
    cwd: folder,
    env: { ...process.env, ...env, [OUTDIR]: outdir },
    stdio: ['inherit', 'pipe', 'pipe', ...pipes],
    detached: hasGroup,
  };
  if ('shell' in command) return { child: spawn(command.shell, { ...options, shell: true }), hasGroup };
  return { child: spawn(command.program, command.args, { ...options, argv0: command.name }), hasGroup };
}

/**
 * Whether an app gets a group, and with that a session, of its own: there it loses the terminal at which it could ask
 * somebody (`/dev/tty`), and which stops and continues it (Ctrl-Z, fg). So only where there is no terminal.
 */
function startsOwnGroup(): boolean {
  if (process.platform === 'win32') return false;
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return false;
  } catch {
    return true;
  }
}

/** @throws if it cannot be noted which process the app is; then it does not run */
async function noteStart({ pid }: ChildProcess, processes: AppProcesses, { onStart }: ProcessOptions): Promise<void> {
  try {
    if (pid !== undefined) onStart(pid);
  } catch (error) {
    processes.force();
    await processes.ask('SIGTERM');
    throw error;
  }
}

function exitOf(child: ChildProcess): Promise<Ended> {
  const exit = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (status, signal) => resolve({ status, signal }));
  });
  exit.catch(() => undefined);
  return exit;
}

/** Passes on what is printed, to its end. */
function passOn(child: ChildProcess, output: AppOutput): Promise<void> {
  for (const stream of [child.stdout, child.stderr]) if (stream !== null) output.connect(stream);
  return new Promise((resolve) => child.on('close', () => resolve()));
}

/** However slow whoever reads may be: only the time counts in which he had room for more. */
async function finishReading(output: AppOutput, printed: Promise<void>): Promise<void> {
  const { received } = output;
  let isPrinted = false;
  void printed.then(() => {
    isPrinted = true;
  });
  let patience = LAST_READING_MS;
  for (await turn(); !isPrinted && patience > 0 && output.received - received < MOST_LEFT; await sleep(PAUSE_MS)) {
    if (!output.isWaiting()) patience -= PAUSE_MS;
  }
}

/** Waits for something, no longer than that. */
async function waitAtMost(patience: number, done: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  const passed = sleep(patience, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([done, passed]);
  timer.abort();
}
