import { type ChildProcess, spawn } from 'node:child_process';
import { composed } from '../terminal/terminal-text';
import { tell } from '../terminal/writer';
import { HeldWords, LastWords } from './app-output';
import { entryOf } from './bundle/app-command';
import { unfaithfulEnvironment } from './bundle/faithful';

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
}

/**
 * Runs the app: from a bundle of its modules where that does the same faster, else as it is.
 *
 * @throws if the app fails; what it says of that has been shown
 */
export async function runApp(run: AppRun): Promise<void> {
  const cache = await bundleCache(run).catch(() => undefined);
  const bundle = await cache?.bundle().catch(() => undefined);
  if (bundle !== undefined && cache !== undefined) {
    const { status, stderr } = await finished(launch(bundle, cache.entry, run), run);
    if (status === 0) {
      stderr.release();
      return;
    }
    // As it is, so that it says itself what is wrong.
    run.reset();
  }
  await runAsItIs(run);
  if (bundle !== undefined) cache?.refuse();
}

async function bundleCache({ app, folder, output, mayBundle }: AppRun) {
  const path = entryOf(app);
  if (!mayBundle || path === undefined || unfaithfulEnvironment(process.env) !== undefined) return undefined;
  const { BundleCache, programAt } = await import('./bundle/bundle-cache.js');
  const program = programAt(path, folder, output);
  const cache = new BundleCache(program);
  return { entry: program.entry, bundle: () => cache.bundle(), refuse: () => cache.refuse() };
}

function launch(bundle: string, entry: string, { folder, env, outdir }: AppRun): ChildProcess {
  return spawn(process.execPath, [`${__dirname}/launch.js`, bundle, entry], {
    cwd: folder,
    env: { ...process.env, ...env, CDK8S_OUTDIR: outdir },
    stdio: ['inherit', 'ignore', 'pipe'],
  });
}

async function runAsItIs(run: AppRun): Promise<void> {
  const { app, folder, env, outdir } = run;
  // The command line is the user's own, from his own file, and meant for a shell.
  const child = spawn(app, {
    shell: true,
    cwd: folder,
    env: { ...process.env, ...env, CDK8S_OUTDIR: outdir },
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  const { status, signal, stdout } = await finished(child, run);
  if (status === 0) return;
  tell(composed(stdout.text()));
  throw new Error(`the app "${app}" ${signal === null ? `failed with exit code ${status}` : `was ended by ${signal}`}`);
}

interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: LastWords;
  readonly stderr: HeldWords;
}

const LAST_WORDS_MS = 1_000;

/** Waits for the end of the app; a signal to this process goes to the app first. */
function finished(child: ChildProcess, { onStart }: AppRun): Promise<Ended> {
  try {
    if (child.pid !== undefined) onStart(child.pid);
  } catch (error) {
    child.kill('SIGKILL');
    return Promise.reject(error);
  }
  const stdout = new LastWords();
  const stderr = new HeldWords((text) => tell(composed(text)));
  child.stdout?.on('data', (data) => stdout.add(data));
  child.stderr?.on('data', (data) => stderr.add(data));
  let received: NodeJS.Signals | undefined;
  const forward = (signal: NodeJS.Signals) => {
    received = signal;
    child.kill(signal);
  };
  const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  return new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (status, signal) => {
      const end = () => {
        if (received !== undefined) reject(new Error(`ended by ${received}`));
        else resolve({ status, signal, stdout, stderr });
      };
      // What the app has started may live on, with the same output.
      const patience = setTimeout(end, LAST_WORDS_MS);
      child.on('close', () => {
        clearTimeout(patience);
        end();
      });
    });
  }).finally(() => {
    for (const signal of signals) process.off(signal, forward);
  });
}
