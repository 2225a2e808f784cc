import { entryOf } from '../bundle/app-command';
import { unfaithfulEnvironment } from '../bundle/faithful';
import type { AppRun } from './run-app';

/** What is started: a program with its arguments, or a command line for a shell. */
export type Command = { readonly program: string; readonly args: readonly string[] } | { readonly shell: string };

/** A faster way to run an app. */
export interface KeptAttempt {
  readonly command: Command;
  /** Told when the app fails in that way only. */
  readonly refuse: () => void;
}

/** The app as it is: the user's own command line, from his own file, and meant for a shell. */
export function asItIs({ app }: AppRun): Command {
  return { shell: app };
}

/** The app from what is kept of its modules; undefined where that would not do the same. */
export async function fromKept({ app, folder, output, mayBundle }: AppRun): Promise<KeptAttempt | undefined> {
  const path = entryOf(app);
  if (!mayBundle || path === undefined || unfaithfulEnvironment(process.env) !== undefined) return undefined;
  const { BundleCache, programAt } = await import('../bundle/bundle-cache.js');
  const program = programAt(path, folder, output);
  const cache = new BundleCache(program);
  const bundle = await cache.bundle();
  if (bundle === undefined) return undefined;
  const args = [`${__dirname}/launch.js`, bundle, program.entry];
  return { command: { program: process.execPath, args }, refuse: () => cache.refuse() };
}
