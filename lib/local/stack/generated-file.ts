import { appendFileSync, readFileSync } from 'node:fs';
import { isAbsolute, join, normalize, resolve, sep } from 'node:path';
import { OUTBOX } from '../../evaluation/report/run-variables';
import { entryAt } from '../../files/entry';
import { pathInside, realFolder } from '../../files/path-inside';
import { type StagedFiles, stageFiles } from '../../files/staged-files';
import type { Staged } from '../../gitops/project-part';
import { fields, jsonIn } from '../../json/json';
import { MADE } from '../compose/compose-file';

/** The name that the CLI of Infisical looks for. */
export const CLI_FILE = '.infisical.json';

/** The place of a file, whatever it is called by. */
export function placeOf(folder: string, name: string): string {
  return resolve(folder, name);
}

/** Why files must not be written there: a path that leads out of the project is a mistake. */
export function folderProblem(folder: string): string | undefined {
  const [first] = normalize(folder).split(sep);
  return first === '..' && !isAbsolute(folder)
    ? `the folder ${JSON.stringify(folder)} leads out of the project: name one inside of it`
    : undefined;
}

/**
 * Why the file must not be written, if it leads elsewhere, or somebody else wrote the one that is there.
 *
 * @param settings what would be written for the CLI: that file says by its project whose it is
 */
export function overwriteProblem(folder: string, name: string, settings: string): string | undefined {
  let found: string;
  try {
    const path = pathInside(realFolder(resolve(rootOf(folder))), pathFrom(folder, name), 'follow');
    if (entryAt(path) === undefined) return undefined;
    found = readFileSync(path, 'utf8');
  } catch (error) {
    return `${name} cannot be written: ${(error as Error).message}`;
  }
  // Nobody has written what is less than its first line.
  if (found.includes(MADE) || `# ${MADE}`.startsWith(found.trim())) return undefined;
  if (name === CLI_FILE) return cliFileProblem(found, settings);
  return `${name} is there already, and was written by hand: rename it, or give this one another name`;
}

function cliFileProblem(found: string, settings: string): string | undefined {
  const project = projectOf(settings);
  // Without a project there is nothing to compare, and that is said already.
  if (!project || projectOf(found) === project) return undefined;
  const sides = linesOfSides(found);
  if (sides === undefined) return `${CLI_FILE} is there already, for another project: delete it, or correct projectId`;
  const projects = sides.flatMap((line) => /"workspaceId": "(.*)"/.exec(line)?.[1] ?? []);
  return sides.every((line) => CLI_LINE.test(line)) && projects.includes(String(project))
    ? undefined
    : `${CLI_FILE} has conflict markers, and lines that are not of this project: delete it, and it is written anew`;
}

/** What `cliSettings` writes, a line. */
const CLI_LINE =
  /^(?:[{}]?| {2}"(?:workspaceId|defaultEnvironment)": "[\w-]*",| {2}"gitBranchToEnvironmentMapping": null)$/;

/** The lines of all sides of a conflict of git; undefined where there is none. */
function linesOfSides(text: string): string[] | undefined {
  const lines = text.split(/\r?\n/);
  const sides = lines.filter((line) => !/^(?:<{7}|\|{7}|={7}|>{7})(?: |$)/.test(line));
  return sides.length === lines.length ? undefined : sides;
}

/**
 * Writes the files beside their places; those that are as they should be are left alone.
 *
 * @throws if that fails for one of them; nothing is left then
 */
export function stageGenerated(folder: string, files: { readonly [name: string]: string }): Staged {
  const entries = Object.entries(files);
  const outbox = process.env[OUTBOX];
  if (outbox) return stageInOutbox(outbox, folder, entries);
  const none = (error: unknown) =>
    new Error(`${entries.map(([name]) => name).join(', ')}: none is written: ${(error as Error).message}`);
  try {
    const files = entries.map(([name, text]) => [pathFrom(folder, name), text] as const);
    const staged = stageFiles(rootOf(folder), files, 'follow');
    return { commit: (last) => commit(staged, last, none), discard: () => staged.discard() };
  } catch (error) {
    throw none(error);
  }
}

/** What comes last has its own errors. */
function commit(staged: StagedFiles, last: () => void, about: (error: unknown) => Error): void {
  let ofLast: unknown;
  try {
    staged.commit(() => {
      try {
        last();
      } catch (error) {
        ofLast = error;
        throw error;
      }
    });
  } catch (error) {
    throw error === ofLast ? error : about(error);
  }
}

/** Whoever looks into it does so at the end of the program, if that went well. */
function stageInOutbox(outbox: string, folder: string, entries: readonly [string, string][]): Staged {
  const lines = entries.map(([name, text]) => `${JSON.stringify({ path: resolve(folder, name), text })}\n`);
  return {
    commit: (last) => {
      last();
      appendFileSync(outbox, lines.join(''));
    },
    discard: () => undefined,
  };
}

/** A folder of the project is no way out of it, though there may be a link; an absolute one is the user's choice. */
function rootOf(folder: string): string {
  return isAbsolute(folder) ? folder : '.';
}

function pathFrom(folder: string, name: string): string {
  return isAbsolute(folder) ? name : join(folder, name).split(sep).join('/');
}

function projectOf(json: string): unknown {
  return fields(jsonIn(json)).workspaceId;
}
