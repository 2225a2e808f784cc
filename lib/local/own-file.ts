import { appendFileSync, readFileSync } from 'node:fs';
import { isAbsolute, join, normalize, resolve, sep } from 'node:path';
import { entryAt } from '../files/entry';
import { pathInside, realFolder } from '../files/path-inside';
import { StagedFiles } from '../files/staged-files';
import { MADE } from './compose-file';

/** Why files must not be written there: a path that leads out of the project is a mistake. */
export function folderProblem(folder: string): string | undefined {
  const [first] = normalize(folder).split(sep);
  return first === '..' && !isAbsolute(folder)
    ? `the folder ${JSON.stringify(folder)} leads out of the project: name one inside of it`
    : undefined;
}

/** Why the file must not be written, if it leads elsewhere, or somebody else wrote the one that is there. */
export function strangerProblem(folder: string, name: string, text: string): string | undefined {
  let found: string;
  try {
    const path = pathInside(realFolder(resolve(rootOf(folder))), pathFrom(folder, name), 'follow');
    if (entryAt(path) === undefined) return undefined;
    found = readFileSync(path, 'utf8');
  } catch (error) {
    return `${name} cannot be written: ${(error as Error).message}`;
  }
  if (found === text || found.includes(MADE)) return undefined;
  if (name === '.infisical.json') {
    return projectOf(found) === projectOf(text)
      ? undefined
      : `${name} is there already, for another project: delete it, or correct projectId`;
  }
  return `${name} is there already, and was written by hand: rename it, or give this one another name`;
}

/**
 * Names a file that takes down what would be written, one JSON object `{ path, text }` a line: `cdk8s-infisical synth`
 * writes nothing before it knows that the whole program works.
 */
const OUTBOX = 'CDK8S_INFISICAL_OUTBOX';

/** Writes the files, all or none; leaves alone those that are as they should be. */
export function writeOwn(folder: string, files: { readonly [name: string]: string }): void {
  const entries = Object.entries(files);
  const outbox = process.env[OUTBOX];
  if (outbox) {
    appendFileSync(
      outbox,
      entries.map(([name, text]) => `${JSON.stringify({ path: resolve(folder, name), text })}\n`).join(''),
    );
    return;
  }
  const staged = new StagedFiles(rootOf(folder), 'follow');
  try {
    for (const [name, text] of entries) staged.stage(pathFrom(folder, name), text);
    staged.commit();
  } catch (error) {
    staged.discard();
    throw new Error(`${entries.map(([name]) => name).join(', ')}: none is written: ${(error as Error).message}`);
  }
}

/** A folder of the project is no way out of it, though there may be a link; an absolute one is the user's choice. */
function rootOf(folder: string): string {
  return isAbsolute(folder) ? folder : '.';
}

function pathFrom(folder: string, name: string): string {
  return isAbsolute(folder) ? name : join(folder, name).split(sep).join('/');
}

function projectOf(json: string): unknown {
  try {
    return JSON.parse(json).workspaceId;
  } catch {
    return undefined;
  }
}
