import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { isTest } from '../validation/report/test-run';

/** An app that writes a folder, as a message names it. */
export interface Claimant {
  /** Tells it from all other apps of the process: how many were made before it. */
  readonly number: number;
  readonly title: string;
}

interface Claim extends Claimant {
  /** How many apps there were when it was written. */
  readonly appsThen: number;
  /** What it has written: while one of these files is there, it could get lost. */
  readonly files: readonly string[];
}

/** What all copies of this library in one process know together. */
interface Run {
  apps: number;
  readonly claims: Map<string, Claim>;
}

/** Names a folder in which all processes of one `cdk8s-infisical synth` note what they write. */
const CLAIMS = 'CDK8S_INFISICAL_CLAIMS';
const RUN = Symbol.for('cdk8s-infisical.folder-claims');

function thisRun(): Run {
  const shared = globalThis as { [RUN]?: Run };
  shared[RUN] ??= { apps: 0, claims: new Map() };
  return shared[RUN];
}

/** The number of a new app. */
export function newNumber(): number {
  return thisRun().apps++;
}

/** A folder that an app is about to write. */
export interface ClaimedFolder {
  /** To be called when it is written, with the names of the files. */
  readonly written: (files: readonly string[]) => void;
  /** To be called when that has failed. */
  readonly given: () => void;
}

/**
 * Takes a folder for an app: no two may write the same one in one run, because each removes or overwrites what the other
 * has written. A run is a process, or all processes of one `cdk8s-infisical synth`.
 *
 * @param files what will be written, as far as that is known
 * @throws if another app has it; nothing is written then
 */
export function claimFolder(folder: string, claimant: Claimant, files: readonly string[]): ClaimedFolder {
  const other = claimInProcess(folder, claimant);
  if (other !== undefined) throw conflict(folder, other, claimant.title);
  const made = claimInRun(folder, claimant, files);
  return {
    written: (names) => {
      const run = thisRun();
      run.claims.set(identityOf(folder) ?? folder, { ...claimant, appsThen: run.apps, files: names });
    },
    given: () => {
      if (made !== undefined) removeIfEmpty(resolve(folder), resolve(made));
    },
  };
}

function claimInProcess(folder: string, { number }: Claimant): string | undefined {
  const identity = identityOf(folder);
  const claim = identity === undefined ? undefined : thisRun().claims.get(identity);
  if (claim === undefined || claim.number === number || (playsManyRuns() && number >= claim.appsThen)) return undefined;
  return claim.files.some((file) => existsSync(join(folder, file))) ? claim.title : undefined;
}

/** Tests, and programs that watch files, play run after run in one process: there, an app that is made after another was written is a later run. */
function playsManyRuns(): boolean {
  return isTest() || WATCHING.some((name) => process.getActiveResourcesInfo().includes(name));
}

/** What Node calls the watchers of files. */
const WATCHING = ['FSEventWrap', 'StatWatcher'];

/** Returns the first folder that had to be made for that. */
function claimInRun(folder: string, { number, title }: Claimant, files: readonly string[]): string | undefined {
  const claims = process.env[CLAIMS];
  if (!claims || !existsSync(claims)) return undefined;
  const made = mkdirSync(folder, { recursive: true });
  const owner = `${process.pid}-${number}`;
  const file = join(claims, identityOf(folder) ?? '');
  try {
    // In one step, so that one of two that come together is the first.
    writeFileSync(file, JSON.stringify({ owner, title }), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const first = parsed(file);
    if (first.owner === owner) return made;
    throw conflict(folder, first.title ?? 'another app', title);
  }
  // What a synth gives is empty before: whatever is there now was written by something else in this run.
  const strange = isInOutput(folder) ? readdirSync(folder).filter((name) => files.includes(name)) : [];
  if (strange.length > 0)
    throw conflict(folder, `something that wrote ${strange.join(', ')} (an App of cdk8s?)`, title);
  return made;
}

/** From the inside out: others may have written beside it. */
function removeIfEmpty(folder: string, outermost: string): void {
  try {
    for (let place = folder; place.startsWith(outermost); place = dirname(place)) rmdirSync(place);
  } catch {
    // There is something in it.
  }
}

function parsed(file: string): { owner?: string; title?: string } {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // The other one is just about to say it.
    return {};
  }
}

/** The same for all spellings of a folder, and for links to it; undefined if it is not there. */
function identityOf(folder: string): string | undefined {
  const stats = statSync(folder, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? undefined : `${stats.dev}-${stats.ino}`;
}

function isInOutput(folder: string): boolean {
  const output = process.env.CDK8S_OUTDIR;
  return !!output && `${resolve(folder)}${sep}`.startsWith(`${resolve(output)}${sep}`);
}

function conflict(folder: string, one: string, other: string): Error {
  return new Error(
    `two apps write the folder "${shown(folder)}" in one run, and one of them would lose its files: ${one}, and ${other}. ` +
      'Give each an environment or an outdir of its own, or put their charts into one app',
  );
}

/** Without the folder into which a synth has apps write. */
function shown(folder: string): string {
  const output = process.env.CDK8S_OUTDIR;
  return output && isInOutput(folder) ? relative(join(resolve(output), '..'), resolve(folder)) : folder;
}
