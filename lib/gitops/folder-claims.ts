import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { type App, Chart, Names } from 'cdk8s';
import { CLAIMS } from '../evaluation/report/run-variables';
import { discardOnFailure } from '../files/discard-on-failure';
import { identityAt, textAt } from '../files/entry';
import { MadeFolders } from '../files/made-folders';
import { fields, jsonIn } from '../json/json';
import { declaredOutputs } from './declared-apps';
import { type Claim, type OutputFolder, playsManyRuns, thisRun } from './process-run';

/** A folder that is about to be written. */
export interface ClaimedFolder {
  /** To be called when it is written, with the names of the files. */
  readonly written: (files: readonly string[]) => void;
  /** To be called when that has failed. */
  readonly given: () => void;
}

interface Other {
  readonly title: string;
  readonly folder: string;
  readonly isOfProject?: boolean;
}

/**
 * Takes a folder for an app: no two may write the same one in one run, because each removes or overwrites what the other
 * has written. A run is a process, or all processes of one `cdk8s-infisical synth`.
 *
 * @param files what will be written, as far as that is known
 * @throws if another app has it, or is declared and will want it; nothing is written then
 */
export function claimFolder(output: OutputFolder, number: number, files: readonly string[]): ClaimedFolder {
  const other = claimInProcess(output, number) ?? declaredOutputs().find((declared) => isSameOutput(declared, output));
  if (other !== undefined) throw conflictError(output, other);
  const claims = claimsOfRun();
  // Only what is there can be told from what is spelled otherwise.
  const made = new MadeFolders();
  if (claims !== undefined) made.make(resolve(output.folder));
  discardOnFailure(made, () => {
    if (claims !== undefined) claimInRun(claims, output, number, files);
  });
  return {
    written: (names) => {
      const run = thisRun();
      const { folder, title, isOfProject = false } = output;
      for (const key of keysOf(output))
        run.claims.set(key, { number, title, folder, isOfProject, appsThen: run.apps, files: names });
    },
    given: () => made.discard(),
  };
}

/**
 * Has no two of these be one folder, through a link for example.
 *
 * @throws if two are; nothing is written then
 */
export function keepApart(outputs: readonly OutputFolder[]): void {
  const taken = new Map<string, OutputFolder>();
  for (const output of outputs) {
    const keys = keysOf(output);
    const other = keys.flatMap((key) => taken.get(key) ?? [])[0];
    if (other !== undefined) throw conflictError(output, { ...other, isOfProject: false });
    for (const key of keys) taken.set(key, output);
  }
}

/**
 * Whether something else was written in this process before.
 *
 * @param own the numbers of those that do not count
 */
export function haveOthersWritten(own: readonly number[]): boolean {
  return [...thisRun().claims.values()].some(
    (claim) => !own.includes(claim.number) && own.some((number) => isInTheWay(claim, number)),
  );
}

/**
 * An app of cdk8s itself takes no folder; it only must not overwrite what another one has written in this run.
 *
 * @throws if it would
 */
export function keepFromOverwriting(app: App): void {
  if ('_number' in app || playsManyRuns()) return;
  const charts = app.node.findAll().filter((construct) => construct instanceof Chart);
  const files = charts.map((chart) => `${Names.toDnsLabel(chart)}${app.outputFileExtension}`);
  const title = `an App of cdk8s with ${charts.map(({ node }) => `"${node.path}"`).join(', ')}`;
  const output: OutputFolder = { folder: app.outdir, kind: 'outdir', title };
  const other = keysOf(output)
    .flatMap((key) => thisRun().claims.get(key) ?? [])
    .find((claim) => claim.files.some((file) => files.includes(file) && isThere(claim, file)));
  if (other !== undefined) throw conflictError(output, other);
}

function claimInProcess(output: OutputFolder, number: number): Other | undefined {
  return keysOf(output)
    .flatMap((key) => thisRun().claims.get(key) ?? [])
    .find((claim) => isInTheWay(claim, number));
}

/** Whether it is of this run, and what it has written is there. */
function isInTheWay({ number, appsThen, folder, files }: Claim, ofWhom: number): boolean {
  if (number === ofWhom || (playsManyRuns() && ofWhom >= appsThen)) return false;
  return files.some((file) => isThere({ folder }, file));
}

/** A folder that is gone can have left its identity to another one. */
function isThere({ folder }: Pick<Claim, 'folder'>, file: string): boolean {
  return existsSync(join(folder, file));
}

function claimInRun(claims: string, output: OutputFolder, number: number, files: readonly string[]): void {
  const { folder, title, isOfProject } = output;
  const owner = `${process.pid}-${number}`;
  for (const key of keysOf(output)) {
    const file = join(claims, key);
    try {
      // In one step, so that one of two that come together is the first.
      writeFileSync(file, JSON.stringify({ owner, title, folder: resolve(folder), isOfProject }), { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const first = readClaim(file);
      if (first.owner === owner) return;
      throw conflictError(output, { ...first, title: first.title ?? 'another app', folder: first.folder ?? folder });
    }
  }
  // What a synth gives is empty before: whatever is there now was written by something else in this run.
  const strange = isInOutput(folder) ? readdirSync(folder).filter((name) => files.includes(name)) : [];
  if (strange.length > 0) {
    throw conflictError(output, { title: `something that wrote ${strange.join(', ')} (an App of cdk8s?)`, folder });
  }
}

function claimsOfRun(): string | undefined {
  const claims = process.env[CLAIMS];
  return claims && existsSync(claims) ? claims : undefined;
}

/** Empty where the other one is just about to say it. */
function readClaim(file: string): Partial<Other> & { owner?: string } {
  return fields(jsonIn(textAt(file)));
}

/** What two output folders have in common if they are one, on this disk or where the output is checked out. */
function keysOf({ folder, kind }: OutputFolder): string[] {
  const identity = identityAt(folder);
  if (kind === 'project') return identity === undefined ? [] : [`project-${identity}`];
  const above = kind === 'environment' ? identityAt(dirname(resolve(folder))) : undefined;
  const folded = above === undefined ? [] : [`${above}-${basename(folder).toLowerCase()}`];
  return identity === undefined ? folded : [identity, ...folded];
}

/** Whether two folders are one that need not be there yet. */
function isSameOutput(one: OutputFolder, other: OutputFolder): boolean {
  if ((one.kind === 'project') !== (other.kind === 'project')) return false;
  const [a, b] = [resolve(one.folder), resolve(other.folder)];
  return a === b || (one.kind === 'environment' && other.kind === 'environment' && areOneByCase(a, b));
}

function areOneByCase(a: string, b: string): boolean {
  return a !== b && dirname(a) === dirname(b) && basename(a).toLowerCase() === basename(b).toLowerCase();
}

function isInOutput(folder: string): boolean {
  const output = process.env.CDK8S_OUTDIR;
  return !!output && `${resolve(folder)}${sep}`.startsWith(`${resolve(output)}${sep}`);
}

function conflictError({ folder, title, kind, isOfProject }: OutputFolder, other: Other): Error {
  const both = `${other.title}, and ${title}`;
  if (kind === 'project') {
    return new Error(`two projects have the folder "${shownFolder(folder)}": ${both}. ${FOLDERS}`);
  }
  const outputs = areOneByCase(resolve(other.folder), resolve(folder))
    ? `the folders "${shownFolder(other.folder)}" and "${shownFolder(folder)}", which are one on macOS and Windows,`
    : `the folder "${shownFolder(folder)}"`;
  return new Error(
    `two apps write ${outputs} in one run, and one of them would lose its files: ${both}. ` +
      (isOfProject && other.isOfProject
        ? FOLDERS
        : 'Give each an environment or an outdir of its own, or put their charts into one app'),
  );
}

const FOLDERS = "Give each a folder of its own, as in new InfisicalProject({ folder: 'orders' })";

/** Without the folder into which a synth has apps write. */
function shownFolder(folder: string): string {
  const output = process.env.CDK8S_OUTDIR;
  return output && isInOutput(folder) ? relative(join(resolve(output), '..'), resolve(folder)) : folder;
}
